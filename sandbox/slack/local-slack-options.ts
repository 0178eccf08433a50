import type { Workspace } from './types.ts';

/** How a local Slack is started. */
export type LocalSlackOptions = {
  /** default: any free port */
  port?: number;
  workspace?: Partial<Workspace>;
  /** Socket Mode: milliseconds until an unacknowledged event is sent again, default 3000 */
  redeliverAfterMs?: number;
  /** HTTP mode: milliseconds the bot may take to respond, default 3000 */
  httpTimeoutMs?: number;
  /** HTTP mode: milliseconds before each retry, default 50, 200 and 500 */
  httpRetryPausesMs?: number[];
  /** the scopes of the bot token; default: all scopes this local Slack knows */
  scopes?: readonly string[];
  /** the bot events the app subscribes to; default: messages, mentions and the Home tab */
  events?: readonly string[];
  /** how long a press or a command may open a modal, default 3000 */
  triggersLastMs?: number;
  /** the clock for timestamps, triggers and response URLs, in milliseconds; default: the system clock */
  now?: () => number;
};
