import type { May, WhyNot } from '../sight/may.ts';
import type { Unavailable } from '../unavailable.ts';

/** Each completes "..., because ...". */
const WORDS: Record<WhyNot, string> = {
  'nobody asked': 'nobody who may see account facts asked for them',
  'not a member': 'account facts are shown only to full members of this workspace',
  'not chosen': 'account facts are shown only to the people chosen in the settings of this bot',
  'not the asker': 'only the person who asked, and full members of this workspace, can do that',
  'not an admin': 'only the people who set up this bot can do that',
  'shared place': 'this conversation is shared with another organisation',
  'others read': 'account facts are not shown to a whole channel',
  'unknown member':
    'Slack did not say whether you are a full member of this workspace, and only full members may see account facts',
  'unknown group': 'Slack did not say whether you are in a group that may see account facts',
  'unknown readers': 'Slack did not say who can read this conversation',
};

/** Why facts are not shown to this person, in words. */
export function whyNotWords(why: Exclude<May, 'yes'>): Unavailable {
  return { unavailable: WORDS[why] };
}

/** The same for every asker and every state of the account, because everybody in the channel reads it. */
export const NOT_IN_CHANNELS: Unavailable = {
  unavailable:
    'account facts are not shown to a whole channel; the person who asked gets them privately if allowed to see them, and anyone else can press "Check again"',
};
