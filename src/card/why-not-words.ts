import type { May, WhyNot } from '../sight/may.ts';
import type { Unavailable } from '../unavailable.ts';

/** Why no account facts are shown, as the end of "..., because ...". */
const WORDS: Record<WhyNot, string> = {
  'nobody asked': 'nobody asked who may see account facts',
  'not a member': 'account facts are shown only to full members of this workspace',
  'not chosen': 'account facts are shown only to the people this bot was set up for',
  'not the asker': 'only the person who asked, and full members of this workspace, can do that',
  'not an admin': 'that is for the people who set up this bot',
  'shared place': 'this conversation is shared with another organisation',
  'others read': 'account facts are not shown to a whole channel',
  'unknown member':
    'Slack did not say whether you are a full member of this workspace, and only those may see account facts',
  'unknown group': 'Slack did not say whether you are in a group that may see account facts',
  'unknown readers': 'Slack did not say who reads here',
};

/** Why facts are not shown to this person, in words. */
export function whyNotWords(why: Exclude<May, 'yes'>): Unavailable {
  return { unavailable: WORDS[why] };
}

/** The same whoever asks and whatever the account's state, since everybody in the channel reads it. */
export const NOT_IN_CHANNELS: Unavailable = {
  unavailable:
    'account facts are not shown to a whole channel; whoever asked and may see them gets them alone, others press "Check again"',
};
