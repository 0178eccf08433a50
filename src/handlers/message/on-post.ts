import type { WebClient } from '@slack/web-api';
import { onceKey } from '../../inbox/once-key.ts';
import { extract } from '../../knowledge/extract/extract.ts';
import { speaksUp } from '../../knowledge/extract/speaks-up.ts';
import { withoutSecrets } from '../../knowledge/redact/secrets.ts';
import type { ExtractedError } from '../../knowledge/scim-error.ts';
import { accountQuestion } from '../../knowledge/talk/account-question.ts';
import { type Post, postKey } from '../../slack/payloads/post.ts';
import { readFiles, readWhole } from '../../slack/read/read-files.ts';
import { sourceOf, threadOf } from '../../slack/read/thread.ts';
import { asOutcome } from '../../slack/send/reply.ts';
import { reactOnce } from '../../slack/slack-refused.ts';
import type { ThreadState } from '../../store/answered-threads.ts';
import { accountsForReader } from '../accounts-for-reader.ts';
import { errorForReader, type Reader } from '../error-for-reader.ts';
import type { Parts } from '../parts.ts';
import { deliver, deliverCard, type Outcome } from './deliver.ts';
import { markedWhileSlow } from './marked-while-slow.ts';
import { onFollowUp } from './on-follow-up.ts';
import { warnOfSecrets } from './warn-of-secrets.ts';

/**
 * Why the bot reads a post: somebody spoke to it, the person it answered goes on talking in that thread, somebody else does, or
 * it watches the channel.
 */
type Reason = 'addressed' | 'asker' | 'thread' | 'triage';

/**
 * Answers one post: once, in its thread, or not at all; and warns its author of secrets in it, whatever becomes of the answer.
 * Throws when Slack did not take one of the two: run again (`rerun`), it does what is still to be done.
 */
export async function onPost(
  client: WebClient,
  parts: Parts,
  post: Post,
  { secrets, rerun }: { secrets: string[]; rerun: boolean },
): Promise<Outcome> {
  const thread = await parts.threads.get(post);
  const reason = await reasonToRead(parts, post, thread);
  if (!reason) return 'silent';
  const files = await readFiles(client, parts.files, parts.log, post.files);
  const inFiles = files.texts.flatMap((text) => withoutSecrets(text).kinds);
  const text = [post.text, ...files.texts].join('\n').trim();
  const [outcome, warned] = await Promise.allSettled([
    parts.inTurn(`answer:${postKey(post)}`, () =>
      respond(client, parts, { ...post, text }, reason, files.problems, rerun),
    ),
    warnOfSecrets(client, parts.once, parts.log, post, [...new Set([...secrets, ...inFiles])]),
  ]);
  if (outcome.status === 'rejected') throw asOutcome(outcome.reason);
  if (warned.status === 'rejected') throw asOutcome(warned.reason);
  return outcome.value;
}

/** Will this post be read at all? Cheap, so that others' talk is not even stored. */
export async function mayConcernUs(
  parts: Pick<Parts, 'settings' | 'optOutMark'>,
  post: Post,
): Promise<boolean> {
  if (optedOut(parts, post)) return false;
  if (!post.user) return await isTriaged(parts, post);
  return isAddressed(post) || post.inThread || (await isTriaged(parts, post));
}

/** Does its author wait for an answer? Integration bots never do: two bots must not talk to each other. */
export function isAddressed(post: Post): boolean {
  return post.user !== null && (post.direct || post.mentioned);
}

async function reasonToRead(parts: Parts, post: Post, thread: ThreadState | null): Promise<Reason | null> {
  if (isAddressed(post)) return 'addressed';
  if (thread?.muted) return null;
  if (thread && post.inThread && post.user) return thread.asker === post.user ? 'asker' : 'thread';
  return (await isTriaged(parts, post)) ? 'triage' : null;
}

/** In a watched channel every new post is read; of integration bots only those that open a thread, since replies may be ours. */
async function isTriaged(
  { settings }: Pick<Parts, 'settings'>,
  { channel, user, inThread }: Post,
): Promise<boolean> {
  return (user !== null || !inThread) && (await settings.channel(channel)).triage;
}

/** The mark counts in the words as in the plain `text` that stands beside blocks. */
function optedOut({ optOutMark }: Pick<Parts, 'optOutMark'>, { text, plainText }: Post): boolean {
  return [text, plainText].some((words) => words.toLowerCase().startsWith(optOutMark.toLowerCase()));
}

/** What a post gets, tried in this order: an error's card, the answer to a question about accounts, a follow-up, a word of help. */
async function respond(
  client: WebClient,
  parts: Parts,
  post: Post,
  reason: Reason,
  fileProblems: string[],
  rerun: boolean,
): Promise<Outcome> {
  const { text } = post;
  const addressed = reason === 'addressed';
  const reader: Reader = { ...post, alone: post.direct };
  const answeredBefore =
    post.edited !== null && (await parts.inbox.findPosted(onceKey({ kind: 'reply', post }))) !== null;
  const isError = addressed ? extract(text).length > 0 : speaksUp(text);
  const unasked = reason === 'triage' || reason === 'thread';
  if (isError) {
    if (unasked && !answeredBefore && (await parts.settings.channel(post.channel)).quiet)
      return await react(client, post, 'bulb');
    if (!addressed && post.inThread && !post.edited && (await isRepeat(client, parts, post))) return 'silent';
    const said = await markedWhileSlow(client, post, rerun, () =>
      errorForReader(client, parts, text, reader),
    );
    return await deliver(client, parts, post, said, unasked ? 'unasked' : 'thread');
  }
  if (answeredBefore || (!addressed && reason !== 'asker')) return 'silent';
  const question = accountQuestion(text, { addressed });
  if (question) {
    const answer = await markedWhileSlow(client, post, rerun, () =>
      accountsForReader(client, parts, question, reader),
    );
    return await deliverCard(client, parts, post, answer);
  }
  if (post.inThread || addressed) {
    const next = await markedWhileSlow(client, post, rerun, () =>
      onFollowUp(client, parts, post, reader, addressed),
    );
    if (next === 'a nod') return await react(client, post, 'thumbsup');
    if (next?.said) return await deliver(client, parts, post, next.said, 'thread');
    if (next) return await deliverCard(client, parts, post, next);
  }
  if (!addressed) return 'silent';
  if (fileProblems.length > 0)
    return await deliverCard(client, parts, post, { card: sentence(fileProblems.join(' ')), aside: null });
  const opening = post.inThread && post.mentioned ? await openingOf(client, parts, post) : null;
  if (opening?.problem)
    return await deliverCard(client, parts, post, { card: sentence(opening.problem), aside: null });
  const said = await errorForReader(client, parts, opening?.error ?? text, reader);
  return await deliver(client, parts, post, said, 'thread');
}

const sentence = (text: string) => [{ kind: 'text', text } as const];

/** The error that opened the thread, for somebody who calls the bot under another person's error; or why it cannot be read. */
async function openingOf(
  client: WebClient,
  parts: Parts,
  post: Post,
): Promise<{ error?: string; problem?: string }> {
  const [first] = await threadOf(client, post);
  if (!first) return {};
  const { text, problems } = await readWhole(client, parts.files, parts.log, first);
  if (extract(text).length > 0) return { error: text };
  return problems.length > 0 ? { problem: problems.join(' ') } : {};
}

/** Does a post in a thread hold nothing but errors that were answered there before? */
async function isRepeat(client: WebClient, parts: Parts, post: Post): Promise<boolean> {
  const messages = await threadOf(client, post);
  const answered = new Set(messages.map((message) => sourceOf(message, post)));
  const keyOf = ({ httpStatus, scimType, detail, address }: ExtractedError) =>
    JSON.stringify([httpStatus, scimType, detail, address]);
  const earlier = messages.filter(({ ts }) => ts !== post.ts && answered.has(ts ?? ''));
  const texts = await Promise.all(
    earlier.map((message) => readWhole(client, parts.files, parts.log, message)),
  );
  const known = new Set(texts.flatMap(({ text }) => extract(text).map(keyOf)));
  return extract(post.text).every((error) => known.has(keyOf(error)));
}

/** A sign in place of words: a bulb says that there is something to say, and it is said when asked. */
async function react(client: WebClient, { channel, ts }: Post, name: string): Promise<Outcome> {
  await reactOnce(client, { channel, ts }, name);
  return 'reacted';
}
