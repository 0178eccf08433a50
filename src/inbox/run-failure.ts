/**
 * Thrown by a run that knows what is to become of its job; after any other error it is run again, until its tries are used up.
 * `retry`: due again after `afterMs`, not counted as a try (a rate limit); or `never`: no repetition can help, it is dead at once.
 */
export class RunFailure extends Error {
  readonly retry: { afterMs: number } | 'never';
  constructor(reason: string, retry: RunFailure['retry'], cause?: unknown) {
    super(reason, { cause });
    this.name = 'RunFailure';
    this.retry = retry;
  }
}
