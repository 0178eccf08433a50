import { describe, expect, test } from 'vitest';
import { OPEN_MS, type Start } from './contract-start.ts';

/** The part of the contract about messages that are sent once. */
export function claimContract(name: string, start: Start) {
  describe(`${name}: claims`, () => {
    test('a message is claimed once, by one process, and stays claimed after a restart', async () => {
      const { inbox, again } = start();
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'new' });
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'claimed' });
      expect(await again().claim('T1:C1:1.1')).toMatchObject({ state: 'claimed' });
      expect(await inbox.claim('T1:C1:1.2')).toMatchObject({ state: 'new' });
      await inbox.close();
      expect(await again().claim('T1:C1:1.1')).toMatchObject({ state: 'claimed' });
    });

    test('of many claims at once, by two processes, one is new', async () => {
      const { inbox, again } = start();
      const other = again();
      const states = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? inbox : other).claim('T1:C1:1.1')),
      );
      expect(states.filter(({ state }) => state === 'new')).toHaveLength(1);
      expect(states.filter(({ state }) => state === 'claimed')).toHaveLength(19);
    });

    test('what is recorded as posted is posted for every process, and its ts is found', async () => {
      const { inbox, again } = start();
      await inbox.claim('T1:C1:1.1');
      expect(await inbox.findPosted('T1:C1:1.1')).toBeNull();
      await inbox.markPosted('T1:C1:1.1', '2.1');
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'posted' });
      expect(await again().claim('T1:C1:1.1')).toMatchObject({ state: 'posted' });
      expect(await again().findPosted('T1:C1:1.1')).toBe('2.1');
      expect(await inbox.findPosted('T1:C1:1.2')).toBeNull();
    });

    test('a message that was never claimed can be recorded', async () => {
      const { inbox } = start();
      await inbox.markPosted('T1:C1:1.1', '2.1');
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'posted' });
      expect(await inbox.findPosted('T1:C1:1.1')).toBe('2.1');
    });

    test('the first recorded ts is kept', async () => {
      const { inbox, again } = start();
      await inbox.claim('T1:C1:1.1');
      await inbox.markPosted('T1:C1:1.1', '2.1');
      await inbox.markPosted('T1:C1:1.1', '3.1');
      await again().markPosted('T1:C1:1.1', '');
      expect(await inbox.findPosted('T1:C1:1.1')).toBe('2.1');
    });

    test('a message without a ts is posted, with an empty one', async () => {
      const { inbox } = start();
      await inbox.claim('warning:T1:C1:1.1');
      await inbox.markPosted('warning:T1:C1:1.1', '');
      expect(await inbox.claim('warning:T1:C1:1.1')).toEqual({ state: 'posted', ts: '' });
      expect(await inbox.findPosted('warning:T1:C1:1.1')).toBe('');
    });

    test('a claim is open for a while, and tells how many sends were cut off', async () => {
      const { inbox, again, clock } = start();
      await inbox.claim('key');
      clock.ms += 100;
      expect(await again().claim('key')).toEqual({ state: 'claimed', openMs: OPEN_MS - 100, cutOff: 1 });
      clock.ms += OPEN_MS;
      expect(await inbox.claim('key')).toEqual({ state: 'claimed', openMs: 0, cutOff: 1 });
      await inbox.renewClaim('key');
      expect(await inbox.claim('key')).toEqual({ state: 'claimed', openMs: OPEN_MS, cutOff: 2 });
      await inbox.leaveClaim('key', true);
      expect(await inbox.claim('key')).toEqual({ state: 'claimed', openMs: OPEN_MS, cutOff: 1 });
      await inbox.leaveClaim('key', false);
      expect(await inbox.claim('key')).toEqual({ state: 'claimed', openMs: 0, cutOff: 0 });
    });

    test('it is known whether something is claimed', async () => {
      const { inbox } = start();
      expect(await inbox.isClaimed('key')).toBe(false);
      await inbox.claim('key');
      expect(await inbox.isClaimed('key')).toBe(true);
      await inbox.markPosted('key', '1.1');
      expect(await inbox.isClaimed('key')).toBe(false);
    });

    test('a claim that is released is new again; what is posted is not released', async () => {
      const { inbox } = start();
      await inbox.releaseClaim('T1:C1:1.1');
      await inbox.claim('T1:C1:1.1');
      await inbox.claim('T1:C1:1.2');
      await inbox.releaseClaim('T1:C1:1.1');
      expect(await inbox.claim('T1:C1:1.2')).toMatchObject({ state: 'claimed' });
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'new' });
      await inbox.markPosted('T1:C1:1.1', '2.1');
      await inbox.releaseClaim('T1:C1:1.1');
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'posted' });
      expect(await inbox.findPosted('T1:C1:1.1')).toBe('2.1');
    });

    test('a posted message that is forgotten may be sent and recorded again; others stay', async () => {
      const { inbox, again } = start();
      await inbox.forgetPosted('T1:C1:1.1');
      for (const key of ['T1:C1:1.1', 'T1:C1:1.2']) await inbox.markPosted(key, '2.1');
      await inbox.forgetPosted('T1:C1:1.1');
      expect(await inbox.findPosted('T1:C1:1.1')).toBeNull();
      expect(await again().findPosted('T1:C1:1.2')).toBe('2.1');
      expect(await inbox.claim('T1:C1:1.1')).toMatchObject({ state: 'new' });
      await inbox.markPosted('T1:C1:1.1', '3.1');
      expect(await again().findPosted('T1:C1:1.1')).toBe('3.1');
    });
  });
}
