import type { MessageMetadata } from '@slack/types';
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import type { Once } from '../../inbox/once.ts';
import { type ReplyKey, replyId } from '../../inbox/once-key.ts';
import { RunFailure } from '../../inbox/run-failure.ts';
import type { Post } from '../payloads/post.ts';
import { METADATA_TYPE, sourceOf, threadOf } from '../read/thread.ts';
import { nothingSent, slackRefused } from '../slack-refused.ts';
import type { SlackMessage } from './blocks.ts';

/** The thread a reply goes to, and the bot as messages there name it. */
type ReplyPlace = Pick<Post, 'botId' | 'channel' | 'threadTs'>;

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
 * Posts the one reply to a post or a press, in its thread. Where an earlier run may have posted already, the thread is searched
 * first. False: the post was deleted meanwhile, nobody is left to answer. Throws Slack's error when it did not take the message.
 */
export async function replyOnce(
  client: WebClient,
  once: Once,
  key: ReplyKey,
  place: ReplyPlace,
  message: SlackMessage,
): Promise<boolean> {
  const id = replyId(key);
  const metadata = { event_type: METADATA_TYPE, event_payload: { source_ts: id } };
  try {
    await once(key, {
      find: () => replyTo(client, place, id),
      send: () => postMessage(client, { ...place, metadata }, message),
      nothingSent,
    });
    return true;
  } catch (error) {
    if (slackRefused(error, SOURCE_GONE)) return false;
    throw error;
  }
}

/** An error of Slack's Web API -> what the worker is to make of it: wait (a rate limit), give up (a lasting refusal), try again. */
export function asOutcome(error: unknown): unknown {
  if (error instanceof WebAPIRateLimitedError) {
    // Spread out: many posts are refused in the same moment.
    return new RunFailure(error.message, { afterMs: (error.retryAfter + Math.random() * 2) * 1000 }, error);
  }
  return slackRefused(error, FINAL) ? new RunFailure(error.message, 'never', error) : error;
}

/** Posts a message, as text alone when Slack refuses the blocks; nothing unfurls. Returns its `ts`. Throws Slack's error. */
export async function postMessage(
  client: WebClient,
  { channel, threadTs, metadata }: { channel: string; threadTs?: string; metadata?: MessageMetadata },
  { text, blocks, shortText = text }: Pick<SlackMessage, 'text'> & Partial<SlackMessage>,
): Promise<string> {
  const message = {
    channel,
    unfurl_links: false,
    unfurl_media: false,
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...(metadata ? { metadata } : {}),
  };
  return await withBlocksOrWithout(
    blocks,
    async (some) =>
      (
        await client.chat.postMessage({
          ...message,
          text: some.blocks ? text : blocks ? shortText : text,
          ...some,
        })
      ).ts ?? '',
  );
}

/** Slack takes no longer text in an update (docs.slack.dev/reference/methods/chat.update). */
const LONGEST_UPDATE = 3900;

/** Replaces an earlier message of the bot. Throws Slack's error. */
export async function updateMessage(
  client: WebClient,
  { channel, ts }: { channel: string; ts: string },
  { text, blocks }: SlackMessage,
): Promise<void> {
  const short = text.length > LONGEST_UPDATE ? `${text.slice(0, LONGEST_UPDATE)} …` : text;
  await withBlocksOrWithout(blocks, (some) => client.chat.update({ channel, ts, text: short, ...some }));
}

/** Slack refuses the whole message when it dislikes one block; the text alone still helps. */
export async function withBlocksOrWithout<T>(
  blocks: SlackMessage['blocks'] | undefined,
  send: (some: { blocks?: SlackMessage['blocks'] }) => Promise<T>,
): Promise<T> {
  try {
    return await send(blocks ? { blocks } : {});
  } catch (error) {
    if (!blocks || !slackRefused(error, BLOCKS_REFUSED)) throw error;
    return await send({});
  }
}

async function replyTo(client: WebClient, place: ReplyPlace, id: string): Promise<string | null> {
  const messages = await threadOf(client, place);
  return messages.find((message) => sourceOf(message, place) === id)?.ts ?? null;
}
