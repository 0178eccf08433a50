import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import type { Slot } from '../../src/inbox/worker.ts';
import { leased } from './contract-start.ts';
import { eventually, gate, LEASE_MS, NEVER_MS, startOnStage } from './worker-stage.ts';

const ALL_DONE = { pending: 0, done: 1, dead: 0 };
type Held = ReturnType<typeof gate>['held'][number];

describe('working', () => {
  test('what is already stored is run at the start', async () => {
    const { ran, inbox } = await startOnStage(
      {},
      {
        before: async (earlier) => {
          await earlier.put(['event:1'], 'left over');
        },
      },
    );
    await eventually(() => expect(ran).toEqual(['left over']));
    await eventually(async () => expect(await inbox.counts()).toEqual(ALL_DONE));
  });

  test('a wake runs a job without waiting for the poll, but not in the caller’s turn', async () => {
    const { inbox, ran, worker } = await startOnStage();
    await pause(20);
    await inbox.put(['event:1'], 'job');
    worker.wake();
    worker.wake();
    expect(ran).toEqual([]);
    await eventually(() => expect(ran).toEqual(['job']));
  });

  test('the poll finds a job without a wake', async () => {
    const { inbox, ran } = await startOnStage({ pollMs: 10 });
    await pause(20);
    await inbox.put(['event:1'], 'put by another process');
    await eventually(() => expect(ran).toEqual(['put by another process']));
  });

  test('no more jobs run at once than allowed; the next one starts when one ends', async () => {
    const { held, run } = gate();
    const { put, inbox } = await startOnStage({ run, concurrency: 2 });
    for (const job of [1, 2, 3]) await put(job);
    await eventually(() => expect(held.length).toBe(2));
    await pause(30);
    expect(held.length).toBe(2);
    held[0]?.resolve();
    await eventually(() => expect(held.length).toBe(3));
    expect(await inbox.counts()).toMatchObject({ pending: 2, done: 1 });
  });
});

describe('an engine that takes its time', () => {
  /** An inbox whose leases are held at a gate, before or after the store was asked. */
  function heldLeases(where: 'before' | 'after') {
    const { held, run } = gate();
    const around = (inbox: Inbox): Inbox => ({
      ...inbox,
      async lease() {
        if (where === 'before') await run();
        const job = await inbox.lease();
        if (where === 'after') await run();
        return job;
      },
    });
    return { held, around };
  }

  test('is asked for one lease after the other, and for none without a free place', async () => {
    const leases = heldLeases('before');
    const runs = gate();
    const { put, worker } = await startOnStage({ run: runs.run, concurrency: 2 }, leases);
    for (const job of [1, 2, 3]) await put(job);
    for (const n of [1, 2]) {
      await eventually(() => expect(leases.held.length).toBe(n));
      worker.wake();
      await pause(20);
      expect(leases.held.length).toBe(n);
      leases.held[n - 1]?.resolve();
      await eventually(() => expect(runs.held.length).toBe(n));
    }
    worker.wake();
    await pause(20);
    expect([leases.held.length, runs.held.length]).toEqual([2, 2]);
    runs.held[0]?.resolve();
    await eventually(() => expect(leases.held.length).toBe(3));
    leases.held[2]?.resolve();
    await eventually(() => expect(runs.held.length).toBe(3));
  });

  test('a wake while it says that nothing is due is not lost', async () => {
    const leases = heldLeases('after');
    const { inbox, worker, ran } = await startOnStage({}, leases);
    await eventually(() => expect(leases.held.length).toBe(1));
    await inbox.put(['event:1'], 'job');
    worker.wake();
    await pause(10);
    leases.held[0]?.resolve();
    await eventually(() => expect(leases.held.length).toBe(2));
    leases.held[1]?.resolve();
    await eventually(() => expect(ran).toEqual(['job']));
  });

  test.each([
    ['before', 0],
    ['after', 10],
  ])(
    'a drain does not end before what was put meanwhile is done: %s the wake was heeded',
    async (_when, ms) => {
      const leases = heldLeases('after');
      const { inbox, worker, ran } = await startOnStage({}, leases);
      await eventually(() => expect(leases.held.length).toBe(1));
      const drained = worker.drain(NEVER_MS);
      await pause(10);
      leases.held[0]?.resolve();
      await eventually(() => expect(leases.held.length).toBe(2));
      await inbox.put(['event:1'], 'job');
      worker.wake();
      if (ms > 0) await pause(ms);
      leases.held[1]?.resolve();
      let n = 2;
      const letGo = setInterval(() => {
        if (leases.held[n]) leases.held[n++]?.resolve();
      }, 5);
      onTestFinished(() => clearInterval(letGo));
      expect(await drained).toBe(true);
      expect(ran).toEqual(['job']);
    },
  );

  test('many wakes in one turn ask it once', async () => {
    let asked = 0;
    const around = (inbox: Inbox): Inbox => ({
      ...inbox,
      lease() {
        asked += 1;
        return inbox.lease();
      },
    });
    const { worker } = await startOnStage({}, { around });
    await eventually(() => expect(asked).toBe(1));
    for (let n = 0; n < 50; n++) worker.wake();
    // The caller goes on first: it has a request to acknowledge.
    for (let n = 0; n < 50; n++) await Promise.resolve();
    expect(asked).toBe(1);
    await pause(20);
    expect(asked).toBe(2);
  });

  test('a lease that comes after the deadline of a drain is given back, and that is no failure', async () => {
    const leases = heldLeases('after');
    const { inbox, ran, worker, put } = await startOnStage({}, leases);
    await eventually(() => expect(leases.held.length).toBe(1));
    leases.held[0]?.resolve();
    await put('job');
    await eventually(() => expect(leases.held.length).toBe(2));
    expect(await worker.drain(0)).toBe(false);
    leases.held[1]?.resolve();
    await eventually(async () =>
      expect(await inbox.lease()).toMatchObject({ body: 'job', attempt: 2, failingMs: 0, killed: false }),
    );
    expect(ran).toEqual([]);
  });
});

describe('leases', () => {
  test('a long run extends its lease at every third of it', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const { held, run } = gate();
    const beats: number[] = [];
    const { put, inbox, clock } = await startOnStage(
      { run },
      {
        around: (real) => ({
          ...real,
          extend(job) {
            beats.push(clock.ms);
            return real.extend(job);
          },
        }),
      },
    );
    await put('long');
    await eventually(() => expect(held.length).toBe(1));
    for (let ms = 0; ms < 3 * LEASE_MS; ms += 5) {
      clock.ms += 5;
      await vi.advanceTimersByTimeAsync(5);
      expect(await inbox.lease()).toBeNull();
    }
    expect(beats).toEqual(Array.from({ length: 9 }, (_, n) => Number(beats[0]) + (n * LEASE_MS) / 3));
    held[0]?.resolve();
    await eventually(async () => expect(await inbox.counts()).toEqual(ALL_DONE));
  });

  test.each([
    ['ends', (run?: Held) => run?.resolve()],
    ['fails', (run?: Held) => run?.reject(new Error('too late'))],
  ])(
    'a run that lost its lease to another process and then %s leaves the job unchanged',
    async (_how, end) => {
      const { held, run } = gate();
      const { put, inbox, clock, messages } = await startOnStage({ run });
      await put('slow');
      await eventually(() => expect(held.length).toBe(1));
      clock.ms += LEASE_MS;
      const other = await leased(inbox);
      end(held[0]);
      await eventually(() =>
        expect(messages()).toEqual(['a job took longer than its lease and was given to another run']),
      );
      expect(await inbox.counts()).toMatchObject({ pending: 1, done: 0 });
      expect(await inbox.done(other)).toBe(true);
    },
  );

  test('a lease that ran out during a run of this process is taken over by that run', async () => {
    const { held, run } = gate();
    const attempts: (number | undefined)[] = [];
    const asleep = (inbox: Inbox): Inbox => ({
      ...inbox,
      extend: async () => true,
      async lease() {
        const job = await inbox.lease();
        attempts.push(job?.attempt);
        return job;
      },
    });
    const { put, inbox, clock, worker } = await startOnStage({ run }, { around: asleep });
    await put('slept');
    await eventually(() => expect(held.length).toBe(1));
    clock.ms += LEASE_MS;
    worker.wake();
    await eventually(() => expect(attempts).toContain(2));
    await pause(10);
    expect(held.length).toBe(1);
    held[0]?.resolve();
    await eventually(async () => expect(await inbox.counts()).toEqual(ALL_DONE));
  });
});

describe('alone', () => {
  /** An inbox that says of one job that it must run alone. */
  const around = (inbox: Inbox): Inbox => ({
    ...inbox,
    async lease() {
      const job = await inbox.lease();
      return job && { ...job, alone: job.body === 'suspected' };
    },
  });

  test('a job that was running at several kills runs while nothing else runs, then the others go on', async () => {
    const started: unknown[] = [];
    const { held, run } = gate();
    const slow = (job: Job) => {
      started.push(job.body);
      return run();
    };
    const { put, worker } = await startOnStage({ run: slow }, { around });
    await put('innocent');
    await eventually(() => expect(started).toEqual(['innocent']));
    await put('suspected');
    await put('later');
    await pause(30);
    expect(started).toEqual(['innocent']);
    held[0]?.resolve();
    await eventually(() => expect(started).toEqual(['innocent', 'suspected']));
    worker.wake();
    await pause(30);
    expect(started).toHaveLength(2);
    held[1]?.resolve();
    await eventually(() => expect(started).toEqual(['innocent', 'suspected', 'later']));
    held[2]?.resolve();
  });

  test('a drain that ends before its turn gives it back', async () => {
    const { held, run } = gate();
    const { put, inbox, worker } = await startOnStage({ run }, { around });
    await put('hangs');
    await eventually(() => expect(held.length).toBe(1));
    await put('suspected');
    await pause(30);
    expect(await worker.drain(10)).toBe(false);
    held[0]?.resolve();
    await eventually(async () =>
      expect(await inbox.lease()).toMatchObject({ body: 'suspected', killed: false }),
    );
  });
});

describe('a place', () => {
  test('is free for another job while a run only waits for somebody else', async () => {
    const waiting = gate();
    const started: unknown[] = [];
    const run = async ({ body }: Job, { outside }: Slot) => {
      started.push(body);
      if (body === 'looks up') await outside(waiting.run);
      started.push(`${body} ended`);
    };
    const { put, worker } = await startOnStage({ run, concurrency: 1 });
    await put('looks up');
    await eventually(() => expect(waiting.held.length).toBe(1));
    await put('quick');
    await eventually(() => expect(started).toEqual(['looks up', 'quick', 'quick ended']));
    const drained = worker.drain(NEVER_MS);
    await pause(20);
    waiting.held[0]?.resolve();
    expect(await drained).toBe(true);
    expect(started.at(-1)).toBe('looks up ended');
  });

  test('is taken again by a run whose wait failed', async () => {
    const runs = gate();
    const run = async ({ body }: Job, { outside }: Slot) => {
      if (body === 'looks up') await outside(() => Promise.reject(new Error('no'))).catch(() => {});
      await runs.run();
    };
    const { put } = await startOnStage({ run, concurrency: 1 });
    await put('looks up');
    await eventually(() => expect(runs.held.length).toBe(1));
    await put('waits');
    await pause(30);
    expect(runs.held.length).toBe(1);
    runs.held[0]?.resolve();
    await eventually(() => expect(runs.held.length).toBe(2));
    runs.held[1]?.resolve();
  });
});

describe('draining', () => {
  test('runs all that is due to its end, also what waited for a free place', async () => {
    const { held, run } = gate();
    const { put, worker, inbox } = await startOnStage({ run, concurrency: 1 });
    await put('first');
    await put('second');
    await eventually(() => expect(held.length).toBe(1));
    const drained = worker.drain(NEVER_MS);
    held[0]?.resolve();
    await eventually(() => expect(held.length).toBe(2));
    held[1]?.resolve();
    expect(await drained).toBe(true);
    expect(await inbox.counts()).toEqual({ pending: 0, done: 2, dead: 0 });
  });

  test('waits until a job that was given up is reported', async () => {
    const telling = gate();
    const { held, run } = gate();
    const { put, worker, clock, lines } = await startOnStage({ run, report: telling.run });
    await put('job');
    await eventually(() => expect(held.length).toBe(1));
    held[0]?.reject(new Error('first'));
    await eventually(() => expect(lines.length).toBe(1));
    clock.ms += 1_000;
    worker.wake();
    await eventually(() => expect(held.length).toBe(2));
    held[1]?.reject(new Error('second'));
    const drained = vi.fn();
    const draining = worker.drain(NEVER_MS).then(drained);
    await eventually(() => expect(telling.held.length).toBe(1));
    await pause(20);
    expect(drained).not.toHaveBeenCalled();
    telling.held[0]?.resolve();
    await draining;
    expect(drained).toHaveBeenCalledWith(true);
  });

  test('waits until it is recorded that a job is done', async () => {
    const recording = gate();
    const around = (inbox: Inbox): Inbox => ({
      ...inbox,
      async done(job) {
        await recording.run();
        return await inbox.done(job);
      },
    });
    const { put, worker, inbox } = await startOnStage({}, { around });
    await put('job');
    await eventually(() => expect(recording.held.length).toBe(1));
    const drained = vi.fn();
    const draining = worker.drain(NEVER_MS).then(drained);
    await pause(30);
    expect(drained).not.toHaveBeenCalled();
    recording.held[0]?.resolve();
    await draining;
    expect(await inbox.counts()).toEqual(ALL_DONE);
  });

  test('leaves a retry that is not due yet, and takes no more jobs afterwards', async () => {
    const run = vi.fn(() => Promise.reject(new Error('Slack is down')));
    const { put, worker, clock, inbox } = await startOnStage({ run, pollMs: 5 });
    await put('job');
    expect(await worker.drain(NEVER_MS)).toBe(true);
    clock.ms += 1_000;
    await put('late');
    await pause(30);
    expect(run).toHaveBeenCalledTimes(1);
    expect((await inbox.counts()).pending).toBe(2);
  });

  test('gives up at the deadline; a job that is still running is recorded when it ends', async () => {
    const { held, run } = gate();
    const { put, worker, inbox } = await startOnStage({ run, concurrency: 1 });
    await put('hangs');
    await put('waits');
    await eventually(() => expect(held.length).toBe(1));
    expect(await worker.drain(20)).toBe(false);
    held[0]?.resolve();
    await eventually(async () => expect(await inbox.counts()).toEqual({ pending: 1, done: 1, dead: 0 }));
    expect(held.length).toBe(1);
  });

  test('two calls share one drain', async () => {
    const { worker } = await startOnStage();
    expect(worker.drain(NEVER_MS)).toBe(worker.drain(NEVER_MS));
    expect(await worker.drain(NEVER_MS)).toBe(true);
  });
});
