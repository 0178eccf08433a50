/** A received Slack request, already free of secrets, waiting to be answered. */
export type Job = {
  id: string;
  /** the scrubbed Slack body, as Bolt takes it */
  body: unknown;
  /** 1 on the first run; with the id it names one lease, so that a run that lost its lease cannot settle the job */
  attempt: number;
  /** if this run fails, the job is dead */
  last: boolean;
  /** Every try was used up by runs that never ended, so it may kill the process. Do not run it: `fail` makes it dead. */
  exhausted: boolean;
};

/** Requests, stored until they are answered. If a job's lease is lost, its methods change nothing: false or `lost`. */
export type Jobs = {
  /** how long a lease lasts (ms) unless it is extended */
  readonly leaseMs: number;
  /** Stores a request; false if one of its keys is known. Keys: all names of one post (`event:Ev1`, `post:T1:C1:171.1`). */
  put(keys: string[], body: unknown): Promise<boolean>;
  /** Leases the job due longest, or null. A lease that runs out counts as a try; after the last, the job comes `exhausted`. */
  lease(): Promise<Job | null>;
  /** Renews the lease of a job that takes long. */
  extend(job: Job): Promise<boolean>;
  /** The job needs nothing more: its body is erased, its keys stay until `prune`. */
  done(job: Job): Promise<boolean>;
  /** Due again after a growing pause; after the last try, or when `final`, dead and its body erased. */
  fail(job: Job, reason: string, final?: boolean): Promise<'retry' | 'dead' | 'lost'>;
  /** Due again after `ms`, without counting a try. */
  postpone(job: Job, ms: number): Promise<boolean>;
  /** `pending`: due now or later, or leased. */
  counts(): Promise<{ pending: number; done: number; dead: number }>;
};

/** Messages that are sent only once: claimed before they are sent, marked afterwards (`once.ts`), one key each (`once-key.ts`). */
export type Claims = {
  /** `new`: now claimed, for one caller only to send; `claimed`: an earlier run may have sent it; `posted`: it was sent. */
  claim(key: string): Promise<'new' | 'claimed' | 'posted'>;
  /** Records that the message is in Slack, claimed or not. The first `ts` is kept; '' for a message that has none. */
  markPosted(key: string, ts: string): Promise<void>;
  /** The recorded `ts`, or null if there is none. */
  findPosted(key: string): Promise<string | null>;
  /** Releases a claim when it is certain that nothing was sent. What is recorded as posted stays. */
  releaseClaim(key: string): Promise<void>;
  /** The recorded message was removed: another may be sent in its place. */
  forgetPosted(key: string): Promise<void>;
};

/** Survives a kill at any moment (docs/decisions.md, "Durable receipt"). Rejects, in bounded time, if the store cannot be used. */
export type Inbox = Jobs &
  Claims & {
    /** Deletes old claims, and old jobs that are done or dead with their keys. */
    prune(): Promise<void>;
    /** Rejects when a write is not possible (readiness). */
    check(): Promise<void>;
    /** Afterwards every other method rejects. */
    close(): Promise<void>;
  };

/** What can be set for every engine; tests bring their own clock. */
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

/** Five tries take about five minutes. */
export const INBOX_DEFAULTS: InboxSettings = {
  now: Date.now,
  leaseMs: 10_000,
  tries: 5,
  backoff: (attempt) => Math.min(2_000 * 5 ** (attempt - 1), 300_000) * (0.8 + Math.random() * 0.4),
  keepMs: 7 * 86_400_000,
};
