import type { WebClient } from '@slack/web-api';
import type { Cache } from '../store/cache.ts';
import type { Members } from './members.ts';

/** Answers whether everybody who can read a conversation belongs to the installing team. */
export type Readers = {
  /** False also whenever that cannot be established. */
  allInternal(client: WebClient, teamId: string, channel: string): Promise<boolean>;
};

const REMEMBERED_MS = 120_000;
/** Beyond this many people in a channel nobody is asked about one by one: it counts as not established. */
const MOST_MEMBERS = 200;

/**
 * Slack Connect channels and channels with a guest or a stranger in them are not internal
 * (docs.slack.dev/apis/slack-connect, docs.slack.dev/reference/objects/conversation-object).
 */
export function readers(store: Cache, members: Members): Readers {
  const remembered = store.namespace<boolean>('internal-readers', REMEMBERED_MS);
  return {
    async allInternal(client, teamId, channel) {
      const known = await remembered.get(`${teamId}:${channel}`);
      if (known !== undefined) return known;
      const internal = await ask(client, members, teamId, channel).catch(() => null);
      if (internal !== null) await remembered.set(`${teamId}:${channel}`, internal);
      return internal ?? false;
    },
  };
}

async function ask(client: WebClient, members: Members, teamId: string, channel: string): Promise<boolean> {
  const { channel: about } = await client.conversations.info({ channel });
  const outside = about?.is_ext_shared || about?.is_pending_ext_shared || about?.is_org_shared;
  if (!about || outside) return false;
  const page = await client.conversations.members({ channel, limit: MOST_MEMBERS });
  const people = page.members ?? [];
  if (people.length === 0 || page.response_metadata?.next_cursor) return false;
  for (let i = 0; i < people.length; i += 10) {
    const some = people.slice(i, i + 10);
    const internal = await Promise.all(some.map((user) => isInternal(client, members, teamId, user)));
    if (internal.includes(false)) return false;
  }
  return true;
}

async function isInternal(
  client: WebClient,
  members: Members,
  teamId: string,
  user: string,
): Promise<boolean> {
  const standing = await members.standing(client, teamId, user);
  return standing?.full === true || standing?.ownBot === true;
}
