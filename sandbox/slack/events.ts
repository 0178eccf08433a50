import { randomBytes } from 'node:crypto';
import { channelKindOf } from './channel-kind.ts';
import type { State } from './state.ts';
import type { Channel, Json, StoredMessage, User } from './types.ts';

/** The subtypes in which a mention counts, as it does in a plain message. */
const MENTIONING = [undefined, 'file_share', 'bot_message', 'thread_broadcast'];

/**
 * The events that the bot receives for a stored message: `message`, and `app_mention` under another id if the message
 * mentions it outside a direct message. https://docs.slack.dev/reference/events/message , .../app_mention
 */
export function eventsOfPost(state: State, message: StoredMessage): Json[] {
  const channel = channelWithBot(state, message.channel);
  if (!channel) return [];
  const { metadata: _, ...fields } = message;
  const event = { ...fields, event_ts: message.ts, channel_type: channelKindOf(channel) };
  const payloads = [envelope(state, channel, event, message)];
  if (mentionsBot(state, message) && !channel.is_im) {
    const { subtype: __, channel_type: ___, ...mention } = event;
    payloads.push(envelope(state, channel, { ...mention, type: 'app_mention' }, message));
  }
  return payloads;
}

/** https://docs.slack.dev/reference/events/message/message_changed */
export function eventsOfChange(state: State, message: StoredMessage, previous: StoredMessage): Json[] {
  return hiddenEvent(state, message, {
    subtype: 'message_changed',
    message: nested(message),
    previous_message: nested(previous),
  });
}

/** https://docs.slack.dev/reference/events/message/message_deleted */
export function eventsOfDeletion(state: State, previous: StoredMessage): Json[] {
  return hiddenEvent(state, previous, {
    subtype: 'message_deleted',
    deleted_ts: previous.ts,
    previous_message: nested(previous),
  });
}

/** https://docs.slack.dev/reference/events/app_home_opened */
export function eventOfHome(state: State, user: User, tab: 'home' | 'messages'): Json[] {
  const channel = state.directMessage(user);
  const view = tab === 'home' ? state.views.homes.get(user.id) : undefined;
  const event = {
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab,
    event_ts: state.nextTs(),
  };
  return [envelope(state, channel, { ...event, ...(view ? { view } : {}) }, { user_team: user.team_id })];
}

/**
 * The event for somebody joining or leaving a channel. If the bot itself leaves, the event has another name.
 * https://docs.slack.dev/reference/events/member_joined_channel , .../channel_left
 */
export function eventOfMembership(state: State, channel: Channel, user: string, isIn: boolean): Json[] {
  const letter = channel.is_private ? 'G' : 'C';
  const event_ts = state.nextTs();
  if (!isIn && user === state.bot.userId) {
    const type = channel.is_private ? 'group_left' : 'channel_left';
    return [envelope(state, channel, { type, channel: channel.id, event_ts }, {})];
  }
  const type = isIn ? 'member_joined_channel' : 'member_left_channel';
  const event = { type, user, channel: channel.id, channel_type: letter, team: state.team.id, event_ts };
  return [envelope(state, channel, event, {})];
}

function hiddenEvent(state: State, about: StoredMessage, fields: Json): Json[] {
  const channel = channelWithBot(state, about.channel);
  if (!channel) return [];
  const ts = state.nextTs();
  const common = { type: 'message', channel: channel.id, channel_type: channelKindOf(channel), hidden: true };
  return [envelope(state, channel, { ...common, ts, event_ts: ts, ...fields }, about)];
}

function nested({ channel: _, metadata: __, ...message }: StoredMessage): Json {
  return message;
}

/**
 * In shared channels, the outer `team_id` can be the author's. `authorizations` always names the team that installed the
 * app. https://docs.slack.dev/apis/events-api , https://docs.slack.dev/apis/slack-connect
 */
function envelope({ bot, team }: State, channel: Channel, event: Json, author: Json): Json {
  const authorTeam = typeof author.user_team === 'string' ? author.user_team : team.id;
  const authorization = { enterprise_id: null, team_id: team.id, user_id: bot.userId };
  return {
    type: 'event_callback',
    team_id: authorTeam,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event,
    event_id: `Ev0${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ ...authorization, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: channel.is_ext_shared ?? false,
  };
}

function channelWithBot(state: State, id: string): Channel | undefined {
  const channel = state.channels.get(id);
  return channel?.is_member === false ? undefined : channel;
}

function mentionsBot({ bot }: State, { text, blocks, bot_id, subtype }: StoredMessage): boolean {
  if (bot_id === bot.botId || !MENTIONING.includes(subtype)) return false;
  const inBlocks = JSON.stringify(blocks ?? []).includes(`"user_id":"${bot.userId}"`);
  return inBlocks || new RegExp(`<@${bot.userId}[|>]`).test(text);
}
