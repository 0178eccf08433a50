import type { LocalSlack } from '../slack/slack.ts';
import type { Accounts } from './accounts.ts';

/** What the page is about. */
export type LocalServices = {
  slack: LocalSlack;
  atlassian: Accounts;
  /** the channels in which the bot answers unasked; `*`: all */
  triage: readonly string[];
};
