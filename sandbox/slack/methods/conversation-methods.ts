import { accessibleChannel, isHidden } from '../accessible-channel.ts';
import { flag, text } from '../arguments.ts';
import { CHANNEL_KINDS, channelKindOf } from '../channel-kind.ts';
import { listPageOf } from '../list-page.ts';
import { messageObject } from '../message-object.ts';
import type { State } from '../state.ts';
import type { Channel, Json, StoredMessage } from '../types.ts';
import { type Method, refused, type WebApiResponse } from './method.ts';

/** In addition to the bot. */
const MOST_IN_GROUP = 8;
const TYPES: string[] = Object.values(CHANNEL_KINDS).map(({ listed }) => listed);

/** https://docs.slack.dev/reference/methods : the conversations.* family. */
export const conversationMethods: Record<string, Method> = {
  'conversations.info': (args, { state }) => {
    const channel = state.channels.get(text(args, 'channel'));
    return channel && !isHidden(channel)
      ? { ok: true, channel: channelObject(state, channel) }
      : refused('channel_not_found');
  },

  'conversations.list': (args, { state }) => {
    const types = (text(args, 'types') || 'public_channel').split(',').map((type) => type.trim());
    if (!types.every((type) => TYPES.includes(type))) return refused('invalid_types');
    const listed = [...state.channels.values()].filter(
      (channel) =>
        types.includes(CHANNEL_KINDS[channelKindOf(channel)].listed) &&
        !isHidden(channel) &&
        !(flag(args, 'exclude_archived') && channel.is_archived),
    );
    const page = listPageOf(listed, args, { usual: 100, most: 1000 });
    if (typeof page === 'string') return refused(page);
    const channels = page.items.map((channel) => channelObject(state, channel));
    return { ok: true, channels, response_metadata: { next_cursor: page.next } };
  },

  'conversations.members': (args, { state }) => {
    const channel = state.channels.get(text(args, 'channel'));
    if (!channel || isHidden(channel)) return refused('channel_not_found');
    const bot = channel.is_member === false ? [] : [state.bot.userId];
    const page = listPageOf([...state.membersOf(channel), ...bot], args, { usual: 100, most: 1000 });
    if (typeof page === 'string') return refused(page);
    return { ok: true, members: page.items, response_metadata: { next_cursor: page.next } };
  },

  'conversations.open': (args, { state }) => {
    const ids = text(args, 'users').split(',').filter(Boolean);
    const [id, ...more] = ids;
    const known = state.channels.get(text(args, 'channel'));
    if (known) return { ok: true, channel: { id: known.id } };
    if (id === undefined) return refused(args.channel ? 'channel_not_found' : 'users_list_not_supplied');
    const users = ids.map((one) => state.users.get(one));
    const [user] = users;
    if (!user || users.includes(undefined)) return refused('user_not_found');
    if (users.some((one) => one?.is_bot)) return refused('cannot_dm_bot');
    if (ids.length > MOST_IN_GROUP) return refused('too_many_users');
    const before = state.channels.size;
    const channel = more.length > 0 ? state.groupMessage(ids) : state.directMessage(user);
    const opened = flag(args, 'return_im') ? channelObject(state, channel) : { id: channel.id };
    const existed = state.channels.size === before;
    return { ok: true, channel: opened, ...(existed ? { no_op: true, already_open: true } : {}) };
  },

  'conversations.replies': (args, { state }) => {
    const channel = accessibleChannel(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const message = state.find(channel.id, text(args, 'ts'));
    if (!message) return refused('thread_not_found');
    const [root, ...replies] = state.messages(channel.id, message.thread_ts ?? message.ts);
    const kept = replies.filter((reply) => isInRange(reply, args));
    return messagePage(state, root ? [root, ...kept] : kept, args);
  },

  'conversations.history': (args, { state }) => {
    const channel = accessibleChannel(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const isTop = ({ ts, thread_ts = ts, subtype }: StoredMessage): boolean =>
      ts === thread_ts || subtype === 'thread_broadcast';
    const kept = state.messages(channel.id).filter((one) => isTop(one) && isInRange(one, args));
    return messagePage(state, kept.reverse(), args);
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
    is_org_shared: channel.is_org_shared ?? false,
    is_archived: channel.is_archived ?? false,
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
function messagePage(state: State, messages: StoredMessage[], args: Json): WebApiResponse {
  const page = listPageOf(messages, args, { usual: 100, most: 999 });
  if (typeof page === 'string') return refused(page);
  const withMetadata = flag(args, 'include_all_metadata');
  return {
    ok: true,
    messages: page.items.map((message) => messageObject(state, message, withMetadata)),
    has_more: page.next !== '',
    ...(page.next ? { response_metadata: { next_cursor: page.next } } : {}),
  };
}
