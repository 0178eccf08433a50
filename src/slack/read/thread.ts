import type { WebClient } from '@slack/web-api';
import { scrub } from '../payloads/scrub.ts';
import type { Source } from '../payloads/source.ts';
import type { SlackText } from './message-text.ts';

/** Marks the bot's own replies, and names what each one answers. */
export const METADATA_TYPE = 'scim_answer';

/** Messages read of one thread. */
const MOST_MESSAGES = 2000;

/** A message of a thread, without secrets. `answers`: what a message of this bot answers; null for anybody else's message. */
export type ThreadMessage = { ts: string; answers: string | null; content: SlackText };

/** A message as `conversations.replies` and `conversations.history` give it. */
type Listed = SlackText & {
  ts?: string;
  bot_id?: string;
  metadata?: { event_type?: string; event_payload?: { source_ts?: unknown } };
};

/** Every message of a thread, oldest first. Rejects with Slack's error. */
export async function threadOf(
  client: WebClient,
  botId: string,
  { channel, threadTs: ts }: Pick<Source, 'channel' | 'threadTs'>,
): Promise<ThreadMessage[]> {
  const messages: ThreadMessage[] = [];
  const all = { channel, ts, include_all_metadata: true, limit: 200 };
  let cursor: string | undefined;
  do {
    const page = await client.conversations.replies({ ...all, ...(cursor ? { cursor } : {}) });
    messages.push(...threadMessages(page.messages, botId));
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor && messages.length < MOST_MESSAGES);
  return messages;
}

/** The latest 100 messages of a channel, newest first. Rejects with Slack's error. */
export async function latestIn(client: WebClient, botId: string, channel: string): Promise<ThreadMessage[]> {
  const page = await client.conversations.history({ channel, limit: 100, include_all_metadata: true });
  return threadMessages(page.messages, botId);
}

function threadMessages(listed: Listed[] = [], botId: string): ThreadMessage[] {
  return scrub(listed).value.map((message) => {
    const { ts = '', bot_id, metadata } = message;
    const source = metadata?.event_payload?.source_ts;
    const own = metadata?.event_type === METADATA_TYPE && bot_id === botId;
    return { ts, answers: own && typeof source === 'string' ? source : null, content: message };
  });
}
