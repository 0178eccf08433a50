import type { Workspace } from '../slack/workspace.ts';
import type { Cache } from '../store/cache.ts';
import { type Standing, standingOf } from './person.ts';

/** What Slack says of people, remembered for a short time. Both reject with Slack's error; a failed question is not remembered. */
export type Members = {
  standing(user: string): Promise<Standing>;
  inGroups(user: string, groups: string[]): Promise<boolean>;
};

const REMEMBERED_MS = 120_000;

/** Remembers in the cache; when that is down, Slack is asked each time. */
export function membersOf(slack: Workspace, cache: Cache): Members {
  const standings = cache.namespace<Standing>('standing', REMEMBERED_MS);
  const groups = cache.namespace<string[]>('usergroup', REMEMBERED_MS);
  return {
    async standing(user) {
      const key = `${slack.teamId}:${user}`;
      const known = await standings.get(key);
      if (isStanding(known)) return known;
      const standing = standingOf(await slack.person(user), slack.teamId);
      await standings.set(key, standing);
      return standing;
    },
    async inGroups(user, ids) {
      const asked = ids.map(async (id) => {
        const known = await groups.get(id);
        if (known) return known;
        const list = await slack.groupMembers(id);
        await groups.set(id, list);
        return list;
      });
      const lists = await Promise.allSettled(asked);
      if (lists.some((list) => list.status === 'fulfilled' && list.value.includes(user))) return true;
      for (const list of lists) if (list.status === 'rejected') throw list.reason;
      return false;
    },
  };
}

/** An older version kept something else under the same name, for two minutes. */
function isStanding(kept: unknown): kept is Standing {
  return typeof kept === 'string';
}
