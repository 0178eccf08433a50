import { vi } from 'vitest';

/** Moves the clock on by so many milliseconds; what is due runs. */
export type Pass = (ms: number) => Promise<unknown>;

/**
 * Runs with a clock that stands still until `pass` moves it on; `AbortSignal.timeout` follows it, and sockets go on as ever. So a
 * test about waiting asserts the very millisecond and depends on no machine's speed.
 */
export async function withClock(run: (pass: Pass) => Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('late', 'TimeoutError')), ms);
    return controller.signal;
  });
  try {
    await run((ms) => vi.advanceTimersByTimeAsync(ms));
  } finally {
    timeout.mockRestore();
    vi.useRealTimers();
  }
}

/** Waits for real sockets to have done something, without moving the clock (which `vi.waitFor` does). */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** A promise, and whether it has come to its end yet. */
export function watched<T>(work: Promise<T>): { work: Promise<T>; settled: () => boolean } {
  let settled = false;
  const end = () => {
    settled = true;
  };
  work.then(end, end);
  return { work, settled: () => settled };
}
