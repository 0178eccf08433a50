import type { WebClient } from '@slack/web-api';
import { answer, type LookUp } from '../answer.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { extract } from '../knowledge/extract/extract.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { speaksUp } from '../knowledge/speaks-up.ts';
import type { Log } from '../log.ts';
import { slackMessage } from '../render/blocks.ts';
import { type CardPart, cardOf } from '../render/card.ts';
import type { AnsweredThreads } from './answered-threads.ts';
import { asksToCheckAgain, lastAnsweredError, threadOpening } from './check-again.ts';
import type { Post } from './post.ts';
import { asOutcome, replyOnce } from './reply.ts';
import { warnOfSecrets } from './secret-warning.ts';
import { whyNoSight } from './sight.ts';
import { markedWhileSlow } from './slow-mark.ts';

/** What answering a post needs from the rest of the program. */
export type Parts = {
  inbox: Inbox;
  knowledge: Knowledge;
  /** the same without internal articles, for readers who are not known to belong to the installing team */
  publicKnowledge: Knowledge;
  lookUp: LookUp | string;
  answeredThreads: AnsweredThreads;
  /** channel ids triaged unasked; `*` = all */
  triageChannels: string[];
  log: Log;
};

export type Outcome = 'answered' | 'silent';

/** Why the bot reads a post: somebody spoke to it, it watches the channel, or it answered in the thread before. */
type Reason = 'addressed' | 'triage' | 'answered-thread';

const sentence = (text: string): CardPart[] => [{ kind: 'text', text }];
const NOTHING_TO_CHECK = sentence(
  'I found no error in this thread to check again. Say it in the thread of the error, or paste the error here, whole.',
);
const CANNOT_READ_FILES = sentence('I cannot read files yet. Paste the text of the error itself, whole.');

/**
 * Answers one post: once, in its thread, or not at all; and warns its author of secrets in it, whatever becomes of the answer.
 * Throws when Slack did not take one of the two: run again (`rerun`), it does what is still to be done.
 */
export async function answerPost(
  client: WebClient,
  parts: Parts,
  post: Post,
  { secrets, rerun }: { secrets: string[]; rerun: boolean },
): Promise<Outcome> {
  const reason = await reasonToRead(parts, post);
  if (!reason) return 'silent';
  const [outcome, warned] = await Promise.allSettled([
    respond(client, parts, post, reason, rerun),
    warnOfSecrets(client, parts.inbox, parts.log, post, secrets),
  ]);
  if (outcome.status === 'rejected') throw asOutcome(outcome.reason);
  if (warned.status === 'rejected') throw asOutcome(warned.reason);
  return outcome.value;
}

/** Will this post be read at all? Cheap and without I/O, so that others' talk is not even stored. */
export function mayConcernUs({ triageChannels }: Pick<Parts, 'triageChannels'>, post: Post): boolean {
  if (!post.user) return isTriaged(triageChannels, post);
  return isAddressed(post) || post.inThread || isTriaged(triageChannels, post);
}

/** Does its author wait for an answer? Integration bots never do: two bots must not talk to each other. */
export function isAddressed(post: Post): boolean {
  return post.user !== null && (post.direct || post.mentioned || (post.inThread && asksToCheckAgain(post)));
}

async function reasonToRead({ triageChannels, answeredThreads }: Parts, post: Post): Promise<Reason | null> {
  if (post.user && (post.direct || post.mentioned)) return 'addressed';
  if (post.user && post.inThread && (await answeredThreads.has(post))) return 'answered-thread';
  return isTriaged(triageChannels, post) ? 'triage' : null;
}

/** In a watched channel every new post is read; of integration bots only those that open a thread, since replies may be ours. */
function isTriaged(channels: string[], { channel, user, inThread }: Post): boolean {
  return (channels.includes('*') || channels.includes(channel)) && (user !== null || !inThread);
}

async function respond(
  client: WebClient,
  parts: Parts,
  post: Post,
  reason: Reason,
  rerun: boolean,
): Promise<Outcome> {
  const again = reason !== 'triage' && asksToCheckAgain(post);
  if (reason !== 'addressed' && !again && !speaksUp(post.text)) return 'silent';
  const text = await textToAnswer(client, post, again);
  if (text === null) return await reply(client, parts, post, NOTHING_TO_CHECK);
  if (post.hasFiles && extract(text).length === 0) return await reply(client, parts, post, CANNOT_READ_FILES);
  const found = await markedWhileSlow(client, post, rerun, async () => {
    const noSight = await whyNoSight(client, post);
    return noSight
      ? await answer(text, parts.publicKnowledge, noSight)
      : await answer(text, parts.knowledge, parts.lookUp);
  });
  return await reply(client, parts, post, cardOf(found));
}

/** The post's own text; the error answered before, when it asks to check again; the one it stands under, when it only calls. */
async function textToAnswer(client: WebClient, post: Post, again: boolean): Promise<string | null> {
  if (again) return post.inThread ? await lastAnsweredError(client, post) : null;
  const callsOnly = post.mentioned && post.inThread && !post.direct && extract(post.text).length === 0;
  if (!callsOnly) return post.text;
  const opening = await threadOpening(client, post);
  return extract(opening).length > 0 ? opening : post.text;
}

async function reply(
  client: WebClient,
  { inbox, answeredThreads }: Parts,
  post: Post,
  card: CardPart[],
): Promise<Outcome> {
  if (!(await replyOnce(client, inbox, post, slackMessage(card)))) return 'silent';
  await answeredThreads.add(post);
  return 'answered';
}
