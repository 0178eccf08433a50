import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { startWorker, type WorkerOptions } from '../../src/inbox/worker.ts';
import { temporaryDirectory } from './files.ts';

export const NEVER_MS = 1e8;
export const LEASE_MS = 60;

type Clock = { ms: number };

/** An inbox with its own clock, and a worker on it that never polls by default. `before` fills the inbox, `around` wraps it. */
export async function startOnStage(
  given: Partial<WorkerOptions> = {},
  {
    before = async () => {},
    around = (inbox) => inbox,
  }: { before?: (inbox: Inbox, clock: Clock) => Promise<void>; around?: (inbox: Inbox) => Inbox } = {},
) {
  const clock = { ms: 1_000_000 };
  const file = join(temporaryDirectory(), 'inbox.db');
  const inbox = openSqliteInbox({
    file,
    now: () => clock.ms,
    leaseMs: LEASE_MS,
    giveUpMs: { outage: 5_000, broken: 1_000, killed: 0 },
    backoff: () => 1_000,
  });
  await before(inbox, clock);
  const lines: [string, object][] = [];
  const write = (data: object, message: string) => lines.push([message, data]);
  const ran: unknown[] = [];
  const reported: [Job, string][] = [];
  const givenUp: string[] = [];
  const options: WorkerOptions = {
    inbox: around(inbox),
    run: async (job) => {
      ran.push(job.body);
    },
    onGivenUp: (_job, reason) => {
      givenUp.push(reason);
    },
    report: async (job, reason) => {
      reported.push([job, reason]);
    },
    pollMs: NEVER_MS,
    log: { info: write, warn: write, error: write },
    ...given,
  };
  const worker = startWorker(options);
  onTestFinished(async () => {
    await worker.drain(0);
  });
  const put = async (body: unknown) => {
    await inbox.put([`event:${body}`], body);
    worker.wake();
  };
  return {
    clock,
    file,
    inbox,
    worker,
    put,
    ran,
    reported,
    givenUp,
    lines,
    messages: () => lines.map(([message]) => message),
  };
}

/** Calls that wait until they are resolved or rejected; `held`: those made so far. */
export function gate() {
  const held: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const run = () => new Promise<void>((resolve, reject) => held.push({ resolve, reject }));
  return { held, run };
}

/** Waits until an assertion holds, however slow the machine is. */
export async function eventually(assertion: () => unknown): Promise<void> {
  await vi.waitFor(assertion, { timeout: 20_000, interval: 5 });
}
