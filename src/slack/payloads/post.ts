import { ownText, readMessage } from '../read/message-text.ts';
import { type FileRef, filesToRead } from '../read/read-files.ts';

/** One post as the bot sees it, whichever of Slack's events told of it. */
export type Post = {
  teamId: string;
  /** this bot, as Slack names it in messages */
  botId: string;
  channel: string;
  ts: string;
  /** the thread it stands in, or the one an answer to it opens */
  threadTs: string;
  inThread: boolean;
  /** null for integration bots */
  user: string | null;
  direct: boolean;
  mentioned: boolean;
  /** Slack Connect: readers of another organisation may be present */
  shared: boolean;
  /** Slack's wire form, without the bot's own mention */
  text: string;
  /** Slack's `text` field, without the bot's own mention; `text` prefers blocks */
  plainText: string;
  /** attached files whose text is not in `text` yet */
  files: FileRef[];
  /** when its author changed it, as Slack writes time; null for a new post */
  edited: string | null;
};

type Body = Record<string, unknown>;

/** Subtypes that are a new post; edits, deletions, joins and the rest are none. */
const NEW_POSTS = [undefined, 'file_share', 'thread_broadcast', 'bot_message', 'me_message'];

/**
 * A Slack `event_callback` body -> the post it tells of, new or with changed words; null for anything else, and for the bot's
 * own posts.
 */
export function postOf(body: Body, botUserId: string, botId: string): Post | null {
  const outer = isObject(body.event) ? body.event : {};
  if (outer.type !== 'message' && outer.type !== 'app_mention') return null;
  const event = outer.subtype === 'message_changed' ? changedMessage(outer) : outer;
  if (!event || !NEW_POSTS.includes(event.subtype as string | undefined)) return null;
  if (event.user === botUserId || event.bot_id === botId) return null;
  const { channel, ts } = event;
  if (typeof channel !== 'string' || typeof ts !== 'string') return null;
  const text = readMessage(event);
  const own = ownText(event);
  const mentioned =
    event.type === 'app_mention' || mentions(own, botUserId) || mentions(String(event.text ?? ''), botUserId);
  const threadTs = typeof event.thread_ts === 'string' ? event.thread_ts : ts;
  return {
    teamId: teamOf(body),
    botId,
    channel,
    ts,
    threadTs,
    inThread: threadTs !== ts,
    user: typeof event.user === 'string' && !event.bot_id ? event.user : null,
    direct: event.channel_type === 'im' || channel.startsWith('D'),
    mentioned,
    shared: body.is_ext_shared_channel === true,
    text: withoutMention(text, botUserId),
    plainText: withoutMention(String(event.text ?? ''), botUserId),
    files: filesToRead(event.files),
    edited: isObject(event.edited) && event !== outer ? String(event.edited.ts) : null,
  };
}

/** The message after a change of its words; null for what is no such change: unfurled links, a new reaction, a new reply. */
function changedMessage({ message, previous_message: before, channel, channel_type }: Body): Body | null {
  if (!isObject(message) || !isObject(before) || !isObject(message.edited)) return null;
  if (readMessage(message) === readMessage(before)) return null;
  return { ...message, type: 'message', channel, channel_type };
}

function mentions(text: string, userId: string): boolean {
  return text.includes(`<@${userId}`) && mentionOf(userId).test(text);
}

function withoutMention(text: string, userId: string): string {
  return text.replace(mentionOf(userId), ' ').trim();
}

function mentionOf(userId: string): RegExp {
  return new RegExp(`<@${userId}(?:\\|[^>]{0,80})?>`, 'g');
}

/** The installing team: the envelope's own `team_id` may be another workspace (docs.slack.dev/apis/slack-connect). */
function teamOf(body: Body): string {
  const [authorization] = Array.isArray(body.authorizations) ? body.authorizations : [];
  const team = isObject(authorization) ? authorization.team_id : undefined;
  return String(team ?? body.context_team_id ?? body.team_id ?? '');
}

/** All names one post goes by: `message` and `app_mention` tell of the same post with two event ids. */
export function keysOf(body: Body, post: Post): string[] {
  const event = typeof body.event_id === 'string' ? [`event:${body.event_id}`] : [];
  return [...event, post.edited ? `edit:${postKey(post)}:${post.edited}` : `post:${postKey(post)}`];
}

/** One post among all of them: team, channel and ts (docs.slack.dev/apis/events-api; a ts is unique in its channel only). */
export function postKey({ teamId, channel, ts }: Pick<Post, 'teamId' | 'channel' | 'ts'>): string {
  return `${teamId}:${channel}:${ts}`;
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
