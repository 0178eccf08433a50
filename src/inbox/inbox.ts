/** A received Slack request, already free of secrets, waiting to be answered. */
export type Job = {
  id: string;
  /** the scrubbed Slack body, as Bolt takes it */
  body: unknown;
  /** 1 on the first run; with the id it names one lease, so that a run that lost its lease cannot settle the job */
  attempt: number;
  /** Every try was used up by runs that never came to an end. Not to be run again: `fail` makes it dead. */
  exhausted: boolean;
};

/** Requests, stored until they are answered. */
export type Jobs = {
  /** how long a lease lasts (ms) unless it is extended */
  readonly leaseMs: number;
  /**
   * Stores a request unless one with the same key was stored before. `keys` are all names the same post goes by
   * (`event:Ev1`, `post:T1:C1:171.1`); one known key is enough to drop it. False: it is a duplicate.
   */
  put(keys: string[], body: unknown): Promise<boolean>;
  /**
   * Leases the job that has been due longest, or null. A lease that runs out makes the job due again and counts as a try;
   * after the last one the job comes `exhausted`, so that a job that kills the process cannot do so for ever.
   */
  lease(): Promise<Job | null>;
  /** Holds on to a leased job that takes long. False: the lease is lost. */
  extend(job: Job): Promise<boolean>;
  /**
   * Answered or deliberately left alone: the body is erased, the keys stay until `prune`. False: the lease is lost, nothing
   * was changed.
   */
  done(job: Job): Promise<boolean>;
  /**
   * Failed: due again after a growing pause; after the last try, or when it is `final`, it is dead and its body is erased.
   * Resolves to which of the two; `lost`: the lease is lost, nothing was changed.
   */
  fail(job: Job, reason: string, final?: boolean): Promise<'retry' | 'dead' | 'lost'>;
  /** Due again after `ms`, without counting a try. False: the lease is lost, nothing was changed. */
  postpone(job: Job, ms: number): Promise<boolean>;
  /** `pending`: due now, later, or leased. */
  counts(): Promise<{ pending: number; done: number; dead: number }>;
};

/**
 * What is sent once only: claimed before it is sent, marked afterwards. One key for each message (`src/inbox/once-key.ts`).
 * The steps between are in `src/inbox/once.ts`.
 */
export type Claims = {
  /**
   * Claims a message before it is sent; of several callers at once one finds it `new`. Resolves to what was found: `new`: ours
   * to send; `claimed`: an earlier run may have sent it; `posted`: it was sent.
   */
  claim(key: string): Promise<'new' | 'claimed' | 'posted'>;
  /** Records that the message is in Slack, claimed or not. The first `ts` is kept; '' for a message that has none. */
  markPosted(key: string, ts: string): Promise<void>;
  /** The recorded `ts`; null while none is recorded, or for a message without one. */
  findPosted(key: string): Promise<string | null>;
  /** Takes a claim back when it is certain that nothing was sent. What is recorded as posted stays. */
  releaseClaim(key: string): Promise<void>;
  /** The recorded message was removed: another may be sent in its place. */
  forgetPosted(key: string): Promise<void>;
};

/**
 * Durable receipt: what is stored here survives a kill at any moment (docs/decisions.md, "Durable receipt"). Engines:
 * `sqlite/`. Every method rejects when the store cannot be used, within a bounded time; nothing is swallowed.
 */
export type Inbox = Jobs &
  Claims & {
    /** Deletes answered and dead jobs, their keys, and claims older than the memory span (longer than Slack's own redelivery). */
    prune(): Promise<void>;
    /** Rejects when a write is not possible (readiness). */
    check(): Promise<void>;
    /** Afterwards every other method rejects. */
    close(): Promise<void>;
  };

/** What every engine lets one choose; tests bring their own clock. */
export type InboxSettings = {
  /** milliseconds since 1970 */
  now: () => number;
  /** how long a dead process keeps its jobs from the others (ms) */
  leaseMs: number;
  /** runs before a job is dead */
  tries: number;
  /** pause (ms) after the given failed attempt, from 1 */
  backoff: (attempt: number) => number;
  /** how long keys and claims are remembered (ms); Slack repeats an event for up to a day */
  keepMs: number;
};

/** Five tries are spread over about five minutes. */
export const INBOX_DEFAULTS: InboxSettings = {
  now: Date.now,
  leaseMs: 10_000,
  tries: 5,
  backoff: (attempt) => Math.min(2_000 * 5 ** (attempt - 1), 300_000) * (0.8 + Math.random() * 0.4),
  keepMs: 7 * 86_400_000,
};
