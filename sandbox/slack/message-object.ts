import { isHidden } from './channel-kind.ts';
import type { Context } from './methods/method.ts';
import type { State } from './state.ts';
import type { Channel, Json, StoredMessage } from './types.ts';

/** A channel the bot may read and write, or the code Slack refuses it with. */
export function accessibleChannel(state: State, id: string): Channel | string {
  const channel = state.channels.get(id);
  if (!channel) return 'channel_not_found';
  if (channel.is_member !== false) return channel;
  return isHidden(channel) ? 'channel_not_found' : 'not_in_channel';
}

/**
 * Deletes a message; of the root of a thread that has replies, a tombstone stays. Resolves once the bot was told of either.
 * https://docs.slack.dev/reference/events/message/message_deleted
 */
export function removeMessage(
  { state, announce }: Pick<Context, 'state' | 'announce'>,
  message: StoredMessage,
): Promise<void> {
  const { channel, ts } = message;
  const hasReplies = state.messages(channel, ts).some((one) => one.ts !== ts);
  if (!hasReplies) {
    state.remove(message);
    return announce.deleted(message);
  }
  const text = 'This message was deleted.';
  const tombstone = { type: 'message' as const, subtype: 'tombstone', user: 'USLACKBOT', hidden: true };
  const left = { ...tombstone, channel, ts, thread_ts: ts, text };
  state.replace(left);
  return announce.changed(left, message);
}

/** A stored message as the Web API gives it: no channel, metadata only on demand, a root with its replies counted. */
export function shown(state: State, message: StoredMessage, withMetadata: boolean): Json {
  const { channel, metadata, ...fields } = message;
  const replies = state.messages(channel, message.ts).filter(({ ts }) => ts !== message.ts);
  return {
    ...fields,
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
    ...(replies.length > 0 ? threadFields(message, replies) : {}),
  };
}

function threadFields({ ts }: StoredMessage, replies: StoredMessage[]): Json {
  const users = [...new Set(replies.map(({ user, bot_id }) => user ?? bot_id))];
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
    is_locked: false,
    subscribed: false,
  };
}

/** https://docs.slack.dev/messaging/retrieving-messages : how posts of the bot are stored. */
export function botMessage(
  state: State,
  fields: Partial<StoredMessage> & { channel: string },
): StoredMessage {
  const { bot, team } = state;
  const parent = fields.thread_ts ? state.find(fields.channel, fields.thread_ts) : undefined;
  return {
    type: 'message',
    text: '',
    user: bot.userId,
    bot_id: bot.botId,
    app_id: bot.appId,
    team: team.id,
    bot_profile: { id: bot.botId, app_id: bot.appId, name: bot.name, team_id: team.id, deleted: false },
    ts: state.nextTs(),
    ...(parent?.user ? { parent_user_id: parent.user } : {}),
    ...fields,
  };
}
