import type { SlackUser } from '../slack/workspace.ts';

/**
 * What somebody is to the installing team. `member` and `admin` (or owner): people of the team who are no guests. `own app`: an
 * app of the team. `outsider`: another organisation's person or app, or an account that was deleted.
 */
export type Standing = 'admin' | 'member' | 'guest' | 'own app' | 'outsider';

/** Somebody, as far as it matters who may see or do what. What Slack did not say is `unknown`. */
export type Person = {
  /** null: an integration bot, or nobody */
  user: string | null;
  standing(): Promise<Standing | 'unknown'>;
  /** Is this person in one of these user groups? */
  inGroups(groups: string[]): Promise<boolean | 'unknown'>;
};

export const isMember = (standing: Standing | 'unknown'): boolean =>
  standing === 'member' || standing === 'admin';

/** The fields of docs.slack.dev/reference/objects/user-object that tell guests and people of other organisations apart. */
export function standingOf(user: SlackUser, teamId: string): Standing {
  if (user.team_id !== teamId || user.deleted === true || user.is_stranger === true) return 'outsider';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  if (user.is_bot === true) return 'own app';
  return user.is_admin === true || user.is_owner === true ? 'admin' : 'member';
}
