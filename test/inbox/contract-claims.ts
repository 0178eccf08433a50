import { describe, expect, test } from 'vitest';
import type { Start } from './contract-start.ts';

/** The part of the contract about messages that are sent once. */
export function claimContract(name: string, start: Start) {
  describe(`${name}: claims`, () => {
    test('a message is claimed once, by one process, and stays claimed after a restart', async () => {
      const { inbox, again } = start();
      expect(await inbox.claim('T1:C1:1.1')).toBe('new');
      expect(await inbox.claim('T1:C1:1.1')).toBe('claimed');
      expect(await again().claim('T1:C1:1.1')).toBe('claimed');
      expect(await inbox.claim('T1:C1:1.2')).toBe('new');
      await inbox.close();
      expect(await again().claim('T1:C1:1.1')).toBe('claimed');
    });

    test('of many claims at once, by two processes, one is new', async () => {
      const { inbox, again } = start();
      const other = again();
      const states = await Promise.all(
        Array.from({ length: 20 }, (_, n) => (n % 2 ? inbox : other).claim('T1:C1:1.1')),
      );
      expect(states.filter((state) => state === 'new')).toHaveLength(1);
      expect(states.filter((state) => state === 'claimed')).toHaveLength(19);
    });

    test('what is recorded as posted is posted for every process, and its ts is found', async () => {
      const { inbox, again } = start();
      await inbox.claim('T1:C1:1.1');
      expect(await inbox.findPosted('T1:C1:1.1')).toBeNull();
      await inbox.markPosted('T1:C1:1.1', '2.1');
      expect(await inbox.claim('T1:C1:1.1')).toBe('posted');
      expect(await again().claim('T1:C1:1.1')).toBe('posted');
      expect(await again().findPosted('T1:C1:1.1')).toBe('2.1');
      expect(await inbox.findPosted('T1:C1:1.2')).toBeNull();
    });

    test('a message that was never claimed can be recorded', async () => {
      const { inbox } = start();
      await inbox.markPosted('T1:C1:1.1', '2.1');
      expect(await inbox.claim('T1:C1:1.1')).toBe('posted');
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

    test('a message without a ts is posted, and no ts is found', async () => {
      const { inbox } = start();
      await inbox.claim('warning:T1:C1:1.1');
      await inbox.markPosted('warning:T1:C1:1.1', '');
      expect(await inbox.claim('warning:T1:C1:1.1')).toBe('posted');
      expect(await inbox.findPosted('warning:T1:C1:1.1')).toBeNull();
    });

    test('a claim that is released is new again; what is posted is not released', async () => {
      const { inbox } = start();
      await inbox.releaseClaim('T1:C1:1.1');
      await inbox.claim('T1:C1:1.1');
      await inbox.claim('T1:C1:1.2');
      await inbox.releaseClaim('T1:C1:1.1');
      expect(await inbox.claim('T1:C1:1.2')).toBe('claimed');
      expect(await inbox.claim('T1:C1:1.1')).toBe('new');
      await inbox.markPosted('T1:C1:1.1', '2.1');
      await inbox.releaseClaim('T1:C1:1.1');
      expect(await inbox.claim('T1:C1:1.1')).toBe('posted');
      expect(await inbox.findPosted('T1:C1:1.1')).toBe('2.1');
    });

    test('a posted message that is forgotten may be sent and recorded again; others stay', async () => {
      const { inbox, again } = start();
      await inbox.forgetPosted('T1:C1:1.1');
      for (const key of ['T1:C1:1.1', 'T1:C1:1.2']) await inbox.markPosted(key, '2.1');
      await inbox.forgetPosted('T1:C1:1.1');
      expect(await inbox.findPosted('T1:C1:1.1')).toBeNull();
      expect(await again().findPosted('T1:C1:1.2')).toBe('2.1');
      expect(await inbox.claim('T1:C1:1.1')).toBe('new');
      await inbox.markPosted('T1:C1:1.1', '3.1');
      expect(await again().findPosted('T1:C1:1.1')).toBe('3.1');
    });
  });
}
