import { describe, expect, test } from 'vitest';
import type { Inbox, Job } from '../../src/inbox/inbox.ts';
import type { InboxSettings } from '../../src/inbox/settings.ts';

const KEPT_MS = 1_000_000;
const LEASE_MS = 1_000;

/** Opens an inbox at a place; opening the same place twice gives two processes' view of one inbox. */
export type OpenInbox = (place: string, settings: InboxSettings) => Inbox;

/** What every engine must do. */
export function inboxContract(name: string, open: OpenInbox) {
  let places = 0;

  function start(settings: InboxSettings = {}) {
    const place = `contract-${places++}`;
    const clock = { ms: 1_800_000_000_000 };
    const again = () =>
      open(place, {
        now: () => clock.ms,
        leaseMs: LEASE_MS,
        tries: 3,
        backoff: (attempt) => attempt * 100,
        keepMs: KEPT_MS,
        ...settings,
      });
    return { inbox: again(), again, clock };
  }

  describe(`${name}: storing`, () => {
    test('a stored body comes back whole, and only once', () => {
      const { inbox } = start();
      const body = {
        type: 'event_callback',
        event: { text: '“naïve” 🚫 \u0000', list: [1, null, { deep: true }] },
      };
      expect(inbox.put(['event:1'], body)).toBe(true);
      expect(inbox.lease()).toMatchObject({ body, attempt: 1, exhausted: false });
      expect(inbox.lease()).toBeNull();
    });

    test.each([
      ['the first key', ['event:1', 'post:9']],
      ['the second key', ['event:9', 'post:1']],
      ['both keys', ['event:1', 'post:1']],
      ['one key alone', ['post:1']],
    ])('%s known before is a duplicate', (_case, keys) => {
      const { inbox } = start();
      expect(inbox.put(['event:1', 'post:1'], 'first')).toBe(true);
      expect(inbox.put(keys, 'second')).toBe(false);
      expect(inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
    });

    test('a refused duplicate leaves none of its keys behind', () => {
      const { inbox } = start();
      inbox.put(['post:1'], 'first');
      inbox.put(['event:2', 'post:1'], 'duplicate');
      expect(inbox.put(['event:2'], 'another post')).toBe(true);
    });

    test.each(['leased', 'done', 'dead'])('a %s job still drops its duplicates', (state) => {
      const { inbox } = start({ tries: 1 });
      inbox.put(['event:1'], 'first');
      const job = leased(inbox);
      if (state === 'done') inbox.done(job);
      if (state === 'dead') inbox.fail(job, 'broken');
      expect(inbox.put(['event:1'], 'second')).toBe(false);
    });

    test('what one process stored, another one and the next start see', () => {
      const { inbox, again } = start();
      const other = again();
      inbox.put(['event:1'], 'first');
      expect(other.put(['event:1'], 'second')).toBe(false);
      inbox.close();
      other.close();
      expect(again().lease()?.body).toBe('first');
    });
  });

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
      clock.ms += KEPT_MS;
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

  describe(`${name}: replies`, () => {
    test('a reply is claimed once, and posted once', () => {
      const { inbox, again } = start();
      expect(inbox.claimReply('T1:C1:1.1')).toBe('new');
      expect(again().claimReply('T1:C1:1.1')).toBe('claimed');
      expect(inbox.claimReply('T1:C1:1.2')).toBe('new');
      inbox.replyPosted('T1:C1:1.1', '2.1');
      expect(inbox.claimReply('T1:C1:1.1')).toBe('posted');
      expect(again().claimReply('T1:C1:1.1')).toBe('posted');
      expect(inbox.claimReply('T1:C1:1.2')).toBe('claimed');
    });

    test('a reply that was never claimed can be recorded as posted', () => {
      const { inbox } = start();
      inbox.replyPosted('T1:C1:1.1', '2.1');
      expect(inbox.claimReply('T1:C1:1.1')).toBe('posted');
    });
  });

  describe(`${name}: upkeep`, () => {
    test('prune forgets what ended long ago, and nothing else', () => {
      const { inbox, clock } = start({ tries: 1 });
      for (const key of ['done', 'dead', 'waiting']) inbox.put([key], key);
      inbox.done(leased(inbox));
      inbox.fail(leased(inbox), 'broken');
      inbox.claimReply('claimed');
      inbox.replyPosted('posted', '1.1');
      clock.ms += KEPT_MS;
      inbox.prune();
      expect(inbox.counts()).toEqual({ pending: 1, done: 1, dead: 1 });
      expect(inbox.put(['done'], 'too early')).toBe(false);
      expect(inbox.claimReply('posted')).toBe('posted');

      clock.ms += 1;
      inbox.prune();
      expect(inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      expect([inbox.put(['done'], 1), inbox.put(['dead'], 1), inbox.put(['waiting'], 1)]).toEqual([
        true,
        true,
        false,
      ]);
      expect([inbox.claimReply('claimed'), inbox.claimReply('posted')]).toEqual(['new', 'new']);
    });

    test('an old lease does not fit a job stored after a prune', () => {
      const { inbox, clock } = start();
      inbox.put(['event:1'], 'old');
      const old = leased(inbox);
      inbox.done(old);
      clock.ms += KEPT_MS + 1;
      inbox.prune();
      inbox.put(['event:2'], 'young');
      leased(inbox);
      expect(inbox.done(old)).toBe(false);
    });

    test('check passes while writes are possible, and throws afterwards', () => {
      const { inbox } = start();
      inbox.check();
      inbox.check();
      inbox.close();
      expect(() => inbox.check()).toThrow();
      expect(() => inbox.put(['event:1'], 'body')).toThrow();
    });
  });
}

/** The next job, which must be there. */
export function leased(inbox: Inbox): Job {
  const job = inbox.lease();
  if (!job) throw new Error('no job is due');
  return job;
}
