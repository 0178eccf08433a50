import { flag, text } from './args.ts';
import { channelFor, shown } from './messages.ts';
import { type Answer, type Method, refused } from './method.ts';
import type { State } from './state.ts';
import type { Channel, Json, StoredMessage } from './types.ts';

const MOST_MESSAGES = 999;

/** https://docs.slack.dev/reference/methods : the conversations.* family. */
export const conversations: Record<string, Method> = {
  'conversations.info': (args, { state }) => {
    const channel = state.channels.get(text(args, 'channel'));
    const hidden = channel?.is_member === false && (channel.is_im || channel.is_private);
    return channel && !hidden
      ? { ok: true, channel: channelObject(state, channel) }
      : refused('channel_not_found');
  },

  'conversations.open': (args, { state }) => {
    const [id, ...more] = text(args, 'users').split(',').filter(Boolean);
    const known = state.channels.get(text(args, 'channel'));
    if (known) return { ok: true, channel: { id: known.id } };
    if (id === undefined) return refused(args.channel ? 'channel_not_found' : 'users_list_not_supplied');
    const user = state.users.get(id);
    if (!user) return refused('user_not_found');
    if (user.is_bot) return refused('cannot_dm_bot');
    if (more.length > 0) return refused('too_many_users');
    const existed = [...state.channels.values()].some((one) => one.is_im && one.user === id);
    const channel = state.directMessage(user);
    const opened = flag(args, 'return_im') ? channelObject(state, channel) : { id: channel.id };
    return { ok: true, channel: opened, ...(existed ? { no_op: true, already_open: true } : {}) };
  },

  'conversations.replies': (args, { state }) => {
    const channel = channelFor(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const message = state.find(channel.id, text(args, 'ts'));
    if (!message) return refused('thread_not_found');
    const [root, ...replies] = state.messages(channel.id, message.thread_ts ?? message.ts);
    const kept = replies.filter((reply) => isInRange(reply, args));
    return page(state, root ? [root, ...kept] : kept, args);
  },

  'conversations.history': (args, { state }) => {
    const channel = channelFor(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const isTop = ({ ts, thread_ts = ts, subtype }: StoredMessage): boolean =>
      ts === thread_ts || subtype === 'thread_broadcast';
    const kept = state.messages(channel.id).filter((one) => isTop(one) && isInRange(one, args));
    return page(state, kept.reverse(), args);
  },
};

/** https://docs.slack.dev/reference/objects/conversation-object */
function channelObject(state: State, channel: Channel): Json {
  const {
    id,
    name,
    user,
    is_im = false,
    is_private = false,
    is_mpim = false,
    is_ext_shared = false,
  } = channel;
  const common = {
    id,
    created: 1_700_000_000,
    is_im,
    is_mpim,
    is_private: is_private || is_im || is_mpim,
    is_ext_shared,
    is_shared: is_ext_shared,
    is_pending_ext_shared: channel.is_pending_ext_shared ?? false,
    is_org_shared: false,
    is_archived: false,
    context_team_id: state.team.id,
  };
  if (is_im) return { ...common, user, is_open: true };
  const is_channel = !is_private && !is_mpim;
  return { ...common, name, is_channel, is_group: !is_channel, is_member: channel.is_member !== false };
}

function isInRange({ ts }: StoredMessage, args: Json): boolean {
  const [oldest, latest] = [text(args, 'oldest'), text(args, 'latest')];
  if (flag(args, 'inclusive') && (ts === oldest || ts === latest)) return true;
  return (oldest === '' || Number(ts) > Number(oldest)) && (latest === '' || Number(ts) < Number(latest));
}

/** https://docs.slack.dev/apis/web-api/pagination */
function page(state: State, messages: StoredMessage[], args: Json): Answer {
  const limit = Math.min(Number(text(args, 'limit')) || 100, MOST_MESSAGES);
  const cursor = text(args, 'cursor');
  const start = cursor === '' ? 0 : offsetOf(cursor);
  if (limit < 1) return refused('invalid_limit');
  if (start === null) return refused('invalid_cursor');
  const has_more = messages.length > start + limit;
  return {
    ok: true,
    messages: messages
      .slice(start, start + limit)
      .map((message) => shown(state, message, flag(args, 'include_all_metadata'))),
    has_more,
    ...(has_more ? { response_metadata: { next_cursor: cursorAt(start + limit) } } : {}),
  };
}

const cursorAt = (offset: number): string => Buffer.from(`next:${offset}`).toString('base64');

function offsetOf(cursor: string): number | null {
  const [, digits] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return digits === undefined ? null : Number(digits);
}
