import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsRepliesResponse.js';
import type { Inbox } from '../inbox/inbox.ts';
import { Hopeless, Postponed } from '../inbox/outcome.ts';
import { scrub } from '../knowledge/secrets.ts';
import type { SlackMessage } from '../render/blocks.ts';
import { type Post, postKey } from './post.ts';

/** Marks the bot's own replies, and names the post each one answers. */
const METADATA_TYPE = 'scim_answer';

/** Slack refuses the whole message when it dislikes one block; the text alone still helps. */
const BLOCKS_REFUSED = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];
/** The source was deleted meanwhile: there is nobody left to answer. */
const SOURCE_GONE = ['thread_not_found', 'message_not_found', 'cannot_reply_to_message'];
/** Refusals that no repetition changes (docs.slack.dev/reference/methods/chat.postMessage, errors). */
const FINAL = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'missing_scope',
  'no_permission',
  'account_inactive',
  'token_revoked',
  'invalid_auth',
  'not_authed',
  'msg_too_long',
  'no_text',
];

/**
 * Posts the one reply to a post, in its thread; the intent is recorded first. Where an earlier run may have posted already,
 * the thread is searched before posting again. False: the post was deleted meanwhile, nobody is left to answer. Throws Slack's
 * error when it did not take the message.
 */
export async function replyOnce(
  client: WebClient,
  inbox: Inbox,
  post: Post,
  message: SlackMessage,
): Promise<boolean> {
  const key = postKey(post);
  const state = inbox.claimReply(key);
  if (state === 'posted') return true;
  try {
    const earlier = state === 'claimed' ? await replyTo(client, post) : null;
    inbox.replyPosted(key, earlier?.ts ?? (await sendClaimed(client, inbox, post, message)));
    return true;
  } catch (error) {
    if (refused(error, SOURCE_GONE)) return false;
    throw error;
  }
}

/** A clear refusal of the message itself means that nothing was posted: the next run need not search the thread. */
async function sendClaimed(
  client: WebClient,
  inbox: Inbox,
  post: Post,
  message: SlackMessage,
): Promise<string> {
  try {
    return await send(client, post, message);
  } catch (error) {
    if (error instanceof WebAPIPlatformError || error instanceof WebAPIRateLimitedError)
      inbox.releaseReply(postKey(post));
    throw error;
  }
}

/** An error of Slack's Web API -> what the worker is to make of it: wait (a rate limit), give up (a lasting refusal), try again. */
export function asOutcome(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    // Spread out: many posts are refused in the same moment.
    return new Postponed((error.retryAfter + Math.random() * 2) * 1000, error.message);
  }
  return refused(error, FINAL) ? new Hopeless(error.message, error) : error;
}

/** Did Slack refuse a call with one of these codes? */
function refused(error: unknown, codes: string[]): error is WebAPIPlatformError {
  return error instanceof WebAPIPlatformError && codes.includes(error.data.error);
}

async function send(client: WebClient, post: Post, { text, blocks }: SlackMessage): Promise<string> {
  const message = {
    channel: post.channel,
    thread_ts: post.threadTs,
    text,
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: METADATA_TYPE, event_payload: { source_ts: post.ts } },
  };
  try {
    return (await client.chat.postMessage({ ...message, blocks })).ts ?? '';
  } catch (error) {
    if (!refused(error, BLOCKS_REFUSED)) throw error;
    return (await client.chat.postMessage(message)).ts ?? '';
  }
}

async function replyTo(client: WebClient, post: Post): Promise<MessageElement | null> {
  const messages = await threadOf(client, post);
  return messages.find((message) => sourceOf(message, post) === post.ts) ?? null;
}

/** The post that a message of this bot answers, by its `ts`; null for anybody else's message. */
export function sourceOf(message: MessageElement, { botId }: Pick<Post, 'botId'>): string | null {
  const { event_type, event_payload } = message.metadata ?? {};
  const source = (event_payload as { source_ts?: unknown } | undefined)?.source_ts;
  return event_type === METADATA_TYPE && message.bot_id === botId && typeof source === 'string'
    ? source
    : null;
}

/** Every message of the thread a post stands in, oldest first, with metadata and without secrets. */
export async function threadOf(client: WebClient, { channel, threadTs }: Post): Promise<MessageElement[]> {
  const messages: MessageElement[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({
      channel,
      ts: threadTs,
      include_all_metadata: true,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    messages.push(...scrub(page.messages ?? []).value);
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor && messages.length < 2000);
  return messages;
}
