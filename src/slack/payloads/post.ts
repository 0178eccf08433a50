import type { Identity } from '../identity.ts';
import { messageText, ownText } from '../read/message-text.ts';
import { type FileRef, filesToRead } from '../read/read-files.ts';
import type { MessageRef, Source } from './source.ts';

/** One post as the bot sees it. `threadTs`: its thread, or the one an answer opens. */
export type Post = Source & {
  inThread: boolean;
  /** null for integration bots and for Slack itself */
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

/** A post that its author, or somebody else, deleted. */
export type Deleted = MessageRef & Pick<Post, 'direct'>;

/** Slack's own notices come from these. */
const SLACKS_OWN: unknown[] = ['USLACK', 'USLACKBOT'];

type Body = Record<string, unknown>;

/** Subtypes that are a new post. Edits, deletions, joins and the rest are not. */
const NEW_POSTS = [undefined, 'file_share', 'thread_broadcast', 'bot_message', 'me_message'];

/** A Slack `event_callback` body -> the post it reports, new or edited; null for anything else, and for the bot's own posts. */
export function postOf(body: Body, { botUserId, botId }: Pick<Identity, 'botUserId' | 'botId'>): Post | null {
  const outer = isObject(body.event) ? body.event : {};
  if (outer.type !== 'message' && outer.type !== 'app_mention') return null;
  const event = outer.subtype === 'message_changed' ? changedMessage(outer) : outer;
  if (!event || !NEW_POSTS.includes(event.subtype as string | undefined)) return null;
  if (event.user === botUserId || event.bot_id === botId || SLACKS_OWN.includes(event.user)) return null;
  const { channel, ts } = event;
  if (typeof channel !== 'string' || typeof ts !== 'string') return null;
  const mention = new RegExp(`<@${botUserId}(?:\\|[^>]{0,80})?>`, 'g');
  const plainText = String(event.text ?? '');
  const mentions = [ownText(event), plainText].some((text) => text.search(mention) >= 0);
  const threadTs = typeof event.thread_ts === 'string' ? event.thread_ts : ts;
  return {
    channel,
    ts,
    threadTs,
    inThread: threadTs !== ts,
    user:
      typeof event.user === 'string' && !event.bot_id && event.subtype !== 'bot_message' ? event.user : null,
    direct: isDirect(channel, event.channel_type),
    mentioned: event.type === 'app_mention' || mentions,
    shared: body.is_ext_shared_channel === true,
    text: messageText(event).replace(mention, ' ').trim(),
    plainText: plainText.replace(mention, ' ').trim(),
    files: filesToRead(event.files),
    edited: isObject(event.edited) && event !== outer ? String(event.edited.ts) : null,
  };
}

/** A `message_deleted` event, or the tombstone that replaces a message with replies -> the message that was deleted. */
export function deletedOf(body: Body, { botId }: Pick<Identity, 'botId'>): Deleted | null {
  const event = isObject(body.event) ? body.event : {};
  if (event.type !== 'message') return null;
  const before = isObject(event.previous_message) ? event.previous_message : {};
  const after = isObject(event.message) ? event.message : {};
  const { channel } = event;
  const ts = event.subtype === 'message_deleted' ? event.deleted_ts : after.ts;
  const gone = event.subtype === 'message_deleted' || after.subtype === 'tombstone';
  if (!gone || before.bot_id === botId || typeof channel !== 'string' || typeof ts !== 'string') return null;
  return { channel, ts, direct: isDirect(channel, event.channel_type) };
}

/**
 * The message after an edit of its text; null for other changes: unfurled links, a new reaction, a new reply. Slack may leave out
 * the message before the edit (docs.slack.dev/reference/events/message/message_changed).
 */
function changedMessage({ message, previous_message: before, channel, channel_type }: Body): Body | null {
  if (!isObject(message) || !isObject(message.edited)) return null;
  if (isObject(before) && messageText(message) === messageText(before)) return null;
  return { ...message, type: 'message', channel, channel_type };
}

/** A direct message with the bot: by its id, and by its type where Slack says it. */
const isDirect = (channel: string, type: unknown) => channel.startsWith('D') && (type ?? 'im') === 'im';

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
