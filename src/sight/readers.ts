import type { Workspace } from '../slack/workspace.ts';
import type { Cache } from '../store/cache.ts';
import type { Members } from './members.ts';
import { isMember } from './person.ts';

/** Says whether everybody who can read a channel belongs to the installing team. Rejects with Slack's error. */
export type Readers = (channel: string) => Promise<'internal' | 'mixed'>;

const REMEMBERED_MS = 120_000;
/** In a channel of more people nobody is asked about one by one: it counts as mixed. */
const MOST_MEMBERS = 200;
/** This many people are asked about at a time. */
const AT_A_TIME = 10;

/**
 * Slack Connect channels, and channels with a guest or a stranger in them, are not internal
 * (docs.slack.dev/apis/slack-connect, docs.slack.dev/reference/objects/conversation-object).
 */
export function readersOf(slack: Workspace, cache: Cache, members: Members): Readers {
  const remembered = cache.namespace<boolean>('internal-readers', REMEMBERED_MS);
  return async (channel) => {
    const key = `${slack.teamId}:${channel}`;
    const known = await remembered.get(key);
    const internal = known ?? (await allInternalIn(channel, slack, members));
    if (known === undefined) await remembered.set(key, internal);
    return internal ? 'internal' : 'mixed';
  };
}

async function allInternalIn(channel: string, slack: Workspace, members: Members): Promise<boolean> {
  const about = await slack.channel(channel);
  if (about.is_ext_shared || about.is_pending_ext_shared || about.is_org_shared) return false;
  const people = await slack.channelMembers(channel, MOST_MEMBERS);
  if (people === null) return false;
  for (let i = 0; i < people.length; i += AT_A_TIME) {
    const standings = await Promise.all(people.slice(i, i + AT_A_TIME).map((user) => members.standing(user)));
    if (!standings.every((standing) => isMember(standing) || standing === 'own app')) return false;
  }
  return true;
}
