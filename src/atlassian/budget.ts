/** The time one answer may spend on look-ups, shared by all of them. */
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

/** Waits for the work, but not longer than the budget: then `late` gives the result and the work is left behind. */
export async function withinBudget<T>(budget: Budget, work: Promise<T>, late: () => T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const expire = (): void => resolve(late());
  if (budget.signal.aborted) expire();
  budget.signal.addEventListener('abort', expire);
  try {
    return await Promise.race([work, promise]);
  } finally {
    budget.signal.removeEventListener('abort', expire);
  }
}
