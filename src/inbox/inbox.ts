/** A received Slack request, already free of secrets, waiting to be answered. */
export type Job = {
  id: string;
  /** the scrubbed Slack body, as Bolt takes it */
  body: unknown;
  /** 1 on the first run; with the id it names one lease, so that a run that lost its lease cannot settle the job */
  attempt: number;
  /** the run before never ended: the process was killed, or hung */
  killed: boolean;
  /** It was running at several kills, so it may be what kills: run it while nothing else runs. */
  alone: boolean;
  /** It was running at too many kills for too long. Do not run it: `fail` it as `final`. */
  hopeless: boolean;
  /** how long its runs have been failing (ms) */
  failingMs: number;
  /** it has been failing for so long that it is given up if this run fails */
  last: boolean;
  /** why it was given up. It is not run any more: whoever waits is told, then it is `done`. */
  givenUp: string | null;
};

/** Why a run failed. `outage`: what it needs does not work; `broken`: nobody knows; `final`: another run cannot help. */
export type Failing = 'outage' | 'broken' | 'final';

/** Requests, stored until they are answered. If a job's lease is lost, its methods change nothing: false or `lost`. */
export type Jobs = {
  /** how long a lease lasts (ms) unless it is extended */
  readonly leaseMs: number;
  /**
   * Stores a request; false if one of its keys is known. Keys: all names of one post (`event:Ev1`, `post:T1:C1:171.1`). `owner`:
   * whose queue it waits in; default: its own.
   */
  put(keys: string[], body: unknown, owner?: string): Promise<boolean>;
  /** Is there, or was there lately, a job with this key? */
  knows(key: string): Promise<boolean>;
  /**
   * Leases the next job that is due, or null: of the owner with the fewest leases, the job due longest. An owner has
   * `mostOfOwner` leases at most. A lease that ran out is no failure, but a job that loses several waits longer each time.
   */
  lease(): Promise<Job | null>;
  /** Renews the lease of a job that takes long. */
  extend(job: Job): Promise<boolean>;
  /** The job needs nothing more: its body is erased, its keys stay until `prune`. A job that was given up is then dead. */
  done(job: Job): Promise<boolean>;
  /**
   * Due again after a growing pause. After `giveUpMs` of failures of one kind it is `given up`: due at once, to be reported. A job
   * whose report fails as long is `dead`, and its body erased.
   */
  fail(job: Job, reason: string, why: Failing): Promise<'retry' | 'given up' | 'dead' | 'lost'>;
  /** Due again after `ms`; this is no failure. */
  postpone(job: Job, ms: number): Promise<boolean>;
  /** `pending`: due now or later, leased, or given up and not reported yet. */
  counts(): Promise<{ pending: number; done: number; dead: number }>;
};

/** What is known of a message that is sent only once. `new`: it was claimed just now, for one caller only to send. */
type Claim =
  | { state: 'new' }
  | { state: 'posted'; ts: string }
  | {
      /** an earlier run may have sent it */
      state: 'claimed';
      /** for so long (ms) it may still appear in Slack, because Slack did not answer; 0: a search finds it or it was not sent */
      openMs: number;
      /** sends that never ended, neither well nor badly: the process was killed */
      cutOff: number;
    };

/** Messages that are sent only once: claimed before they are sent, marked afterwards (`once.ts`), one key each (`once-key.ts`). */
export type Claims = {
  claim(key: string): Promise<Claim>;
  /** What is claimed is about to be sent again. */
  renewClaim(key: string): Promise<void>;
  /** A send ended badly, and may have been carried out. `open`: Slack did not answer, so it may still come. */
  leaveClaim(key: string, open: boolean): Promise<void>;
  /** Releases a claim when it is certain that nothing was sent. What is recorded as posted stays. */
  releaseClaim(key: string): Promise<void>;
  /** May it have been sent, though it is not recorded? */
  isClaimed(key: string): Promise<boolean>;
  /** Records that the message is in Slack, claimed or not. The first `ts` is kept; '' for a message that has none. */
  markPosted(key: string, ts: string): Promise<void>;
  /** The recorded `ts`, '' if it has none; null if nothing is recorded. */
  findPosted(key: string): Promise<string | null>;
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
  /** how long a job may go on failing (ms); `killed`: and be running at kills */
  giveUpMs: { outage: number; broken: number; killed: number };
  /** pause (ms) after the given failure, from 1 */
  backoff: (failures: number) => number;
  /** how long after a send without an answer the message may still appear in Slack (ms) */
  openMs: number;
  /** leases that one owner may have at a time */
  mostOfOwner: number;
  /** how long keys and claims are remembered (ms); Slack repeats an event for up to a day */
  keepMs: number;
};

const MINUTE_MS = 60_000;

/** An outage may last a day. What is broken stays so: then who waits is told soon. */
export const INBOX_DEFAULTS: InboxSettings = {
  now: Date.now,
  leaseMs: 10_000,
  giveUpMs: { outage: 24 * 60 * MINUTE_MS, broken: 5 * MINUTE_MS, killed: 15 * MINUTE_MS },
  backoff: (failures) => Math.min(2_000 * 3 ** (failures - 1), 2 * MINUTE_MS) * (0.8 + Math.random() * 0.4),
  openMs: 30_000,
  mostOfOwner: 2,
  keepMs: 7 * 86_400_000,
};

/** Running at this many kills, a job runs alone; from the next one on it also waits, twice as long each time. */
export const KILLS_BEFORE_ALONE = 2;
/** A job that was running at fewer kills is never given up because of them: restarts are no failure. */
export const KILLS_BEFORE_HOPELESS = 6;
