import type { WebClient } from '@slack/web-api';
import type { MessageElement } from '@slack/web-api/dist/types/response/ConversationsRepliesResponse.js';
import { read } from '../../answer.ts';
import { scrub } from '../../knowledge/redact/secrets.ts';
import type { ExtractedError } from '../../knowledge/scim-error.ts';
import type { Post } from '../payloads/post.ts';

/** Marks the bot's own replies, and names what each one answers. */
export const METADATA_TYPE = 'scim_answer';

type Place = Pick<Post, 'channel' | 'threadTs'>;

/** Every message of a thread, oldest first, with metadata and without secrets. Throws Slack's error. */
export async function threadOf(client: WebClient, { channel, threadTs }: Place): Promise<MessageElement[]> {
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

/** What a message of this bot answers (the `ts` of a post, the id of a press); null for anybody else's message. */
export function sourceOf(message: MessageElement, { botId }: Pick<Post, 'botId'>): string | null {
  const { event_type, event_payload } = message.metadata ?? {};
  const source = (event_payload as { source_ts?: unknown } | undefined)?.source_ts;
  return event_type === METADATA_TYPE && message.bot_id === botId && typeof source === 'string'
    ? source
    : null;
}

/**
 * The text of the last post in this thread that the bot answered and that holds an error, read from Slack anew so that nothing
 * has to be kept; null when there is none. `textOf`: a message's whole text.
 */
export async function lastAnsweredError(
  client: WebClient,
  post: Pick<Post, 'channel' | 'threadTs' | 'ts' | 'botId'>,
  textOf: (message: MessageElement) => Promise<string>,
): Promise<{ text: string; errors: ExtractedError[] } | null> {
  const messages = await threadOf(client, post);
  const answered = messages.map((message) => sourceOf(message, post)).filter((source) => source !== post.ts);
  for (const source of answered.reverse()) {
    const message = messages.find(({ ts }) => ts === source);
    const text = message ? await textOf(message) : '';
    const errors = read(text);
    if (errors.length > 0) return { text, errors };
  }
  return null;
}
