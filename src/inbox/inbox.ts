/** A received Slack request, already free of secrets, waiting to be answered. */
export type Job = {
  id: string;
  /** the scrubbed Slack body, as Bolt takes it */
  body: unknown;
  /** 1 on the first run; with the id it names one lease, so that whoever lost a lease cannot settle the job */
  attempt: number;
  /** Every try was used up by runs that never came to an end. Not to be run again: `fail` makes it dead. */
  exhausted: boolean;
};

/** What happened to one claimed reply (one per source post). */
type ClaimState = 'claimed' | 'posted';

/**
 * Durable receipt: what is stored here survives a kill at any moment (docs/decisions.md, "Durable receipt").
 * Engines: `sqlite.ts`. Every method throws when the store cannot be used; nothing is swallowed.
 */
export type Inbox = {
  /** how long a lease lasts (ms) unless it is extended */
  readonly leaseMs: number;
  /**
   * Stores a request unless one with the same key was stored before. `keys` are all names the same post goes by
   * (`event:Ev1`, `post:T1:C1:171.1`); one known key is enough to drop it. Returns false for a duplicate.
   */
  put(keys: string[], body: unknown): boolean;
  /**
   * Leases the job that has been due longest, or null. A lease that runs out makes the job due again and counts as a try;
   * after the last one the job comes `exhausted`, so that a job that kills the process cannot do so for ever.
   */
  lease(): Job | null;
  /** Holds on to a leased job that takes long. False: the lease is lost. */
  extend(job: Job): boolean;
  /**
   * Answered or deliberately left alone: the body is erased, the keys stay until `prune`. False: the lease is lost, nothing
   * was changed.
   */
  done(job: Job): boolean;
  /**
   * Failed: due again after a growing pause; after the last try, or when it is `final`, it is dead and its body is erased. Returns which; `lost`: the
   * lease is lost, nothing was changed.
   */
  fail(job: Job, reason: string, final?: boolean): 'retry' | 'dead' | 'lost';
  /** Due again after `ms`, without counting a try. False: the lease is lost, nothing was changed. */
  postpone(job: Job, ms: number): boolean;
  /**
   * Records the intent to answer a post (`team:channel:ts`), before posting. Returns the state found:
   * `new` = ours to post; `claimed` = an earlier run may have posted, look in the thread; `posted` = do nothing.
   */
  claim(key: string): 'new' | ClaimState;
  /** Records that the reply stands in Slack. The first `replyTs` is kept. */
  markPosted(key: string, replyTs: string): void;
  /** The `ts` of the recorded reply; null while there is none. */
  findPosted(key: string): string | null;
  /** Takes a claim back when it is certain that nothing was posted. */
  releaseClaim(key: string): void;
  /** The recorded reply was removed: the post may be answered again. */
  forgetPosted(key: string): void;
  /** Deletes answered and dead jobs, their keys, and claims older than the memory span (longer than Slack's own redelivery). */
  prune(): void;
  /** `pending`: due now, later, or leased. */
  counts(): { pending: number; done: number; dead: number };
  /** Throws when a write is not possible (readiness). */
  check(): void;
  close(): void;
};
