import type { State } from '../state.ts';
import type { Json, StoredMessage } from '../types.ts';

/** What a Web API method answers: `ok`, and either an `error` code or what was asked for. */
export type WebApiResponse = Json & { ok: boolean };

/** What methods work on; `announce` tells the bot of what happened, as Slack's events do, and is not waited for by methods. */
export type Context = {
  state: State;
  origin: string;
  announce: Announce;
  /** whether the app has a scope */
  grants(scope: string): boolean;
};

type Announce = {
  posted(message: StoredMessage): Promise<void>;
  changed(message: StoredMessage, previous: StoredMessage): Promise<void>;
  deleted(previous: StoredMessage): Promise<void>;
};

export type Method = (args: Json, context: Context) => WebApiResponse;

export function refused(error: string): WebApiResponse {
  return { ok: false, error };
}
