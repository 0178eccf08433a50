/** Thrown by a run that was asked to wait (a rate limit): due again after `ms`, and not counted as a try. */
export class Postponed extends Error {
  readonly ms: number;
  constructor(ms: number, reason: string) {
    super(reason);
    this.name = 'Postponed';
    this.ms = ms;
  }
}

/** Thrown by a run that no repetition can help: the job is dead at once. */
export class Hopeless extends Error {
  constructor(reason: string, cause: unknown) {
    super(reason, { cause });
    this.name = 'Hopeless';
  }
}
