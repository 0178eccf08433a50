import { describe, expect, test } from 'vitest';
import type { Inbox } from '../../src/inbox/inbox.ts';
import { claimContract } from './contract-claims.ts';
import { leaseContract } from './contract-leases.ts';
import { die, type Engine, KEPT_MS, leased, type Start, startOn } from './contract-start.ts';

/** What every engine must do. */
export function inboxContract(name: string, engine: Engine) {
  const start: Start = (settings) => startOn(engine, settings);
  storingContract(name, start);
  leaseContract(name, start);
  claimContract(name, start);
  upkeepContract(name, start);
}

function storingContract(name: string, start: Start) {
  describe(`${name}: storing`, () => {
    test('a stored body comes back whole, and only once', async () => {
      const { inbox } = start();
      const body = {
        type: 'event_callback',
        event: { text: '“naïve” 🚫 \u0000', list: [1, null, { deep: true }] },
      };
      expect(await inbox.put(['event:1'], body)).toBe(true);
      expect(await inbox.lease()).toEqual({
        id: expect.any(String),
        body,
        attempt: 1,
        killed: false,
        alone: false,
        hopeless: false,
        failingMs: 0,
        last: false,
        givenUp: null,
      });
      expect(await inbox.lease()).toBeNull();
    });

    test.each([
      ['the first key', ['event:1', 'post:9']],
      ['the second key', ['event:9', 'post:1']],
      ['both keys', ['event:1', 'post:1']],
      ['one key alone', ['post:1']],
    ])('%s known before is a duplicate', async (_case, keys) => {
      const { inbox } = start();
      expect(await inbox.put(['event:1', 'post:1'], 'first')).toBe(true);
      expect(await inbox.put(keys, 'second')).toBe(false);
      expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
    });

    test('a key is known from the moment that its job is stored', async () => {
      const { inbox } = start();
      expect(await inbox.knows('post:1')).toBe(false);
      await inbox.put(['event:1', 'post:1'], 'first');
      expect(await inbox.knows('post:1')).toBe(true);
      await inbox.done(await leased(inbox));
      expect(await inbox.knows('post:1')).toBe(true);
    });

    test('a refused duplicate leaves none of its keys behind', async () => {
      const { inbox } = start();
      await inbox.put(['post:1'], 'first');
      await inbox.put(['event:2', 'post:1'], 'duplicate');
      expect(await inbox.put(['event:2'], 'another post')).toBe(true);
    });

    test('one post in many concurrent events, received by two processes, is stored once', async () => {
      const { inbox, again } = start();
      const other = again();
      const stored = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? inbox : other).put([`event:${n}`, 'post:1'], n)),
      );
      expect(stored.filter(Boolean)).toHaveLength(1);
      expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
    });

    test.each(['leased', 'done', 'dead'])('a %s job still drops its duplicates', async (state) => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'first');
      const job = await leased(inbox);
      if (state === 'done') await inbox.done(job);
      if (state === 'dead') await die(inbox, job);
      expect(await inbox.put(['event:1'], 'second')).toBe(false);
    });

    test('what one process stored, another one and the next start see', async () => {
      const { inbox, again } = start();
      const other = again();
      await inbox.put(['event:1'], 'first');
      expect(await other.put(['event:1'], 'second')).toBe(false);
      await inbox.close();
      await other.close();
      expect((await again().lease())?.body).toBe('first');
    });

    test.each(['done', 'dead'])('the body is erased once the job is %s, and not before', async (state) => {
      const { inbox, holds } = start();
      await inbox.put(['event:1'], { text: 'canary-7f3a91' });
      const job = await leased(inbox);
      expect(await holds('canary-7f3a91')).toBe(true);
      if (state === 'done') await inbox.done(job);
      else await die(inbox, job, () => holds('canary-7f3a91'));
      expect(await holds('canary-7f3a91')).toBe(false);
    });

    test('counts tell pending jobs, whether due, leased or waiting, from ended ones', async () => {
      const { inbox } = start();
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 0 });
      await inbox.put(['dead'], 'dead');
      await die(inbox, await leased(inbox));
      for (const key of ['done', 'fails', 'waits', 'leased', 'due']) await inbox.put([key], key);
      await inbox.done(await leased(inbox));
      await inbox.fail(await leased(inbox), 'broken', 'broken');
      await inbox.postpone(await leased(inbox), 500);
      await leased(inbox);
      expect(await inbox.counts()).toEqual({ pending: 4, done: 1, dead: 1 });
    });
  });
}

function upkeepContract(name: string, start: Start) {
  describe(`${name}: upkeep`, () => {
    test('prune forgets what ended long ago, and nothing else', async () => {
      const { inbox, clock } = start();
      await inbox.put(['dead'], 'dead');
      await die(inbox, await leased(inbox));
      for (const key of ['done', 'waiting']) await inbox.put([key], key);
      await inbox.done(await leased(inbox));
      await inbox.claim('claimed');
      await inbox.markPosted('posted', '1.1');
      clock.ms += KEPT_MS;
      await inbox.prune();
      expect(await inbox.counts()).toEqual({ pending: 1, done: 1, dead: 1 });
      expect(await inbox.put(['done'], 'too early')).toBe(false);
      expect(await inbox.claim('claimed')).toMatchObject({ state: 'claimed' });
      expect(await inbox.claim('posted')).toEqual({ state: 'posted', ts: '1.1' });

      clock.ms += 1;
      await inbox.prune();
      expect(await inbox.counts()).toEqual({ pending: 1, done: 0, dead: 0 });
      expect(await inbox.put(['done'], 1)).toBe(true);
      expect(await inbox.put(['dead'], 1)).toBe(true);
      expect(await inbox.put(['waiting'], 1)).toBe(false);
      expect(await inbox.findPosted('posted')).toBeNull();
      expect(await inbox.claim('claimed')).toEqual({ state: 'new' });
      expect(await inbox.claim('posted')).toEqual({ state: 'new' });
    });

    test('an old lease does not fit a job stored after a prune', async () => {
      const { inbox, clock } = start();
      await inbox.put(['event:1'], 'old');
      const old = await leased(inbox);
      await inbox.done(old);
      clock.ms += KEPT_MS + 1;
      await inbox.prune();
      await inbox.put(['event:2'], 'young');
      await leased(inbox);
      expect(await inbox.done(old)).toBe(false);
    });

    test('check passes while writes are possible', async () => {
      const { inbox } = start();
      await inbox.check();
      await inbox.check();
      expect(await inbox.counts()).toEqual({ pending: 0, done: 0, dead: 0 });
    });

    test('once closed, every method rejects', async () => {
      const { inbox } = start();
      await inbox.put(['event:1'], 'body');
      const job = await leased(inbox);
      await inbox.close();
      const calls: { [Name in keyof Omit<Inbox, 'leaseMs' | 'close'>]: () => Promise<unknown> } = {
        put: () => inbox.put(['event:2'], 'body'),
        lease: () => inbox.lease(),
        extend: () => inbox.extend(job),
        done: () => inbox.done(job),
        fail: () => inbox.fail(job, 'broken', 'broken'),
        knows: () => inbox.knows('event:1'),
        postpone: () => inbox.postpone(job, 1),
        counts: () => inbox.counts(),
        claim: () => inbox.claim('key'),
        markPosted: () => inbox.markPosted('key', '1.1'),
        findPosted: () => inbox.findPosted('key'),
        releaseClaim: () => inbox.releaseClaim('key'),
        renewClaim: () => inbox.renewClaim('key'),
        leaveClaim: () => inbox.leaveClaim('key', false),
        isClaimed: () => inbox.isClaimed('key'),
        forgetPosted: () => inbox.forgetPosted('key'),
        prune: () => inbox.prune(),
        check: () => inbox.check(),
      };
      for (const [method, call] of Object.entries(calls)) await expect(call(), method).rejects.toThrow();
    });
  });
}
