/**
 * A run throws it to decide about its job. `afterMs`: due again then, and this is no failure (a rate limit). `outage`: what it needs
 * does not work now; `never`: another run cannot help. Anything else that a run throws counts as `broken`, which is given up sooner.
 */
export class RunFailure extends Error {
  readonly retry: { afterMs: number } | 'outage' | 'never';
  constructor(reason: string, retry: RunFailure['retry'], cause?: unknown) {
    super(reason, { cause });
    this.name = 'RunFailure';
    this.retry = retry;
  }
}
