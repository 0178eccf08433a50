import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { leased } from './contract-leases.ts';
import { temporaryDirectory } from './files.ts';
import { NEVER_MS, startOnStage } from './worker-stage.ts';

describe('failing', () => {
  test('a failed job is run again when its pause is over', async () => {
    const run = vi
      .fn<(job: Job) => Promise<void>>()
      .mockRejectedValueOnce(new Error('Slack is down'))
      .mockResolvedValue();
    const { put, clock, lines, inbox } = startOnStage({ run, pollMs: 10 });
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
    const { put, clock, worker, dead, inbox, lines } = startOnStage({ run });
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
    const { dead, ran, inbox } = startOnStage({}, (earlier, clock) => {
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
    const { put, ran, inbox, messages } = startOnStage({ onDead }, (earlier, clock) => {
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
    const { put, lines } = startOnStage({ run });
    put('job');
    await vi.waitFor(() => expect(lines[0]?.[1]).toMatchObject({ reason: 'Error: no error object' }));
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
    const { ran, messages, worker } = startOnStage({ inbox: flaky, pollMs: 5 });
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
    const { worker, messages } = startOnStage({ inbox: flaky, run });
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

  test('is one outage too where it can be read but not written', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox);
    const { worker, messages } = startOnStage({ inbox: { ...flaky, lease: inbox.lease } });
    state.broken = true;
    inbox.put(['event:1'], 'job');
    for (let n = 0; n < 5; n++) {
      worker.wake();
      await pause(5);
    }
    expect(messages()).toEqual(['the inbox cannot be used; trying again until it can']);
  });

  test('ends a drain without claiming that nothing is left', async () => {
    const inbox = openSqliteInbox({ file: join(temporaryDirectory(), 'inbox.db') });
    const { state, flaky } = breakable(inbox);
    const { worker } = startOnStage({ inbox: flaky });
    state.broken = true;
    expect(await worker.drain(NEVER_MS)).toBe(false);
  });
});
