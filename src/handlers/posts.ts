import type { WebClient } from '@slack/web-api';
import { answer, type LookUp } from '../answer.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { speaksUp } from '../knowledge/speaks-up.ts';
import { slackMessage } from '../render/blocks.ts';
import { type CardPart, cardOf } from '../render/card.ts';
import type { AnsweredThreads } from './answered-threads.ts';
import { asksToCheckAgain, lastAnsweredText } from './check-again.ts';
import type { Post } from './post.ts';
import { replyOnce } from './reply.ts';
import { warnOfSecrets } from './secret-warning.ts';
import { whyNoSight } from './sight.ts';
import { markedWhileSlow } from './slow-mark.ts';

/** What answering a post needs from the rest of the program. */
export type Parts = {
  inbox: Inbox;
  knowledge: Knowledge;
  lookUp: LookUp | string;
  answeredThreads: AnsweredThreads;
  /** channel ids triaged unasked; `*` = all */
  triageChannels: string[];
};

export type Outcome = 'answered' | 'silent';

const NOTHING_TO_CHECK: CardPart[] = [
  { kind: 'text', text: 'I found no error in this thread to check again. Paste it here, whole.' },
];

/** Why the bot reads a post: somebody spoke to it, it watches the channel, or it answered in the thread before. */
type Reason = 'addressed' | 'triage' | 'answered-thread';

/**
 * Answers one post: once, in its thread, or not at all; then warns its author of secrets in it. Throws when Slack did not
 * take one of the two: run again, it does what is still to be done.
 */
export async function answerPost(
  client: WebClient,
  parts: Parts,
  post: Post,
  secrets: string[],
): Promise<Outcome> {
  const reason = await reasonToRead(parts, post);
  if (!reason) return 'silent';
  const outcome = await respond(client, parts, post, reason);
  await warnOfSecrets(client, parts.inbox, post, secrets);
  return outcome;
}

async function respond(client: WebClient, parts: Parts, post: Post, reason: Reason): Promise<Outcome> {
  const again = reason !== 'triage' && asksToCheckAgain(post);
  const text = again ? await lastAnsweredText(client, post) : post.text;
  if (text === null) return await reply(client, parts, post, NOTHING_TO_CHECK);
  if (reason !== 'addressed' && !again && !speaksUp(text)) return 'silent';
  const found = await markedWhileSlow(client, post, async () => {
    const noSight = await whyNoSight(client, post);
    return await answer(text, parts.knowledge, noSight ?? parts.lookUp);
  });
  return await reply(client, parts, post, cardOf(found));
}

/** Will this post be read at all? Cheap and without I/O, so that others' talk is not even stored. */
export function mayConcernUs({ triageChannels }: Pick<Parts, 'triageChannels'>, post: Post): boolean {
  return post.direct || post.mentioned || post.inThread || isTriaged(triageChannels, post.channel);
}

/** Was the bot spoken to, so that its author waits for an answer? */
export const isAddressed = (post: Post): boolean => post.direct || post.mentioned;

async function reasonToRead({ triageChannels, answeredThreads }: Parts, post: Post): Promise<Reason | null> {
  if (isAddressed(post)) return 'addressed';
  if (post.inThread && (await answeredThreads.has(post))) return 'answered-thread';
  return isTriaged(triageChannels, post.channel) ? 'triage' : null;
}

function isTriaged(channels: string[], channel: string): boolean {
  return channels.includes('*') || channels.includes(channel);
}

async function reply(
  client: WebClient,
  { inbox, answeredThreads }: Parts,
  post: Post,
  card: CardPart[],
): Promise<Outcome> {
  await replyOnce(client, inbox, post, slackMessage(card));
  await answeredThreads.add(post);
  return 'answered';
}
