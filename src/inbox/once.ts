import type { InTurn } from './in-turn.ts';
import type { Claims } from './inbox.ts';
import { type OnceKey, onceKey } from './once-key.ts';
import { RunFailure } from './run-failure.ts';

/**
 * What a failure says about a message. `not sent`: that is certain; `perhaps`: the service may have kept it; `perhaps later`: it
 * did not answer, so it may even keep it after we have looked.
 */
export type WasSent = 'not sent' | 'perhaps' | 'perhaps later';

/** How one message is sent. */
type Sending = {
  /** Finds the `ts` of a message that an earlier run sent and did not record, or null. `null`: it cannot be found (ephemeral). */
  find: (() => Promise<string | null>) | null;
  /** Sends it. Resolves to its `ts`; '' for a message that has none. */
  send: () => Promise<string>;
  /** Was it sent, although `send` failed? */
  wasSent: (error: unknown) => WasSent;
};

/** `sent`: now; `found`: an earlier run had sent it; `recorded`: it is recorded as sent. */
type Sent = { how: 'sent' | 'found' | 'recorded'; ts: string };

/**
 * Sends a message at most once, whatever is killed or fails on the way: claims its key, sends it, records its `ts`. If an earlier
 * run claimed it but did not record it, it is looked for first. If the service did not answer then, it is looked for a second time,
 * later (a `RunFailure` that waits). What cannot be looked for is sent again, but once only after kills. Rejects with the failure
 * of `find`, `send` or the store.
 */
export type Once = (key: OnceKey, sending: Sending) => Promise<Sent>;

/** A message that cannot be looked for is not sent again after this many sends that were cut off by a kill. */
const MOST_CUT_OFF = 2;

/** Two calls with the same key take turns, so that the second finds what the first recorded. */
export function onceWith(claims: Claims, inTurn: InTurn): Once {
  async function sendClaimed(key: string, { send, wasSent }: Sending): Promise<Sent> {
    let ts: string;
    try {
      ts = await send();
    } catch (error) {
      const sent = wasSent(error);
      const settle = () =>
        sent === 'not sent' ? claims.releaseClaim(key) : claims.leaveClaim(key, sent === 'perhaps later');
      // A claim that stays as it is does no harm: the next run looks first.
      await settle().catch(() => {});
      throw error;
    }
    await claims.markPosted(key, ts);
    return { how: 'sent', ts };
  }

  async function found(key: string, ts: string): Promise<Sent> {
    await claims.markPosted(key, ts);
    return { how: 'found', ts };
  }

  return (typedKey, sending) => {
    const key = onceKey(typedKey);
    return inTurn(`once:${key}`, async () => {
      const claim = await claims.claim(key);
      if (claim.state === 'posted') return { how: 'recorded', ts: claim.ts };
      if (claim.state === 'new') return await sendClaimed(key, sending);
      if (!sending.find && claim.cutOff >= MOST_CUT_OFF) return await found(key, '');
      const earlier = await sending.find?.();
      if (earlier) return await found(key, earlier);
      if (sending.find && claim.openMs > 0)
        throw new RunFailure('the message may still appear', { afterMs: claim.openMs });
      await claims.renewClaim(key);
      return await sendClaimed(key, sending);
    });
  };
}
