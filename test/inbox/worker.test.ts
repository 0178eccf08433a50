import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { leased } from './contract-leases.ts';
import { gate, NEVER_MS, startOnStage } from './worker-stage.ts';

describe('working', () => {
  test('what is stored already is run at the start', async () => {
    const { ran, inbox } = startOnStage({}, (earlier) => earlier.put(['event:1'], 'left over'));
    await vi.waitFor(() => expect(ran).toEqual(['left over']));
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0 }));
  });

  test('a wake runs a job without waiting for the poll, but not in the caller’s turn', async () => {
    const { put, ran, worker } = startOnStage();
    await pause(20);
    put('job');
    worker.wake();
    expect(ran).toEqual([]);
    await vi.waitFor(() => expect(ran).toEqual(['job']));
  });

  test('the poll finds what nobody woke it for', async () => {
    const { inbox, ran } = startOnStage({ pollMs: 10 });
    await pause(20);
    inbox.put(['event:1'], 'put by another process');
    await vi.waitFor(() => expect(ran).toEqual(['put by another process']));
  });

  test('as many jobs run at once as allowed, the next one when one of them ends', async () => {
    const { held, run } = gate();
    const { put, inbox } = startOnStage({ run, concurrency: 2 });
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
    const { put, inbox, clock } = startOnStage({ run });
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
    const { put, inbox, clock, messages } = startOnStage({ run });
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
    const { put, inbox, clock, worker } = startOnStage({ run });
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

describe('draining', () => {
  test('runs all that is due to its end, also what waited for a free place', async () => {
    const { held, run } = gate();
    const { put, worker, inbox } = startOnStage({ run, concurrency: 1 });
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
    const { put, worker, clock, lines } = startOnStage({ run, onDead: telling.run });
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
    const { put, worker, clock, inbox } = startOnStage({ run, pollMs: 5 });
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
    const { put, worker, inbox } = startOnStage({ run, concurrency: 1 });
    put('hangs');
    put('waits');
    await vi.waitFor(() => expect(held.length).toBe(1));
    expect(await worker.drain(20)).toBe(false);
    held[0]?.resolve();
    await vi.waitFor(() => expect(inbox.counts()).toEqual({ pending: 1, done: 1, dead: 0 }));
    expect(held.length).toBe(1);
  });

  test('asked twice, it is one drain', async () => {
    const { worker } = startOnStage();
    expect(worker.drain(NEVER_MS)).toBe(worker.drain(NEVER_MS));
    expect(await worker.drain(NEVER_MS)).toBe(true);
  });
});
