import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite.ts';
import { startWorker, type WorkerOptions } from '../../src/inbox/worker.ts';
import { leased } from './contract.ts';
import { temporaryDirectory } from './files.ts';

const NEVER_MS = 1e8;

/** An inbox with its own clock, and a worker on it that by itself never polls. */
function start(
  given: Partial<WorkerOptions> = {},
  before: (inbox: Inbox, clock: { ms: number }) => void = () => {},
) {
  const clock = { ms: 1_000_000 };
  const file = join(temporaryDirectory(), 'inbox.db');
  const inbox = openSqliteInbox({
    file,
    now: () => clock.ms,
    leaseMs: 60,
    tries: 2,
    backoff: () => 1_000,
  });
  before(inbox, clock);
  const lines: [string, object][] = [];
  const write = (data: object, message: string) => lines.push([message, data]);
  const ran: unknown[] = [];
  const dead: [Job, string][] = [];
  const options: WorkerOptions = {
    inbox,
    run: async (job) => {
      ran.push(job.body);
    },
    onDead: (job, reason) => {
      dead.push([job, reason]);
    },
    pollMs: NEVER_MS,
    log: { info: write, warn: write, error: write },
    ...given,
  };
  const worker = startWorker(options);
  onTestFinished(async () => {
    await worker.drain(0);
  });
  const put = (body: unknown) => {
    inbox.put([`event:${body}`], body);
    worker.wake();
  };
  return {
    clock,
    file,
    inbox,
    worker,
    put,
    ran,
    dead,
    lines,
    messages: () => lines.map(([message]) => message),
  };
}

/** A run that is held until it is let go or broken, and counts how many are held. */
function gate() {
  const held: { resolve: () => void; reject: (error: Error) => void }[] = [];
  const run = () => new Promise<void>((resolve, reject) => held.push({ resolve, reject }));
  return { held, run };
}

describe('working', () => {
  test('what is stored already is run at the start', async () => {
    const { ran, inbox } = start({}, (earlier) => earlier.put(['event:1'], 'left over'));
    await vi.waitFor(() => expect(ran).toEqual(['left over']));
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0 }));
  });

  test('a wake runs a job without waiting for the poll, but not in the caller’s turn', async () => {
    const { put, ran, worker } = start();
    await pause(20);
    put('job');
    worker.wake();
    expect(ran).toEqual([]);
    await vi.waitFor(() => expect(ran).toEqual(['job']));
  });

  test('the poll finds what nobody woke it for', async () => {
    const { inbox, ran } = start({ pollMs: 10 });
    await pause(20);
    inbox.put(['event:1'], 'put by another process');
    await vi.waitFor(() => expect(ran).toEqual(['put by another process']));
  });

  test('as many jobs run at once as allowed, the next one when one of them ends', async () => {
    const { held, run } = gate();
    const { put, inbox } = start({ run, concurrency: 2 });
    for (const job of [1, 2, 3]) put(job);
    await vi.waitFor(() => expect(held.length).toBe(2));
    await pause(30);
    expect(held.length).toBe(2);
    held[0]?.resolve();
    await vi.waitFor(() => expect(held.length).toBe(3));
    expect(inbox.counts()).toMatchObject({ pending: 2, done: 1 });
  });
});

describe('leases', () => {
  test('a long run keeps its lease', async () => {
    const { held, run } = gate();
    const { put, inbox, clock } = start({ run });
    put('long');
    await vi.waitFor(() => expect(held.length).toBe(1));
    for (let n = 0; n < 4; n++) {
      clock.ms += 50;
      await pause(45);
    }
    expect(inbox.lease()).toBeNull();
    held[0]?.resolve();
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0 }));
  });

  test('a run that lost its lease to another process leaves the job alone', async () => {
    const { held, run } = gate();
    const { put, inbox, clock, messages } = start({ run });
    put('slow');
    await vi.waitFor(() => expect(held.length).toBe(1));
    clock.ms += 60;
    const other = leased(inbox);
    held[0]?.resolve();
    await vi.waitFor(() =>
      expect(messages()).toEqual(['a job took longer than its lease and was given to another run']),
    );
    expect(inbox.counts()).toMatchObject({ pending: 1, done: 0 });
    expect(inbox.done(other)).toBe(true);
  });

  test('a lease that ran out under a run of this process is taken over by that run', async () => {
    const { held, run } = gate();
    const { put, inbox, clock, worker } = start({ run });
    put('slept');
    await vi.waitFor(() => expect(held.length).toBe(1));
    clock.ms += 60;
    worker.wake();
    await pause(10);
    expect(held.length).toBe(1);
    held[0]?.resolve();
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0 }));
  });
});

describe('failing', () => {
  test('a failed job is run again when its pause is over', async () => {
    const run = vi
      .fn<(job: Job) => Promise<void>>()
      .mockRejectedValueOnce(new Error('Slack is down'))
      .mockResolvedValue();
    const { put, clock, lines, inbox } = start({ run, pollMs: 10 });
    put('job');
    await vi.waitFor(() => expect(lines.length).toBe(1));
    expect(lines).toEqual([
      ['a job failed and will be run again', { job: '1', attempt: 1, reason: 'Error: Slack is down' }],
    ]);
    await pause(30);
    expect(run).toHaveBeenCalledTimes(1);
    clock.ms += 1_000;
    await vi.waitFor(() => expect(inbox.counts().done).toBe(1));
    expect(run.mock.lastCall?.[0].attempt).toBe(2);
  });

  test('the last failure is told, with the body, once', async () => {
    const run = () => Promise.reject(new Error('Slack is down'));
    const { put, clock, worker, dead, inbox, lines } = start({ run });
    put('job');
    await vi.waitFor(() => expect(lines.length).toBe(1));
    clock.ms += 1_000;
    worker.wake();
    await vi.waitFor(() => expect(dead).toMatchObject([[{ id: '1', body: 'job' }, 'Error: Slack is down']]));
    expect(await worker.drain(1_000)).toBe(true);
    expect(dead.length).toBe(1);
    expect(inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
  });

  test('a job that killed every process is told too, and not run again', async () => {
    const { dead, ran, inbox } = start({}, (earlier, clock) => {
      earlier.put(['event:1'], 'deadly');
      for (let crash = 0; crash < 2; crash++) {
        leased(earlier);
        clock.ms += 60;
      }
    });
    await vi.waitFor(() =>
      expect(dead).toMatchObject([[{ body: 'deadly' }, expect.stringContaining('killed')]]),
    );
    expect(ran).toEqual([]);
    expect(inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('told nobody');
      },
    ],
    ['rejects', () => Promise.reject(new Error('told nobody'))],
  ])('an onDead that %s is logged and harms nothing', async (_case, onDead) => {
    const { put, ran, inbox, messages } = start({ onDead }, (earlier, clock) => {
      earlier.put(['event:1'], 'deadly');
      for (let crash = 0; crash < 2; crash++) {
        leased(earlier);
        clock.ms += 60;
      }
    });
    await vi.waitFor(() =>
      expect(messages()).toEqual(['nobody could be told of a job that failed for good']),
    );
    put('next');
    await vi.waitFor(() => expect(ran).toEqual(['next']));
    expect(inbox.counts().dead).toBe(1);
  });

  test('a run that throws at once, or something that is no error, fails like any other', async () => {
    const run = () => {
      throw 'no error object';
    };
    const { put, lines } = start({ run });
    put('job');
    await vi.waitFor(() => expect(lines[0]?.[1]).toMatchObject({ reason: 'no error object' }));
  });
});

describe('a store that fails', () => {
  /** The inbox, until it is broken. */
  function breakable(inbox: Inbox) {
    const state = { broken: false };
    const guard = <T>(call: () => T) => {
      if (state.broken) throw new Error('database or disk is full');
      return call();
    };
    const flaky: Inbox = {
      ...inbox,
      lease: () => guard(() => inbox.lease()),
      done: (job) => guard(() => inbox.done(job)),
      check: () => guard(() => inbox.check()),
    };
    return { state, flaky };
  }

  test('is logged once per outage, polled, and used again when it works', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox);
    const { ran, messages, worker } = start({ inbox: flaky, pollMs: 5 });
    const outage = ['the inbox cannot be used; trying again until it can', 'the inbox can be used again'];
    for (const round of [1, 2]) {
      state.broken = true;
      for (let n = 0; n < 5; n++) {
        worker.wake();
        await pause(5);
      }
      inbox.put([`event:${round}`], round);
      state.broken = false;
      await vi.waitFor(() => expect(ran.length).toBe(round));
    }
    expect(messages()).toEqual([...outage, ...outage]);
  });

  test('keeps the job when it cannot take down that it is done', async () => {
    const clock = { ms: 0 };
    const file = join(temporaryDirectory(), 'inbox.db');
    const inbox = openSqliteInbox({ file, now: () => clock.ms, leaseMs: 60_000 });
    const { state, flaky } = breakable(inbox);
    const run = vi.fn(async () => {
      state.broken = run.mock.calls.length === 1;
    });
    const { worker, messages } = start({ inbox: flaky, run });
    inbox.put(['event:1'], 'job');
    worker.wake();
    await vi.waitFor(() => expect(messages().length).toBe(1));
    expect(inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
    state.broken = false;
    clock.ms = 60_000;
    worker.wake();
    await vi.waitFor(() => expect(inbox.counts().done).toBe(1));
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('ends a drain without claiming that nothing is left', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox);
    const { worker } = start({ inbox: flaky });
    state.broken = true;
    expect(await worker.drain(NEVER_MS)).toBe(false);
  });
});

describe('draining', () => {
  test('runs all that is due to its end, also what waited for a free place', async () => {
    const { held, run } = gate();
    const { put, worker, inbox } = start({ run, concurrency: 1 });
    put('first');
    put('second');
    await vi.waitFor(() => expect(held.length).toBe(1));
    const drained = worker.drain(NEVER_MS);
    held[0]?.resolve();
    await vi.waitFor(() => expect(held.length).toBe(2));
    held[1]?.resolve();
    expect(await drained).toBe(true);
    expect(inbox.counts()).toEqual({ pending: 0, done: 2, dead: 0 });
  });

  test('waits for the addressee to be told of a dead job', async () => {
    const telling = gate();
    const { held, run } = gate();
    const { put, worker, clock, lines } = start({ run, onDead: telling.run });
    put('job');
    await vi.waitFor(() => expect(held.length).toBe(1));
    held[0]?.reject(new Error('first'));
    await vi.waitFor(() => expect(lines.length).toBe(1));
    clock.ms += 1_000;
    worker.wake();
    await vi.waitFor(() => expect(held.length).toBe(2));
    held[1]?.reject(new Error('second'));
    const drained = vi.fn();
    const draining = worker.drain(NEVER_MS).then(drained);
    await vi.waitFor(() => expect(telling.held.length).toBe(1));
    await pause(20);
    expect(drained).not.toHaveBeenCalled();
    telling.held[0]?.resolve();
    await draining;
    expect(drained).toHaveBeenCalledWith(true);
  });

  test('leaves a retry that is not due yet, and takes nothing more afterwards', async () => {
    const run = vi.fn(() => Promise.reject(new Error('Slack is down')));
    const { put, worker, clock, inbox } = start({ run, pollMs: 5 });
    put('job');
    expect(await worker.drain(NEVER_MS)).toBe(true);
    clock.ms += 1_000;
    put('late');
    await pause(30);
    expect(run).toHaveBeenCalledTimes(1);
    expect(inbox.counts().pending).toBe(2);
  });

  test('gives up at the deadline; what goes on running is still taken down', async () => {
    const { held, run } = gate();
    const { put, worker, inbox } = start({ run, concurrency: 1 });
    put('hangs');
    put('waits');
    await vi.waitFor(() => expect(held.length).toBe(1));
    expect(await worker.drain(20)).toBe(false);
    held[0]?.resolve();
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 1, done: 1, dead: 0 }));
    expect(held.length).toBe(1);
  });

  test('asked twice, it is one drain', async () => {
    const { worker } = start();
    expect(worker.drain(NEVER_MS)).toBe(worker.drain(NEVER_MS));
    expect(await worker.drain(NEVER_MS)).toBe(true);
  });
});
