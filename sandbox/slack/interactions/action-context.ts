import type { Delivery, Outcome } from '../delivery.ts';
import type { Context } from '../methods/method.ts';
import type { Json } from '../types.ts';

/** What a person's action requires: the workspace, and a way to reach the bot. */
export type ActionContext = Context & {
  deliver(type: Delivery['type'], payload: Json): Promise<Outcome>;
  tell(payloads: Json[]): Promise<void>;
};
