import type { InTurn } from './in-turn.ts';
import type { Claims } from './inbox.ts';
import { type OnceKey, onceKey } from './once-key.ts';

/** How one message is sent. */
type Sending = {
  /**
   * Looks for a message that an earlier run sent without coming to record it: its `ts`, or null. `null` where it cannot be
   * looked for (an ephemeral message): each further run then sends it again, until one has recorded it.
   */
  find: (() => Promise<string | null>) | null;
  /** Sends it. Resolves to its `ts`; '' for a message that has none. */
  send: () => Promise<string>;
  /** Does this failure of `send` say for certain that nothing was sent? */
  nothingSent: (error: unknown) => boolean;
};

/** What became of it: sent now; found, an earlier run had sent it; recorded as sent before. */
type Sent = { how: 'sent' | 'found' | 'recorded'; ts: string };

/**
 * Sends a message once, whatever is killed or fails on the way: claims its key, sends it, records its `ts`. After a run
 * that claimed and did not record, it is looked for first. A failure that leaves open whether it was sent keeps the claim; a
 * clear refusal releases it. Rejects with the failure of `find` or `send`, or the store's.
 */
export type Once = (key: OnceKey, sending: Sending) => Promise<Sent>;

/** Two sendings under one key take turns, so that the second finds what the first recorded. */
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

  async function once(key: string, sending: Sending): Promise<Sent> {
    const state = await claims.claim(key);
    if (state === 'posted') return { how: 'recorded', ts: (await claims.findPosted(key)) ?? '' };
    const earlier = state === 'claimed' ? await sending.find?.() : null;
    const ts = earlier ?? (await sendClaimed(key, sending));
    await claims.markPosted(key, ts);
    return { how: earlier ? 'found' : 'sent', ts };
  }

  return (typedKey, sending) => {
    const key = onceKey(typedKey);
    return inTurn(`once:${key}`, () => once(key, sending));
  };
}
