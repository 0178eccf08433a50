import type { Failing, Inbox, Job } from './inbox.ts';
import { type Log, outagesOf, reasonOf } from './outages.ts';
import { RunFailure } from './run-failure.ts';

/** The place of a running job among those that run at once. */
export type Slot = {
  /** Does work that only waits for somebody else, such as a look-up; meanwhile another job runs in this place. */
  outside<T>(work: () => Promise<T>): Promise<T>;
};

/** What a worker needs; `run` and `report` may take as long as they like. */
export type WorkerOptions = {
  inbox: Inbox;
  /** resolves: the job is done; rejects: it is run again later, or what a `RunFailure` says */
  run: (job: Job, slot: Slot) => Promise<void>;
  /** A job was given up. Must not throw. */
  onGivenUp: (job: Job, reason: string) => void;
  /** Tells who waits for a job that was given up. Rejects as `run` does: it is tried again later. */
  report: (job: Job, reason: string) => Promise<void>;
  /** jobs run at once */
  concurrency?: number;
  /** how often to look for retries and for jobs that other processes lost (ms) */
  pollMs?: number;
  log: Log;
};

export type Worker = {
  /** Something was put: look for it now, not at the next poll. */
  wake(): void;
  /** Finishes what is due, then stops; later retries stay stored. False: the deadline (ms) came first or the store failed. */
  drain(deadlineMs: number): Promise<boolean>;
};

const HOPELESS = 'no run ended: the process was killed or hung during each one';

/** Works through the inbox until it is drained. Never throws, whatever the store, `run` or `report` do. */
export function startWorker(options: WorkerOptions): Worker {
  const { inbox, run, report, onGivenUp, concurrency = 8, pollMs = 1_000, log } = options;
  const store = outagesOf(inbox, log);
  /** the leases of running jobs, by job id */
  const leases = new Map<string, Job>();
  /** running jobs, and those of them that do not just wait for somebody else */
  let running = 0;
  let active = 0;
  /** a job that must run while nothing else does: until it has run, no other starts */
  let alone: Job | null = null;
  let stopped = false;
  let scheduled = false;
  let leasing = false;
  /** something may have come due since the last lease was asked for */
  let due = false;
  let drained: Promise<boolean> | null = null;
  let finish = (_nothingLeft: boolean) => {};

  const poll = setInterval(startDue, pollMs);
  const hold = setInterval(() => {
    for (const job of leases.values()) void store.use(() => inbox.extend(job));
  }, inbox.leaseMs / 3);

  /** Not in the caller's own turn: a request that was just put is acknowledged first. */
  function wake() {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void startDue();
    });
  }

  /** Starts what is due, one lease after the other; a call meanwhile makes it look once more. */
  async function startDue() {
    due = true;
    if (leasing) return;
    leasing = true;
    while (due) {
      due = false;
      await leaseAndStart();
    }
    leasing = false;
  }

  async function leaseAndStart() {
    while (!stopped && active < concurrency && !alone) {
      const job = await store.lease();
      if (!job) {
        if (running === 0 && !due && !scheduled) finish(job === null);
        return;
      }
      if (stopped) {
        await giveBack(job);
        return;
      }
      // A lease that ran out during its run here (the machine slept): that run now holds the new lease.
      const isRunning = leases.has(job.id);
      leases.set(job.id, job);
      if (isRunning) continue;
      if (job.alone) alone = job;
      else void work(job);
    }
    if (!alone || running > 0) return;
    if (!stopped) return void work(alone);
    await giveBack(alone);
    alone = null;
  }

  /** The deadline of the drain has passed: another process may have the job at once. */
  async function giveBack(job: Job) {
    leases.delete(job.id);
    await store.use(() => inbox.postpone(job, 0));
  }

  async function work(job: Job) {
    running += 1;
    active += 1;
    const failure = await failureOf(() => runOrReport(job));
    const held = leases.get(job.id) ?? job;
    leases.delete(job.id);
    await settle(held, failure);
    running -= 1;
    active -= 1;
    if (alone?.id === job.id) alone = null;
    if (stopped && running === 0) clearInterval(hold);
    await startDue();
  }

  async function runOrReport(job: Job) {
    if (job.hopeless) throw new RunFailure(HOPELESS, 'never');
    await (job.givenUp === null ? run(job, { outside }) : report(job, job.givenUp));
  }

  async function outside<T>(waiting: () => Promise<T>): Promise<T> {
    active -= 1;
    wake();
    try {
      return await waiting();
    } finally {
      active += 1;
    }
  }

  async function settle(job: Job, failure: Error | null) {
    const reason = failure && reasonOf(failure);
    const retry = failure instanceof RunFailure ? failure.retry : 'broken';
    const fate = await store.use<boolean | 'retry' | 'given up' | 'dead' | 'lost'>(() => {
      if (reason === null) return inbox.done(job);
      if (typeof retry === 'object') return inbox.postpone(job, retry.afterMs);
      return inbox.fail(job, reason, FAILING[retry]);
    });
    const seen = { job: job.id, attempt: job.attempt, ...(reason === null ? {} : { reason }) };
    if (fate === false || fate === 'lost')
      log.warn(seen, 'a job took longer than its lease and was given to another run');
    else if (fate === 'retry') log.warn(seen, 'a job failed and will be run again');
    else if (fate === 'dead') log.error(seen, 'a job failed for good, and nobody could be told');
    else if (fate === 'given up' && reason !== null) onGivenUp(job, reason);
    else if (typeof retry === 'object') log.info({ ...seen, ms: retry.afterMs }, 'a job waits');
  }

  function drain(deadlineMs: number): Promise<boolean> {
    drained ??= new Promise((resolve) => {
      const deadline = setTimeout(() => finish(false), deadlineMs);
      finish = (nothingLeft) => {
        stopped = true;
        clearTimeout(deadline);
        if (running === 0) clearInterval(hold);
        else hold.unref();
        resolve(nothingLeft);
      };
      clearInterval(poll);
      wake();
    });
    return drained;
  }

  wake();
  return { wake, drain };
}

const FAILING = { outage: 'outage', never: 'final', broken: 'broken' } satisfies Record<string, Failing>;

async function failureOf(call: () => Promise<void>): Promise<Error | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
