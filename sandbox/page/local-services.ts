import type { LocalSlack } from '../slack/slack.ts';
import type { Accounts } from './accounts.ts';

/** The local services behind the page. */
export type LocalServices = {
  slack: LocalSlack;
  atlassian: Accounts;
  /** the channels in which the bot answers without being asked; `*`: all */
  triage: readonly string[];
};
