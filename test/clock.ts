import { vi } from 'vitest';

/** Moves the clock on by this many milliseconds and runs what is due. */
export type Pass = (ms: number) => Promise<unknown>;

/**
 * Runs with a clock that only `pass` moves; `AbortSignal.timeout` follows it, and sockets work as usual. So a test about waiting
 * can assert the exact millisecond, however slow the machine is.
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
