import { describe, expect, test } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';

export const LEASE_MS = 1_000;

/** A new, empty inbox with three tries, leases of `LEASE_MS` and a pause of 100 ms per attempt; `again` opens it once more. */
type Start = () => { inbox: Inbox; again: () => Inbox; clock: { ms: number } };

/** The part of the contract about leases, retries and dead jobs. */
export function leaseContract(name: string, start: Start) {
  describe(`${name}: leasing`, () => {
    test('the job due longest comes first', () => {
      const { inbox, clock } = start();
      for (const key of ['a', 'b', 'c']) {
        inbox.put([key], key);
        clock.ms += 1;
      }
      expect([leased(inbox).body, leased(inbox).body, leased(inbox).body]).toEqual(['a', 'b', 'c']);
    });

    test('two processes never lease the same job', () => {
      const { inbox, again } = start();
      const other = again();
      for (let n = 0; n < 20; n++) inbox.put([`event:${n}`], n);
      const bodies = Array.from({ length: 20 }, (_, n) => (n % 2 ? inbox : other).lease()?.body);
      expect(new Set(bodies).size).toBe(20);
      expect([inbox.lease(), other.lease()]).toEqual([null, null]);
    });

    test('a lease that runs out makes the job due again, as the next attempt', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'body');
      leased(inbox);
      clock.ms += LEASE_MS - 1;
      expect(inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(inbox.lease()).toMatchObject({ body: 'body', attempt: 2 });
    });

    test('an extended lease holds longer', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'body');
      const job = leased(inbox);
      clock.ms += LEASE_MS - 1;
      expect(inbox.extend(job)).toBe(true);
      clock.ms += LEASE_MS - 1;
      expect(inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(inbox.lease()).not.toBeNull();
    });

    test('whoever lost a lease can neither finish, fail nor extend the job of the next one', () => {
      const { inbox, again, clock } = start();
      const other = again();
      inbox.put(['event:1'], 'body');
      const lost = leased(inbox);
      clock.ms += LEASE_MS;
      const held = leased(other);
      expect([inbox.done(lost), inbox.fail(lost, 'late'), inbox.extend(lost)]).toEqual([
        false,
        'lost',
        false,
      ]);
      expect(inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      clock.ms += LEASE_MS - 1;
      expect(other.lease()).toBeNull();
      expect(other.done(held)).toBe(true);
      expect(other.counts()).toEqual({ pending: 0, done: 1, dead: 0 });
    });

    test('a lease that ran out but was given to nobody still settles its job', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'body');
      const job = leased(inbox);
      clock.ms += LEASE_MS * 5;
      expect(inbox.done(job)).toBe(true);
      expect(inbox.lease()).toBeNull();
    });

    test('a job is settled once', () => {
      const { inbox } = start();
      inbox.put(['event:1'], 'body');
      const job = leased(inbox);
      expect(inbox.done(job)).toBe(true);
      expect([inbox.done(job), inbox.fail(job, 'late'), inbox.extend(job)]).toEqual([false, 'lost', false]);
    });
  });

  describe(`${name}: failing`, () => {
    test('a failed job is due again after a growing pause, and dead after the last try', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'body');
      expect(inbox.fail(leased(inbox), 'first')).toBe('retry');
      clock.ms += 99;
      expect(inbox.lease()).toBeNull();
      clock.ms += 1;
      expect(inbox.fail(leased(inbox), 'second')).toBe('retry');
      clock.ms += 199;
      expect(inbox.lease()).toBeNull();
      clock.ms += 1;
      const last = leased(inbox);
      expect(last).toMatchObject({ attempt: 3, exhausted: false });
      expect(inbox.fail(last, 'third')).toBe('dead');
      clock.ms += 1e9;
      expect(inbox.lease()).toBeNull();
      expect(inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });

    test('a waiting retry does not hold up the others', () => {
      const { inbox } = start();
      inbox.put(['event:1'], 'fails');
      inbox.put(['event:2'], 'works');
      inbox.fail(leased(inbox), 'broken');
      expect(inbox.lease()?.body).toBe('works');
    });

    test('a job that kills every run comes exhausted, with its body, and then dies', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'deadly');
      for (let n = 0; n < 3; n++) {
        expect(leased(inbox).exhausted).toBe(false);
        clock.ms += LEASE_MS;
      }
      const job = leased(inbox);
      expect(job).toMatchObject({ body: 'deadly', exhausted: true });
      expect(inbox.fail(job, 'no run came to an end')).toBe('dead');
      clock.ms += LEASE_MS;
      expect(inbox.lease()).toBeNull();
      expect(inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });
  });
}

/** The next job, which must be there. */
export function leased(inbox: Inbox): Job {
  const job = inbox.lease();
  if (!job) throw new Error('no job is due');
  return job;
}
