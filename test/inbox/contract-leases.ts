import { describe, expect, test } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { LEASE_MS, leased, type Start } from './contract-start.ts';

/** The part of the contract about leases, retries and dead jobs. */
export function leaseContract(name: string, start: Start) {
  describe(`${name}: leasing`, () => {
    test('the job that has been due longest comes first', async () => {
      const { inbox, clock } = start();
      for (const key of ['a', 'b', 'c']) {
        await inbox.put([key], key);
        clock.ms += 1;
      }
      for (const body of ['a', 'b', 'c']) expect((await leased(inbox)).body).toBe(body);
    });

    test('two processes never lease the same job', async () => {
      const { inbox, again } = start();
      const other = again();
      for (let n = 0; n < 20; n++) await inbox.put([`event:${n}`], n);
      const jobs = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? inbox : other).lease()));
      expect(new Set(jobs.map((job) => job?.body)).size).toBe(20);
      expect([await inbox.lease(), await other.lease()]).toEqual([null, null]);
    });

    test('a lease that runs out makes the job due again, as the next attempt', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      await leased(inbox);
      clock.ms += LEASE_MS - 1;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(await inbox.lease()).toMatchObject({ body: 'body', attempt: 2 });
    });

    test('an extended lease holds longer', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      const job = await leased(inbox);
      clock.ms += LEASE_MS - 1;
      expect(await inbox.extend(job)).toBe(true);
      clock.ms += LEASE_MS - 1;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(await inbox.lease()).not.toBeNull();
    });

    test('a run that lost its lease cannot finish, fail, postpone or extend the job', async () => {
      const { inbox, again, clock } = start();
      const other = again();
      await inbox.put(['event:1'], 'body');
      const lost = await leased(inbox);
      clock.ms += LEASE_MS;
      const held = await leased(other);
      await settlesNothing(inbox, lost);
      expect(await inbox.fail(lost, 'late', true)).toBe('lost');
      expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      clock.ms += LEASE_MS - 1;
      expect(await other.lease()).toBeNull();
      expect(await other.done(held)).toBe(true);
      expect(await other.counts()).toEqual({ pending: 0, done: 1, dead: 0 });
    });

    test('a lease that ran out but was not given away still settles its job', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      const job = await leased(inbox);
      clock.ms += LEASE_MS * 5;
      expect(await inbox.done(job)).toBe(true);
      expect(await inbox.lease()).toBeNull();
    });

    test('a job is settled once', async () => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'body');
      const job = await leased(inbox);
      expect(await inbox.done(job)).toBe(true);
      await settlesNothing(inbox, job);
      expect(await inbox.counts()).toEqual({ pending: 0, done: 1, dead: 0 });
    });
  });

  describe(`${name}: failing`, () => {
    test('a failed job is due again after a growing pause, and dead after the last try', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      expect(await inbox.fail(await leased(inbox), 'first')).toBe('retry');
      clock.ms += 99;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(await inbox.fail(await leased(inbox), 'second')).toBe('retry');
      clock.ms += 199;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      const last = await leased(inbox);
      expect(last).toMatchObject({ attempt: 3, last: true, exhausted: false });
      expect(await inbox.fail(last, 'third')).toBe('dead');
      clock.ms += 1e9;
      expect(await inbox.lease()).toBeNull();
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });

    test('after a final failure a job is dead at once, with tries left', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'first');
      expect(await inbox.fail(await leased(inbox), 'it never helps', true)).toBe('dead');
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
      clock.ms += 1e9;
      expect(await inbox.lease()).toBeNull();
    });

    test('a postponed job comes back in time, and no try is counted', async () => {
      const { inbox, clock } = start({ tries: 1 });
      await inbox.put(['event:1'], 'first');
      for (let i = 0; i < 3; i++) {
        const job = await leased(inbox);
        expect(job).toMatchObject({ body: 'first', attempt: 1, exhausted: false });
        expect(await inbox.postpone(job, 1_000)).toBe(true);
        clock.ms += 999;
        expect(await inbox.lease()).toBeNull();
        clock.ms += 1;
      }
      expect(await inbox.fail(await leased(inbox), 'broken')).toBe('dead');
    });

    test('a waiting retry does not hold up the others', async () => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'fails');
      await inbox.put(['event:2'], 'works');
      await inbox.fail(await leased(inbox), 'broken');
      expect((await inbox.lease())?.body).toBe('works');
    });

    test('a job that kills every run comes exhausted, with its body, and then dies', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'deadly');
      for (let n = 0; n < 3; n++) {
        expect((await leased(inbox)).exhausted).toBe(false);
        clock.ms += LEASE_MS;
      }
      const job = await leased(inbox);
      expect(job).toMatchObject({ body: 'deadly', exhausted: true });
      expect(await inbox.fail(job, 'no run ended')).toBe('dead');
      clock.ms += LEASE_MS;
      expect(await inbox.lease()).toBeNull();
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });
  });
}

/** A lost lease leaves its job unchanged. */
async function settlesNothing(inbox: Inbox, job: Job) {
  expect(await inbox.done(job)).toBe(false);
  expect(await inbox.fail(job, 'late')).toBe('lost');
  expect(await inbox.postpone(job, 1)).toBe(false);
  expect(await inbox.extend(job)).toBe(false);
}
