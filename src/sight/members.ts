import type { WebClient } from '@slack/web-api';
import type { User } from '@slack/web-api/dist/types/response/UsersInfoResponse.js';
import type { Cache } from '../store/cache.ts';

/** What the bot asks Slack about people, remembered briefly; a failed question is not remembered. */
export type Members = {
  /** what kind of person somebody is to the installing team; null when Slack did not say */
  standing(client: WebClient, teamId: string, user: string): Promise<Standing | null>;
  /** is somebody in one of these user groups? null when Slack did not say */
  inGroups(client: WebClient, groups: string[], user: string): Promise<boolean | null>;
};

/**
 * `full`: a person of the installing team who is no guest. `admin`: an admin or owner of that workspace. `ownBot`: an app of
 * that workspace.
 */
type Standing = { full: boolean; admin: boolean; ownBot: boolean };

const REMEMBERED_MS = 120_000;

/** Remembers in the store; with that down, Slack is asked each time. */
export function members(store: Cache): Members {
  const standings = store.namespace<Standing>('standing', REMEMBERED_MS);
  const groups = store.namespace<string[]>('usergroup', REMEMBERED_MS);
  return {
    async standing(client, teamId, user) {
      const known = await standings.get(`${teamId}:${user}`);
      if (known) return known;
      const info = await client.users.info({ user }).catch(() => null);
      if (!info?.user) return null;
      const standing = standingOf(info.user, teamId);
      await standings.set(`${teamId}:${user}`, standing);
      return standing;
    },
    async inGroups(client, ids, user) {
      const lists = await Promise.all(
        ids.map(async (usergroup) => {
          const known = await groups.get(usergroup);
          if (known) return known;
          const list = await client.usergroups.users.list({ usergroup }).catch(() => null);
          if (list?.users) await groups.set(usergroup, list.users);
          return list?.users ?? null;
        }),
      );
      if (lists.some((list) => list?.includes(user))) return true;
      return lists.includes(null) ? null : false;
    },
  };
}

/** The fields of docs.slack.dev/reference/objects/user-object that tell guests and people of other organisations apart. */
function standingOf(user: User, teamId: string): Standing {
  const outside = [user.deleted, user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(
    true,
  );
  const own = user.team_id === teamId && !outside;
  const full = own && user.is_bot !== true;
  return {
    full,
    admin: full && (user.is_admin === true || user.is_owner === true),
    ownBot: own && user.is_bot === true,
  };
}
