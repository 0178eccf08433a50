import type { Attempt, Json } from './types.ts';

/** What is delivered to the bot: an event, an interaction or a command. `repeat`: whether to retry until it is acknowledged. */
export type Delivery = {
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: Json;
  retry?: { num: number; reason: string };
  repeat: boolean;
};

/** How the bot responded. `status` exists only over HTTP; `response` is the body of the acknowledgement. */
export type Outcome = { acked: boolean; status?: number; response?: unknown };

/** `written`: sent once, or queued until there is a connection. `settled`: acknowledged or given up. */
export type Sent = { written: Promise<void>; settled: Promise<Outcome> };

export type OnAttempt = (attempt: Attempt) => void;

export const MOST_RETRIES = 3;

export function attemptOf({ payload, retry }: Delivery, sentAt: number, outcome: Outcome): Attempt {
  return {
    eventId: typeof payload.event_id === 'string' ? payload.event_id : undefined,
    retry: retry?.num ?? 0,
    acked: outcome.acked,
    ...(outcome.status === undefined ? {} : { status: outcome.status }),
    afterMs: Date.now() - sentAt,
  };
}

/** A way to deliver that knows what is not acknowledged yet. */
export function trackedDelivery(send: (delivery: Delivery) => Sent) {
  const underWay = new Set<Promise<Outcome>>();
  return {
    hand(delivery: Delivery): Sent {
      const sent = send(delivery);
      underWay.add(sent.settled);
      void sent.settled.finally(() => underWay.delete(sent.settled));
      return sent;
    },
    async delivered(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
