import { accessibleChannel } from '../accessible-channel.ts';
import { asJson, flag, text } from '../arguments.ts';
import { botMessage } from '../bot-message.ts';
import { messageContentOf, messageContentRefusal } from '../message-content.ts';
import { messageObject } from '../message-object.ts';
import { removeMessage } from '../remove-message.ts';
import type { State } from '../state.ts';
import type { Channel, Json, StoredMessage } from '../types.ts';
import { type Context, type Method, refused, type WebApiResponse } from './method.ts';

const LONGEST_TEXT = 40_000;
const LONGEST_UPDATE = 4000;

/** https://docs.slack.dev/reference/methods : the chat.* family. */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': (args, context) => {
    const channel = channelToPostIn(args, context);
    if (typeof channel === 'string') return refused(channel);
    if (channel.is_archived) return refused('is_archived');
    const problem = messageContentRefusal(args) ?? threadRefusal(args) ?? metadataRefusal(args);
    if (problem) return problem;
    const { state } = context;
    const written = text(args, 'text');
    const message = botMessage(state, {
      channel: channel.id,
      ...messageContentOf(args),
      text: written.slice(0, LONGEST_TEXT),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
      ...threadOf(args, channel, state),
      ...(flag(args, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {}),
    });
    state.add(message);
    void context.announce.posted(message);
    const response = {
      ok: true,
      channel: channel.id,
      ts: message.ts,
      message: messageObject(state, message, true),
    };
    if (written.length <= LONGEST_TEXT) return response;
    const warnings = ['message_truncated'];
    return { ...response, warning: 'message_truncated', response_metadata: { warnings } };
  },

  'chat.postEphemeral': (args, { state }) => {
    const channel = accessibleChannel(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const problem = messageContentRefusal(args);
    if (problem) return problem;
    const user = text(args, 'user');
    if (!state.membersOf(channel).includes(user)) return refused('user_not_in_channel');
    const message_ts = state.addEphemeral({
      channel: channel.id,
      user,
      ...messageContentOf(args),
      text: text(args, 'text'),
      ...(text(args, 'thread_ts') ? { thread_ts: text(args, 'thread_ts') } : {}),
    });
    return { ok: true, message_ts };
  },

  'chat.update': (args, context) => {
    const { state } = context;
    const message = ownMessage(args, context, 'cant_update_message');
    if (typeof message === 'string') return refused(message);
    const problem = messageContentRefusal(args);
    if (problem) return problem;
    if (text(args, 'text').length > LONGEST_UPDATE) return refused('msg_too_long');
    const changed: StoredMessage = {
      ...message,
      ...messageContentOf(args),
      ...(args.text === undefined ? {} : { text: text(args, 'text') }),
      ...(args.metadata === undefined ? {} : { metadata: args.metadata }),
      edited: { user: state.bot.userId, ts: state.nextTs() },
    };
    state.replace(changed);
    void context.announce.changed(changed, message);
    const { channel, ts } = changed;
    return { ok: true, channel, ts, text: changed.text, message: messageObject(state, changed, true) };
  },

  'chat.delete': (args, context) => {
    const message = ownMessage(args, context, 'cant_delete_message');
    if (typeof message === 'string') return refused(message);
    void removeMessage(context, message);
    return { ok: true, channel: message.channel, ts: message.ts };
  },

  'chat.getPermalink': (args, { state }) => {
    const channel = accessibleChannel(state, text(args, 'channel'));
    if (typeof channel === 'string') return refused(channel);
    const message = state.find(channel.id, text(args, 'message_ts'));
    if (!message) return refused('message_not_found');
    const path = `archives/${channel.id}/p${message.ts.replace('.', '')}`;
    const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
    const permalink = `https://${state.team.domain}.slack.com/${path}${thread}`;
    return { ok: true, channel: channel.id, permalink };
  },
};

/** The channel to post in. A person's id means the direct message with that person. */
function channelToPostIn(args: Json, { state }: Context): Channel | string {
  const user = state.users.get(text(args, 'channel'));
  if (!user) return accessibleChannel(state, text(args, 'channel'));
  return user.is_bot ? 'cannot_dm_bot' : state.directMessage(user);
}

/** A reply to a deleted message lands outside any thread, and the answer says so only by leaving out `thread_ts` (slack-go/slack#1571). */
function threadOf(args: Json, channel: Channel, state: State): { thread_ts?: string } {
  const ts = text(args, 'thread_ts');
  return ts && state.find(channel.id, ts) ? { thread_ts: ts } : {};
}

/** Slack accepts the `ts` of any message, even a deleted one. It checks only the format. */
function threadRefusal(args: Json): WebApiResponse | null {
  const threadTs = text(args, 'thread_ts');
  return threadTs === '' || /^\d+\.\d{6}$/.test(threadTs) ? null : refused('invalid_thread_ts');
}

function metadataRefusal({ metadata }: Json): WebApiResponse | null {
  if (metadata === undefined) return null;
  const { event_type, event_payload } = asJson(metadata);
  const valid = typeof event_type === 'string' && typeof event_payload === 'object' && event_payload !== null;
  return valid ? null : refused('invalid_metadata_format');
}

function ownMessage(args: Json, { state }: Context, notOwn: string): StoredMessage | string {
  const channel = accessibleChannel(state, text(args, 'channel'));
  if (typeof channel === 'string') return channel;
  const message = state.find(channel.id, text(args, 'ts'));
  if (!message) return 'message_not_found';
  return message.bot_id === state.bot.botId ? message : notOwn;
}
