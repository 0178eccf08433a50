import type { WebClient } from '@slack/web-api';
import { extract } from '../knowledge/extract/extract.ts';
import type { Post } from './post.ts';
import { readMessage } from './read.ts';
import { sourceOf, threadOf } from './reply.ts';

const REQUEST =
  /^(?:(?:please|pls|can you|could you|now)[ ,]+)*(?:re-?check|(?:check|look|try)(?: it| this| that)? again)\b[\w ,]{0,20}[.!?]*$/i;

/** Does a post ask to repeat the look-ups rather than bring an error? */
export function asksToCheckAgain({ text }: Pick<Post, 'text'>): boolean {
  return text.length < 80 && REQUEST.test(text.trim());
}

/**
 * The text of the last post in this thread that the bot answered and that holds an error, read from Slack anew so that nothing
 * has to be kept; null when there is none.
 */
export async function lastAnsweredError(client: WebClient, post: Post): Promise<string | null> {
  const messages = await threadOf(client, post);
  const answered = messages.map((message) => sourceOf(message, post)).filter((source) => source !== post.ts);
  const texts = answered
    .reverse()
    .map((source) => readMessage(messages.find(({ ts }) => ts === source) ?? {}));
  return texts.find((text) => extract(text).length > 0) ?? null;
}

/** The post that opened the thread, for somebody who calls the bot under another person's error. */
export async function threadOpening(client: WebClient, post: Post): Promise<string> {
  const [first] = await threadOf(client, post);
  return readMessage(first ?? {});
}
