import type { LocalSlack } from '../slack/slack.ts';
import type { Channel, User } from '../slack/types.ts';

/** Who is looking at what, as in the page's address: `?as=U0ADMIN&in=C0SUPPORT&thread=1700000000.000100`. */
export type PageAddress = {
  user: User;
  /** all channels and direct messages this person is in */
  channels: Channel[];
  /** null: the app's Home tab */
  channel: Channel | null;
  /** the `ts` of the root of the open thread */
  thread: string | null;
};

const HOME = 'home';

/** Reads the page's address. Replaces anything that does not exist, or that this person cannot see, with a default. */
export function parsePageAddress(slack: LocalSlack, search: URLSearchParams): PageAddress {
  const people = slack.users().filter(({ id }) => id !== slack.botUserId);
  const user = people.find(({ id }) => id === search.get('as')) ?? people[0];
  if (!user) throw new Error('The local workspace has no people.');
  const channels = slack.channels().filter((channel) => slack.membersOf(channel).includes(user.id));
  const wanted = search.get('in');
  if (wanted === HOME && !user.is_bot) return { user, channels, channel: null, thread: null };
  const channel =
    channels.find(({ id }) => id === wanted) ?? channels.find(({ is_im }) => is_im) ?? channels[0];
  if (!channel) throw new Error(`${user.id} is in no channel.`);
  const root = slack.seenBy(user.id, channel.id).find(({ ts }) => ts === search.get('thread'));
  return { user, channels, channel, thread: root?.ts ?? null };
}

/** Writes the page's address, with changes. */
export function formatPageAddress(
  { user, channel, thread }: Pick<PageAddress, 'user' | 'channel' | 'thread'>,
  changes: { as?: string; in?: string; thread?: string | null } = {},
): string {
  const stays = changes.in === undefined;
  const open = changes.thread === undefined ? (stays ? thread : null) : changes.thread;
  const search = new URLSearchParams({
    as: changes.as ?? user.id,
    in: changes.in ?? channel?.id ?? HOME,
    ...(open === null ? {} : { thread: open }),
  });
  return `/?${search}`;
}
