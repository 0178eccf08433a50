import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsRepliesResponse.js';
import type { Inbox } from '../inbox/inbox.ts';
import type { SlackMessage } from '../render/blocks.ts';
import type { Post } from './post.ts';

/** Marks the bot's own replies, and names the post each one answers. */
const METADATA_TYPE = 'scim_answer';

/** Slack refuses the whole message when it dislikes one block; the text alone still helps. */
const BLOCKS_REFUSED = ['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'];

/**
 * Posts the one reply to a post, in its thread; the intent is recorded first. Where an earlier run may have posted already,
 * the thread is searched before posting again. Throws when Slack did not take the message: the job is then run again.
 */
export async function replyOnce(
  client: WebClient,
  inbox: Inbox,
  post: Post,
  message: SlackMessage,
): Promise<void> {
  const key = `${post.teamId}:${post.channel}:${post.ts}`;
  const state = inbox.claimReply(key);
  if (state === 'posted') return;
  const earlier = state === 'claimed' ? await replyIn(client, post) : null;
  inbox.replyPosted(key, earlier?.ts ?? (await send(client, post, message)));
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
    if (!(error instanceof WebAPIPlatformError && BLOCKS_REFUSED.includes(error.data.error))) throw error;
    return (await client.chat.postMessage(message)).ts ?? '';
  }
}

async function replyIn(client: WebClient, post: Post): Promise<MessageElement | null> {
  const messages = await threadOf(client, post.channel, post.threadTs);
  return messages.find((message) => sourceOf(message) === post.ts) ?? null;
}

/** The post that a message of the bot answers, by its `ts`; null for anybody else's message. */
export function sourceOf(message: MessageElement): string | null {
  const { event_type, event_payload } = message.metadata ?? {};
  const source = (event_payload as { source_ts?: unknown } | undefined)?.source_ts;
  return event_type === METADATA_TYPE && message.bot_id && typeof source === 'string' ? source : null;
}

/** Every message of a thread, oldest first, with metadata. */
export async function threadOf(client: WebClient, channel: string, ts: string): Promise<MessageElement[]> {
  const messages: MessageElement[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({
      channel,
      ts,
      include_all_metadata: true,
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    messages.push(...(page.messages ?? []));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor && messages.length < 2000);
  return messages;
}
