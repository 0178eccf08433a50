import type { State } from '../state.ts';
import type { Json, StoredMessage } from '../types.ts';

/** The response of a Web API method: `ok`, and either an `error` code or the result. */
export type WebApiResponse = Json & { ok: boolean };

/** What methods work on. `announce` sends the bot the events for a change; methods do not wait for it. */
export type Context = {
  state: State;
  origin: string;
  announce: Announce;
  /** whether the app has been granted a scope */
  grants(scope: string): boolean;
};

type Announce = {
  posted(message: StoredMessage): Promise<void>;
  changed(message: StoredMessage, previous: StoredMessage): Promise<void>;
  deleted(previous: StoredMessage): Promise<void>;
};

export type Method = (args: Json, context: Context) => WebApiResponse;

/** The response that refuses a call with this error code. */
export function refused(error: string): WebApiResponse {
  return { ok: false, error };
}
