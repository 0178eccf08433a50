import type { Inbox, Job } from './inbox.ts';

type Log = Record<'info' | 'warn' | 'error', (data: object, message: string) => void>;

/** A run throws it to decide about its job: due again `afterMs`, with no try counted (a rate limit), or `never`: dead at once. */
export class RunFailure extends Error {
  readonly retry: { afterMs: number } | 'never';
  constructor(reason: string, retry: RunFailure['retry'], cause?: unknown) {
    super(reason, { cause });
    this.name = 'RunFailure';
    this.retry = retry;
  }
}

/** What a worker needs; `run` and `onDead` may take as long as they like. */
export type WorkerOptions = {
  inbox: Inbox;
  /** resolves: the job is done; rejects: it is run again later, or what a `RunFailure` says */
  run: (job: Job) => Promise<void>;
  /** The last try failed. The stored body is erased by now, but `job` still has it. */
  onDead: (job: Job, reason: string) => void | Promise<void>;
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

const EXHAUSTED = 'no run ended: the process was killed or hung during each one';

/** Works through the inbox until it is drained. Never throws, whatever the store, `run` or `onDead` do. */
export function startWorker(options: WorkerOptions): Worker {
  const { inbox, run, onDead, concurrency = 8, pollMs = 1_000, log } = options;
  const store = outages(inbox, log);
  /** the leases of running jobs, by job id */
  const leases = new Map<string, Job>();
  let active = 0;
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
    while (!stopped && active < concurrency) {
      const job = await store.lease();
      if (!job) {
        if (active === 0 && !due && !scheduled) finish(job === null);
        return;
      }
      if (stopped) {
        // The deadline of the drain has passed: another process may have the job at once.
        await store.use(() => inbox.postpone(job, 0));
        return;
      }
      // A lease that ran out during its run here (the machine slept): that run now holds the new lease.
      const running = leases.has(job.id);
      leases.set(job.id, job);
      if (!running) void work(job);
    }
  }

  async function work(job: Job) {
    active += 1;
    const failure = job.exhausted ? new Error(EXHAUSTED) : await failureOf(() => run(job));
    const held = leases.get(job.id) ?? job;
    leases.delete(job.id);
    await settle(held, failure);
    active -= 1;
    if (stopped && active === 0) clearInterval(hold);
    await startDue();
  }

  async function settle(job: Job, failure: Error | null) {
    const reason = failure && reasonOf(failure);
    const retry = failure instanceof RunFailure ? failure.retry : null;
    const waits = retry === 'never' ? null : retry;
    const fate = await store.use<boolean | 'retry' | 'dead' | 'lost'>(() => {
      if (reason === null) return inbox.done(job);
      return waits ? inbox.postpone(job, waits.afterMs) : inbox.fail(job, reason, retry === 'never');
    });
    const seen = { job: job.id, attempt: job.attempt, ...(reason === null ? {} : { reason }) };
    if (fate === false || fate === 'lost')
      log.warn(seen, 'a job took longer than its lease and was given to another run');
    else if (waits) log.info({ ...seen, ms: waits.afterMs }, 'a job waits');
    else if (fate === 'retry') log.warn(seen, 'a job failed and will be run again');
    if (fate !== 'dead' || reason === null) return;
    const untold = await failureOf(async () => onDead(job, reason));
    if (untold)
      log.error({ ...seen, reason: reasonOf(untold) }, 'a job failed for good, but reporting it failed too');
  }

  function drain(deadlineMs: number): Promise<boolean> {
    drained ??= new Promise((resolve) => {
      const deadline = setTimeout(() => finish(false), deadlineMs);
      finish = (nothingLeft) => {
        stopped = true;
        clearTimeout(deadline);
        if (active === 0) clearInterval(hold);
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

/** Calls to a store that may fail: a failure is `undefined`, and is logged once until the store works again. */
function outages(inbox: Inbox, log: Log) {
  let out = false;
  async function use<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!out) log.error({ reason: reasonOf(error) }, 'the inbox cannot be used; trying again until it can');
      out = true;
      return undefined;
    }
  }
  const lease = () =>
    use(async () => {
      if (!out) return await inbox.lease();
      await inbox.check();
      const job = await inbox.lease();
      out = false;
      log.info({}, 'the inbox can be used again');
      return job;
    });
  return { use, lease };
}

async function failureOf(call: () => Promise<void>): Promise<Error | null> {
  try {
    await call();
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
