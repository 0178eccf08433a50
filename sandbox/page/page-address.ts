import type { LocalSlack } from '../slack/slack.ts';
import type { Channel, User } from '../slack/types.ts';

/** Who looks at what: the page's address says it, `?as=U0ADMIN&in=C0SUPPORT&thread=1700000000.000100`. */
export type PageAddress = {
  user: User;
  /** everything this person is in, direct messages last */
  channels: Channel[];
  /** null: the app's Home tab */
  channel: Channel | null;
  /** the `ts` of the open thread's root */
  thread: string | null;
};

const HOME = 'home';

/** The page's address -> who looks at what; what is not there or not this person's to see gives way to what is nearest. */
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

/** The reverse, with changes: the address of another look. */
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
