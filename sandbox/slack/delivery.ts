import type { Attempt, Json } from './types.ts';

/** What is handed to the bot: an event, a click, a command. `repeat`: again and again until it is acknowledged. */
export type Parcel = {
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: Json;
  retry?: { num: number; reason: string };
  repeat: boolean;
};

/** What the bot made of it; `status` over HTTP only, `response` is the body of the acknowledgement. */
export type Outcome = { acked: boolean; status?: number; response?: unknown };

/** `written`: handed over once, or queued while no connection is there; `settled`: acknowledged or given up. */
export type Sent = { written: Promise<void>; settled: Promise<Outcome> };

export type OnAttempt = (attempt: Attempt) => void;

export const MOST_RETRIES = 3;

export function attemptOf({ payload, retry }: Parcel, sentAt: number, outcome: Outcome): Attempt {
  return {
    eventId: typeof payload.event_id === 'string' ? payload.event_id : undefined,
    retry: retry?.num ?? 0,
    acked: outcome.acked,
    ...(outcome.status === undefined ? {} : { status: outcome.status }),
    afterMs: Date.now() - sentAt,
  };
}

/** A way to hand parcels over that knows which of them are not acknowledged yet. */
export function trackedDelivery(send: (parcel: Parcel) => Sent) {
  const underWay = new Set<Promise<Outcome>>();
  return {
    hand(parcel: Parcel): Sent {
      const sent = send(parcel);
      underWay.add(sent.settled);
      void sent.settled.finally(() => underWay.delete(sent.settled));
      return sent;
    },
    async delivered(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
