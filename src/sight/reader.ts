import type { SlackUser } from '../slack/workspace.ts';

/**
 * What somebody is to the installing team. `member` and `admin` (or owner): people of the team who are not guests. `own app`: an
 * app of the team. `outsider`: a person or app of another organisation, or a deleted account.
 */
export type Standing = 'admin' | 'member' | 'guest' | 'own app' | 'outsider';

/** Somebody who may see or do something. `unknown`: Slack did not say. */
export type Person = {
  /** null: an integration bot, or nobody */
  user: string | null;
  standing(): Promise<Standing | 'unknown'>;
  /** Is this person in one of these user groups? */
  inGroups(groups: string[]): Promise<boolean | 'unknown'>;
};

export type Readers = 'internal' | 'mixed' | 'unknown';

/** Where something is shown. */
export type Place = {
  channel: string;
  /** only the person it is for reads it: a direct message, or a message that Slack shows to one person */
  alone: boolean;
  /** Slack Connect: people of another organisation may read */
  shared: boolean;
  /** an admin opened this channel for account facts */
  openForFacts: boolean;
  /** `internal`: everybody who reads here belongs to the installing team, and nobody is a guest */
  readers(): Promise<Readers>;
  /** the same, asked anew: account facts are shown to nobody who joined a minute ago */
  readersNow(): Promise<Readers>;
};

/** Who asks, and where the answer is read. */
export type Reader = { person: Person; place: Place };

export const isMember = (standing: Standing | 'unknown'): boolean =>
  standing === 'member' || standing === 'admin';

/** The fields of docs.slack.dev/reference/objects/user-object that tell guests and people of other organisations apart. */
export function standingOf(user: SlackUser, teamId: string): Standing {
  const elsewhere = user.team_id !== teamId || user.deleted === true || user.is_stranger === true;
  // Somebody invited has not accepted yet, and Slack's own account is nobody.
  if (elsewhere || user.is_invited_user === true || user.id === 'USLACKBOT') return 'outsider';
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest';
  if (user.is_bot === true) return 'own app';
  return user.is_admin === true || user.is_owner === true ? 'admin' : 'member';
}
