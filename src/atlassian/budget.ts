/** The time that the look-ups of one answer share. */
export type Budget = {
  /** aborts when the time is spent */
  signal: AbortSignal;
  msLeft(): number;
};

const DEFAULT_BUDGET_MS = 5000;

/** Starts the clock of one answer. */
export function startBudget(ms: number = DEFAULT_BUDGET_MS): Budget {
  const end = performance.now() + ms;
  const signal = AbortSignal.timeout(ms);
  return { signal, msLeft: () => (signal.aborted ? 0 : Math.max(0, end - performance.now())) };
}

/** The work's result; or `late()` once the budget is spent, whatever becomes of the work. */
export async function withinBudget<T>({ signal }: Budget, work: Promise<T>, late: () => T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const expire = (): void => resolve(late());
  if (signal.aborted) expire();
  signal.addEventListener('abort', expire);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', expire);
  }
}
