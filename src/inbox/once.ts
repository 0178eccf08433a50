import type { InTurn } from './in-turn.ts';
import type { Claims } from './inbox.ts';
import { type OnceKey, onceKey } from './once-key.ts';

/** How one message is sent. */
type Sending = {
  /** Finds the `ts` of a message that an earlier run sent and did not record, or null. `null`: it cannot be found (ephemeral). */
  find: (() => Promise<string | null>) | null;
  /** Sends it. Resolves to its `ts`; '' for a message that has none. */
  send: () => Promise<string>;
  /** Does this failure of `send` mean for certain that nothing was sent? */
  nothingSent: (error: unknown) => boolean;
};

/** `sent`: now; `found`: an earlier run had sent it; `recorded`: it is recorded as sent. */
type Sent = { how: 'sent' | 'found' | 'recorded'; ts: string };

/**
 * Sends a message at most once, whatever is killed or fails on the way: claims its key, sends it, records its `ts`. If an earlier
 * run claimed it but did not record it, it is looked for first, and sent again where it cannot be. A failure that leaves open
 * whether it was sent keeps the claim; a clear refusal releases it. Rejects with the failure of `find`, `send` or the store.
 */
export type Once = (key: OnceKey, sending: Sending) => Promise<Sent>;

/** Two calls with the same key take turns, so that the second finds what the first recorded. */
export function onceWith(claims: Claims, inTurn: InTurn): Once {
  async function sendClaimed(key: string, { send, nothingSent }: Sending): Promise<string> {
    try {
      return await send();
    } catch (error) {
      // A claim that stays does no harm: the next run looks first.
      if (nothingSent(error)) await claims.releaseClaim(key).catch(() => {});
      throw error;
    }
  }

  return (typedKey, sending) => {
    const key = onceKey(typedKey);
    return inTurn(`once:${key}`, async () => {
      const state = await claims.claim(key);
      if (state === 'posted') return { how: 'recorded', ts: (await claims.findPosted(key)) ?? '' };
      const earlier = state === 'claimed' ? await sending.find?.() : null;
      const ts = earlier ?? (await sendClaimed(key, sending));
      await claims.markPosted(key, ts);
      return { how: earlier ? 'found' : 'sent', ts };
    });
  };
}
