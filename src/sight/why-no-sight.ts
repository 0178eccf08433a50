import type { WebClient } from '@slack/web-api';
import type { Requester } from '../requester.ts';
import type { Members } from './members.ts';

/** Who may see account facts; both lists empty: every full member of the installing team. */
export type SightRules = { users: string[]; userGroups: string[] };

const NOT_SAID =
  'Slack did not say whether you are a full member of this workspace, and only those may see account facts';

/**
 * May account facts be looked up for this person? Null when they may, else the reason as a sentence, and then no look-up is
 * made. Guests, bots and people of other organisations never may, and failing to find out means no (rule 5 of docs/contract.md).
 */
export async function whyNoSight(
  client: WebClient,
  members: Members,
  { users, userGroups }: SightRules,
  { teamId, user }: Requester,
): Promise<string | null> {
  const standing = await members.standing(client, teamId, user);
  if (!standing) return NOT_SAID;
  if (!standing.full) return 'account facts are shown only to full members of this workspace';
  if (users.length === 0 && userGroups.length === 0) return null;
  if (users.includes(user)) return null;
  const inGroup = userGroups.length > 0 ? await members.inGroups(client, userGroups, user) : false;
  if (inGroup === null) return 'Slack did not say whether you are in a group that may see account facts';
  return inGroup ? null : 'account facts are shown only to the people this bot was set up for';
}
