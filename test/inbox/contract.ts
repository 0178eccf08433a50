import { describe, expect, test } from 'vitest';
import type { Inbox } from '../../src/inbox/inbox.ts';
import type { InboxSettings } from '../../src/inbox/inbox-settings.ts';
import { LEASE_MS, leaseContract, leased } from './contract-leases.ts';

const KEPT_MS = 1_000_000;

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

  describe(`${name}: waiting`, () => {
    test('a postponed job comes back after its time, and no try is counted', () => {
      const { inbox, clock } = start({ tries: 1 });
      inbox.put(['event:1'], 'first');
      for (let i = 0; i < 3; i++) {
        const job = leased(inbox);
        expect(job.attempt).toBe(1);
        expect(inbox.postpone(job, 1_000)).toBe(true);
        expect(inbox.lease()).toBeNull();
        clock.ms += 1_000;
      }
      expect(inbox.fail(leased(inbox), 'broken')).toBe('dead');
    });

    test('a final failure is dead at once', () => {
      const { inbox } = start({ tries: 5 });
      inbox.put(['event:1'], 'first');
      expect(inbox.fail(leased(inbox), 'hopeless', true)).toBe('dead');
      expect(inbox.counts()).toEqual({ pending: 0, done: 0, dead: 1 });
    });
  });

  leaseContract(name, start);

  describe(`${name}: replies`, () => {
    test('a reply is claimed once, and posted once', () => {
      const { inbox, again } = start();
      expect(inbox.claim('T1:C1:1.1')).toBe('new');
      expect(again().claim('T1:C1:1.1')).toBe('claimed');
      expect(inbox.claim('T1:C1:1.2')).toBe('new');
      inbox.markPosted('T1:C1:1.1', '2.1');
      expect(inbox.claim('T1:C1:1.1')).toBe('posted');
      expect(again().claim('T1:C1:1.1')).toBe('posted');
      expect(inbox.claim('T1:C1:1.2')).toBe('claimed');
      inbox.releaseClaim('T1:C1:1.2');
      expect(inbox.claim('T1:C1:1.2')).toBe('new');
      inbox.releaseClaim('T1:C1:1.1');
      expect(inbox.claim('T1:C1:1.1')).toBe('posted');
    });

    test('a reply that was never claimed can be recorded as posted', () => {
      const { inbox } = start();
      inbox.markPosted('T1:C1:1.1', '2.1');
      expect(inbox.claim('T1:C1:1.1')).toBe('posted');
    });
  });

  describe(`${name}: upkeep`, () => {
    test('prune forgets what ended long ago, and nothing else', () => {
      const { inbox, clock } = start({ tries: 1 });
      for (const key of ['done', 'dead', 'waiting']) inbox.put([key], key);
      inbox.done(leased(inbox));
      inbox.fail(leased(inbox), 'broken');
      inbox.claim('claimed');
      inbox.markPosted('posted', '1.1');
      clock.ms += KEPT_MS;
      inbox.prune();
      expect(inbox.counts()).toEqual({ pending: 1, done: 1, dead: 1 });
      expect(inbox.put(['done'], 'too early')).toBe(false);
      expect(inbox.claim('posted')).toBe('posted');

      clock.ms += 1;
      inbox.prune();
      expect(inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      expect([inbox.put(['done'], 1), inbox.put(['dead'], 1), inbox.put(['waiting'], 1)]).toEqual([
        true,
        true,
        false,
      ]);
      expect([inbox.claim('claimed'), inbox.claim('posted')]).toEqual(['new', 'new']);
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
