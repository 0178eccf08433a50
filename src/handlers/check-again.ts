import type { WebClient } from '@slack/web-api';
import type { Post } from './post.ts';
import { readMessage } from './read.ts';
import { sourceOf, threadOf } from './reply.ts';

/** Does a post ask to repeat the look-ups rather than bring an error? */
export function asksToCheckAgain(post: Post): boolean {
  return post.inThread && /^(?:please )?(?:check|look|try)(?: it)? again(?: please)?[.!]*$/i.test(post.text);
}

/**
 * The text that the bot last answered in this thread, read from Slack anew so that nothing has to be kept; null when the
 * thread holds none.
 */
export async function lastAnsweredText(client: WebClient, post: Post): Promise<string | null> {
  const messages = await threadOf(client, post.channel, post.threadTs);
  const sources = messages.map(sourceOf).filter((source) => source !== null && source !== post.ts);
  for (const source of sources.reverse()) {
    const text = readMessage(messages.find((message) => message.ts === source) ?? {});
    if (text && !asksToCheckAgain({ ...post, text: text.trim() })) return text;
  }
  return null;
}
