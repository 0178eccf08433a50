import { describe, expect, test } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import { GIVE_UP_MS, LEASE_MS, leased, type Start, type Started } from './contract-start.ts';

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
      expect(await inbox.fail(lost, 'late', 'final')).toBe('lost');
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
    /** Fails the job every minute of its time until it is given up; returns how long that took. */
    async function failUntilGivenUp({ inbox, clock }: Started, why: 'outage' | 'broken') {
      const start = clock.ms;
      for (;;) {
        const job = await leased(inbox);
        const fate = await inbox.fail(job, why, why);
        expect(fate === 'given up').toBe(job.last);
        if (fate === 'given up') return clock.ms - start;
        clock.ms += 100_000;
      }
    }

    test('a failed job is due again after a growing pause', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      expect(await inbox.fail(await leased(inbox), 'first', 'outage')).toBe('retry');
      clock.ms += 99;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      const second = await leased(inbox);
      expect(second).toMatchObject({ attempt: 2, failingMs: 100, killed: false, last: false });
      expect(await inbox.fail(second, 'second', 'outage')).toBe('retry');
      clock.ms += 199;
      expect(await inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(await leased(inbox)).toMatchObject({ attempt: 3, failingMs: 300 });
    });

    test.each(['outage', 'broken'] as const)(
      'what ends a job is how long it has been failing: by %s, however few or many its runs were',
      async (why) => {
        const pauses = { few: GIVE_UP_MS[why], many: 10 };
        for (const ms of Object.values(pauses)) {
          const { inbox, clock } = start({ backoff: () => ms });
          await inbox.put(['event:1'], 'body');
          const begin = clock.ms;
          for (let job = await leased(inbox); ; job = await leased(inbox)) {
            const fate = await inbox.fail(job, 'again', why);
            expect(fate).toBe(clock.ms - begin >= GIVE_UP_MS[why] ? 'given up' : 'retry');
            expect(job.last).toBe(fate === 'given up');
            if (fate === 'given up') break;
            clock.ms += ms;
          }
        }
      },
    );

    test('an outage does not use up the time of what is broken, nor the other way round', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      await inbox.fail(await leased(inbox), 'down', 'outage');
      clock.ms += GIVE_UP_MS.broken * 2;
      expect(await inbox.fail(await leased(inbox), 'a bug', 'broken')).toBe('retry');
      clock.ms += GIVE_UP_MS.broken;
      expect(await inbox.fail(await leased(inbox), 'down', 'outage')).toBe('retry');
      clock.ms += 1_000;
      expect(await inbox.fail(await leased(inbox), 'a bug', 'broken')).toBe('given up');
    });

    test('what is given up stays stored with its body until it is reported; then it is dead', async () => {
      const started = start();
      const { inbox, again } = started;
      await inbox.put(['event:1'], 'body');
      expect(await failUntilGivenUp(started, 'broken')).toBeGreaterThanOrEqual(GIVE_UP_MS.broken);
      expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      const given = await leased(again());
      expect(given).toMatchObject({ body: 'body', givenUp: 'broken', failingMs: 0, last: false });
      expect(await inbox.done(given)).toBe(true);
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
      expect(await inbox.lease()).toBeNull();
    });

    test('a report has as much time as the job had; then the job is dead, untold', async () => {
      const started = start();
      const { inbox, clock } = started;
      await inbox.put(['event:1'], 'body');
      await inbox.fail(await leased(inbox), 'refused', 'final');
      expect(await inbox.fail(await leased(inbox), 'down', 'outage')).toBe('retry');
      clock.ms += GIVE_UP_MS.outage;
      expect(await inbox.fail(await leased(inbox), 'down', 'outage')).toBe('dead');
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });

    test('after a final failure a job is given up at once', async () => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'first');
      expect(await inbox.fail(await leased(inbox), 'it never helps', 'final')).toBe('given up');
      expect(await leased(inbox)).toMatchObject({ givenUp: 'it never helps' });
    });

    test('a postponed job comes back in time, and that is no failure', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'first');
      for (let i = 1; i < 30; i++) {
        const job = await leased(inbox);
        expect(job).toMatchObject({ body: 'first', attempt: i, failingMs: 0, last: false });
        expect(await inbox.postpone(job, 1_000)).toBe(true);
        clock.ms += 999;
        expect(await inbox.lease()).toBeNull();
        clock.ms += 1;
      }
      expect(await inbox.fail(await leased(inbox), 'broken', 'broken')).toBe('retry');
    });

    test('a waiting retry does not hold up the others', async () => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'fails');
      await inbox.put(['event:2'], 'works');
      await inbox.fail(await leased(inbox), 'broken', 'broken');
      expect((await inbox.lease())?.body).toBe('works');
    });
  });

  describe(`${name}: kills`, () => {
    test('a kill is no failure, and costs no time at first; after the second the job runs alone', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'body');
      for (const alone of [false, false, true]) {
        expect(await leased(inbox)).toMatchObject({ alone, failingMs: 0, hopeless: false });
        clock.ms += LEASE_MS;
      }
    });

    test('a job that goes on killing waits, twice as long each time, so that others get done', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'deadly');
      for (let n = 0; n < 3; n++) {
        await leased(inbox);
        clock.ms += LEASE_MS;
      }
      for (const pause of [1, 2, 4, 8]) {
        expect(await inbox.lease()).toBeNull();
        clock.ms += pause * LEASE_MS - 1;
        expect(await inbox.lease()).toBeNull();
        clock.ms += 1;
        expect(await leased(inbox)).toMatchObject({ body: 'deadly', alone: true });
        clock.ms += LEASE_MS;
      }
    });

    test('it is hopeless only after many kills over a long time', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'deadly');
      const began = clock.ms;
      let kills = 0;
      for (; ; kills++) {
        const job = await inbox.lease();
        if (job?.hopeless) break;
        if (job) expect(kills < 6 || clock.ms - began < GIVE_UP_MS.killed + LEASE_MS).toBe(true);
        else kills--;
        clock.ms += LEASE_MS;
      }
      expect(clock.ms - began).toBeGreaterThanOrEqual(GIVE_UP_MS.killed);
      expect(kills).toBeGreaterThanOrEqual(6);
    });

    test('a few kills are not enough, however long they take', async () => {
      const { inbox, clock } = start({ giveUpMs: { ...GIVE_UP_MS, killed: 0 } });
      await inbox.put(['event:1'], 'body');
      for (let kills = 0; kills < 6; clock.ms += 1_000 * LEASE_MS) {
        const job = await inbox.lease();
        expect(job?.hopeless ?? false).toBe(false);
        if (job) kills += 1;
      }
    });

    test('many restarts within minutes end no job', async () => {
      const { inbox, clock } = start({ giveUpMs: { ...GIVE_UP_MS, killed: 1e9 } });
      await inbox.put(['event:1'], 'body');
      for (let n = 0; n < 200; n++) {
        expect((await inbox.lease())?.hopeless ?? false).toBe(false);
        clock.ms += LEASE_MS;
      }
    });

    test.each(['done', 'postponed', 'failed'])(
      'a run that ends (%s) clears the job of earlier kills',
      async (how) => {
        const { inbox, clock } = start();
        await inbox.put(['event:1'], 'body');
        for (let n = 0; n < 2; n++) {
          await leased(inbox);
          clock.ms += LEASE_MS;
        }
        const job = await leased(inbox);
        expect(job).toMatchObject({ killed: true, alone: true });
        if (how === 'done') expect(await inbox.done(job)).toBe(true);
        if (how === 'postponed') await inbox.postpone(job, 0);
        if (how === 'failed') await inbox.fail(job, 'down', 'outage');
        clock.ms += 200;
        if (how === 'done') expect(await inbox.lease()).toBeNull();
        else expect(await leased(inbox)).toMatchObject({ killed: false, alone: false });
      },
    );
  });

  describe(`${name}: fairness`, () => {
    test('whoever has fewest leases comes first, then who has waited longest', async () => {
      const { inbox, clock } = start();
      for (const [key, owner] of [
        ['a1', 'a'],
        ['a2', 'a'],
        ['a3', 'a'],
        ['b1', 'b'],
        ['b2', 'b'],
        ['c1', 'c'],
      ]) {
        await inbox.put([String(key)], key, owner);
        clock.ms += 1;
      }
      const order: unknown[] = [];
      for (let job = await inbox.lease(); job; job = await inbox.lease()) order.push(job.body);
      expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2']);
    });

    test('nobody has more leases than allowed, in all processes together', async () => {
      const { inbox, again } = start();
      const other = again();
      for (let n = 0; n < 5; n++) await inbox.put([`event:${n}`], n, 'a');
      const first = await leased(inbox);
      await leased(other);
      expect([await inbox.lease(), await other.lease()]).toEqual([null, null]);
      await inbox.done(first);
      expect((await other.lease())?.body).toBe(2);
      expect(await inbox.lease()).toBeNull();
    });

    test('a job without an owner waits for nobody', async () => {
      const { inbox } = start();
      for (let n = 0; n < 5; n++) await inbox.put([`event:${n}`], n);
      for (let n = 0; n < 5; n++) expect((await leased(inbox)).body).toBe(n);
    });
  });
}

/** A lost lease leaves its job unchanged. */
async function settlesNothing(inbox: Inbox, job: Job) {
  expect(await inbox.done(job)).toBe(false);
  expect(await inbox.fail(job, 'late', 'outage')).toBe('lost');
  expect(await inbox.postpone(job, 1)).toBe(false);
  expect(await inbox.extend(job)).toBe(false);
}
