import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { RunFailure } from '../../src/inbox/run-failure.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { temporaryDirectory } from './files.ts';
import { eventually, LEASE_MS, NEVER_MS, startOnStage } from './worker-stage.ts';

/** A stored job whose every run was killed. */
const killedEachTime = {
  async before(earlier: Inbox, clock: { ms: number }) {
    await earlier.put(['event:1'], 'deadly');
    for (let kills = 0; kills < 6; clock.ms += LEASE_MS) if (await earlier.lease()) kills += 1;
    expect(await earlier.lease()).toBeNull();
    clock.ms += 64 * LEASE_MS;
  },
};

describe('failing', () => {
  test('a failed job is run again when its pause is over', async () => {
    const run = vi
      .fn<(job: Job) => Promise<void>>()
      .mockRejectedValueOnce(new Error('Slack is down'))
      .mockResolvedValue();
    const { put, clock, lines, inbox } = await startOnStage({ run, pollMs: 10 });
    await put('job');
    await eventually(() => expect(lines.length).toBe(1));
    expect(lines).toEqual([
      ['a job failed and will be run again', { job: '1', attempt: 1, reason: 'Error: Slack is down' }],
    ]);
    await pause(30);
    expect(run).toHaveBeenCalledTimes(1);
    clock.ms += 1_000;
    await eventually(async () => expect((await inbox.counts()).done).toBe(1));
    expect(run.mock.lastCall?.[0].attempt).toBe(2);
  });

  test('a job that was given up is noted once and reported once, with its body', async () => {
    const run = vi.fn(() => Promise.reject(new Error('a bug')));
    const { put, clock, worker, reported, givenUp, inbox, lines } = await startOnStage({ run });
    await put('job');
    await eventually(() => expect(lines.length).toBe(1));
    clock.ms += 1_000;
    worker.wake();
    await eventually(() => expect(reported).toMatchObject([[{ id: '1', body: 'job' }, 'Error: a bug']]));
    expect(await worker.drain(NEVER_MS)).toBe(true);
    expect([reported.length, run.mock.calls.length]).toEqual([1, 2]);
    expect(givenUp).toEqual(['Error: a bug']);
    expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
  });

  test('an outage is borne longer than what is broken', async () => {
    const run = () => Promise.reject(new RunFailure('Slack is down', 'outage'));
    const { put, clock, worker, givenUp, lines } = await startOnStage({ run });
    await put('job');
    for (let n = 1; n <= 5; n++) {
      await eventually(() => expect(lines.length).toBe(n));
      expect(givenUp).toEqual([]);
      clock.ms += 1_000;
      worker.wake();
    }
    await eventually(() => expect(givenUp).toEqual(['RunFailure: Slack is down']));
  });

  test('a report that fails is made again, in the next process too; a job that cannot be reported dies in the end', async () => {
    const report = vi.fn<() => Promise<void>>().mockRejectedValue(new RunFailure('Slack is down', 'outage'));
    const run = () => Promise.reject(new RunFailure('refused', 'never'));
    const { put, clock, worker, messages, inbox } = await startOnStage({ run, report });
    await put('job');
    for (let n = 1; n <= 6; n++) {
      await eventually(() => expect(report).toHaveBeenCalledTimes(n));
      await eventually(() => expect(messages().length).toBe(n));
      clock.ms += 1_000;
      worker.wake();
    }
    expect(messages().at(-1)).toBe('a job failed for good, and nobody could be told');
    expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
  });

  test('the reason of a job never quotes what could not be read', async () => {
    const run = async () => void JSON.parse('canary-7f3a91');
    const { put, lines } = await startOnStage({ run });
    await put('job');
    await eventually(() => expect(lines[0]?.[1]).toMatchObject({ reason: 'SyntaxError' }));
  });

  test('a run waits as long and as often as it is asked to, and that is no failure', async () => {
    const run = vi.fn<(job: Job) => Promise<void>>();
    for (let n = 0; n < 3; n++) run.mockRejectedValueOnce(new RunFailure('rate limited', { afterMs: 5_000 }));
    const { put, clock, worker, inbox, lines } = await startOnStage({ run });
    await put('job');
    for (const n of [1, 2, 3]) {
      await eventually(() => expect(lines.length).toBe(n));
      clock.ms += 4_999;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      worker.wake();
    }
    await eventually(async () => expect((await inbox.counts()).done).toBe(1));
    expect(run.mock.calls.map(([job]) => job.failingMs)).toEqual([0, 0, 0, 0]);
    const seen = { job: '1', reason: 'RunFailure: rate limited', ms: 5_000 };
    expect(lines).toEqual([1, 2, 3].map((attempt) => ['a job waits', { ...seen, attempt }]));
  });

  test('a run that repeating cannot help is reported at once', async () => {
    const run = vi.fn(() => Promise.reject(new RunFailure('not_in_channel', 'never')));
    const { put, reported, inbox } = await startOnStage({ run });
    await put('job');
    await eventually(() => expect(reported).toMatchObject([[{ body: 'job' }, 'RunFailure: not_in_channel']]));
    expect(run).toHaveBeenCalledTimes(1);
    await eventually(async () => expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 }));
  });

  test('a job that killed every process is reported too, and not run again', async () => {
    const { reported, ran, inbox } = await startOnStage({}, killedEachTime);
    await eventually(() =>
      expect(reported).toMatchObject([[{ body: 'deadly' }, expect.stringContaining('killed')]]),
    );
    expect(ran).toEqual([]);
    await eventually(async () => expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 }));
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('cannot report');
      },
    ],
    ['rejects', () => Promise.reject(new Error('cannot report'))],
  ])('a report that %s is logged and does no harm', async (_case, report) => {
    const { put, ran, inbox, messages } = await startOnStage({ report }, killedEachTime);
    await eventually(() => expect(messages()).toEqual(['a job failed and will be run again']));
    await put('next');
    await eventually(() => expect(ran).toEqual(['next']));
    expect((await inbox.counts()).pending).toBe(1);
  });

  test('a run that throws synchronously, or throws something else than an error, fails like any other', async () => {
    const run = () => {
      throw 'no error object';
    };
    const { put, lines } = await startOnStage({ run });
    await put('job');
    await eventually(() => expect(lines[0]?.[1]).toMatchObject({ reason: 'Error: no error object' }));
  });
});

describe('a store that fails', () => {
  /** An inbox that can be broken; its calls then fail at once, or after a while as over a network. */
  function breakable(inbox: Inbox, ms: number) {
    const state = { broken: false };
    const guard = async <T>(call: () => Promise<T>) => {
      if (!state.broken) return await call();
      if (ms > 0) await pause(ms);
      throw new Error('database or disk is full');
    };
    const flaky: Inbox = {
      ...inbox,
      lease: () => guard(() => inbox.lease()),
      done: (job) => guard(() => inbox.done(job)),
      check: () => guard(() => inbox.check()),
    };
    return { state, flaky };
  }

  const OUT = 'the inbox cannot be used; trying again until it can';
  const BACK = 'the inbox can be used again';

  test.each([
    ['at once', 0],
    ['after a while', 8],
  ])('%s is logged once per outage, polled, and used again when it works', async (_when, ms) => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox, ms);
    const { ran, messages, worker } = await startOnStage({ inbox: flaky, pollMs: 5 });
    for (const round of [1, 2]) {
      state.broken = true;
      await eventually(() => expect(messages().filter((message) => message === OUT)).toHaveLength(round));
      for (let n = 0; n < 5; n++) {
        worker.wake();
        await pause(5);
      }
      await inbox.put([`event:${round}`], round);
      state.broken = false;
      await eventually(() => expect(ran.length).toBe(round));
    }
    expect(messages()).toEqual([OUT, BACK, OUT, BACK]);
  });

  test('keeps the job when it cannot record that it is done', async () => {
    const clock = { ms: 0 };
    const file = join(temporaryDirectory(), 'inbox.db');
    const inbox = openSqliteInbox({ file, now: () => clock.ms, leaseMs: 60_000 });
    const { state, flaky } = breakable(inbox, 0);
    const run = vi.fn(async () => {
      state.broken = run.mock.calls.length === 1;
    });
    const { worker, messages } = await startOnStage({ inbox: flaky, run });
    await inbox.put(['event:1'], 'job');
    worker.wake();
    await eventually(() => expect(messages().length).toBe(1));
    expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
    state.broken = false;
    clock.ms = 60_000;
    worker.wake();
    await eventually(async () => expect((await inbox.counts()).done).toBe(1));
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('is one outage too if it can be read but not written', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox, 0);
    const { worker, messages } = await startOnStage({ inbox: { ...flaky, lease: inbox.lease } });
    state.broken = true;
    await inbox.put(['event:1'], 'job');
    worker.wake();
    await eventually(() => expect(messages()).toEqual([OUT]));
    for (let n = 0; n < 5; n++) {
      worker.wake();
      await pause(5);
    }
    expect(messages()).toEqual([OUT]);
  });

  test('ends a drain without reporting that nothing is left', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox, 0);
    const { worker } = await startOnStage({ inbox: flaky });
    state.broken = true;
    expect(await worker.drain(NEVER_MS)).toBe(false);
  });
});
