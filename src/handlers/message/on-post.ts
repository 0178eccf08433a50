import { isEmpty, type ReadPaste, read, readUnasked, speaksUp } from '../../answer.ts';
import { onceKey } from '../../inbox/once-key.ts';
import { withoutSecrets } from '../../knowledge/secrets/secrets.ts';
import { accountQuestion } from '../../knowledge/talk/account-question.ts';
import type { Reader } from '../../sight/reader.ts';
import type { Asking } from '../../sight/sight.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { messageKey } from '../../slack/payloads/source.ts';
import { accountsForReader } from '../accounts-for-reader.ts';
import { errorForReader } from '../error-for-reader.ts';
import { tellOnce } from '../reply.ts';
import type { Rooms, Run } from '../rooms.ts';
import { type Reason, reasonToRead } from './concerns-bot.ts';
import { deliver, deliverCard, type Outcome } from './deliver.ts';
import { isOver, noteVersion } from './is-over.ts';
import { onFollowUp } from './on-follow-up.ts';
import { threadErrors } from './thread-errors.ts';
import { whileMarked } from './while-marked.ts';

/**
 * Answers one post, once, in its thread, or not at all. Warns its author of secrets in it, even if the answer fails. Throws when
 * Slack did not take the answer or the warning, or did not say who the author is: another run does what is left. The last run is
 * content with what it could say.
 */
export async function onPost(rooms: Rooms, post: Post, run: Run): Promise<Outcome> {
  const { slack, sight, memory, inbox, inTurn } = rooms;
  const reason = await reasonToRead(memory.settings, post, await memory.threads.get(slack.teamId, post));
  if (!reason) return 'silent';
  const files = await slack.readFiles(post.files);
  // Slack often delivers a moment later what it just refused. After that, the words beside a file are not kept waiting.
  if (files.failure && !run.rerun && isEmpty(read(post.text, rooms.expertise.knowledge))) throw files.failure;
  const inFiles = files.texts.flatMap((text) => withoutSecrets(text).kinds);
  const whole = { ...post, text: [post.text, ...files.texts].join('\n').trim() };
  const asking: Asking = { insists: false };
  const reader = await sight.reader({ ...post, alone: post.direct }, asking);
  const version = { teamId: slack.teamId, ...post };
  // Not in turn with the answer: one to older words that is under way learns of it.
  await inTurn(`version:${messageKey(slack.teamId, post)}`, () => noteVersion(inbox, version));
  let over = false;
  const [outcome, warned] = await Promise.allSettled([
    inTurn(`answer:${messageKey(slack.teamId, post)}`, async () => {
      over = await isOver(inbox, version);
      if (over) return 'silent';
      return await respond(rooms, whole, reader, { reason, run, fileProblems: files.problems });
    }),
    warnOfSecrets(rooms, post, [...new Set([...run.secrets, ...inFiles])]),
  ]);
  if (outcome.status === 'rejected') throw outcome.reason;
  if (warned.status === 'rejected') throw warned.reason;
  const missing = asking.unanswered ?? files.failure;
  if (missing && !over && run.asksAgain) throw missing;
  return outcome.value;
}

/** Tries in this order: an error's card, the answer to a question about accounts, a follow-up, a word of help. */
async function respond(
  rooms: Rooms,
  post: Post,
  reader: Reader,
  { reason, run, fileProblems }: { reason: Reason; run: Run; fileProblems: string[] },
): Promise<Outcome> {
  const { slack, inbox, memory } = rooms;
  const { knowledge } = rooms.expertise;
  const addressed = reason === 'addressed';
  const paste = addressed ? read(post.text, knowledge) : readUnasked(post.text, knowledge);
  const thread = threadErrors(slack, post, knowledge);
  const marked = <T>(work: () => Promise<T>) => whileMarked(slack, post, run.killed, work);
  const key = onceKey({ kind: 'reply', post: { teamId: slack.teamId, ...post } });
  const earlier = await inbox.findPosted(key);
  const answeredBefore = post.edited !== null && earlier !== null;
  const to = { ...post, earlier };

  async function react(name: string): Promise<Outcome> {
    await slack.react(post, name);
    return 'reacted';
  }

  async function answerPaste(found: ReadPaste, unasked: boolean): Promise<Outcome> {
    const answer = await marked(() => errorForReader(rooms, found, reader));
    return await deliver(rooms, to, { ...answer, problems: fileProblems }, unasked ? 'unasked' : 'thread');
  }

  if (addressed ? !isEmpty(paste) : speaksUp(paste, knowledge)) {
    const unasked = reason === 'watched' || reason === 'thread';
    // In a quiet channel a bulb says that there is an answer for anybody who asks.
    if (unasked && !answeredBefore && (await memory.settings.channel(post.channel)).quiet)
      return await react('bulb');
    const inThread = !addressed && post.inThread && !post.edited;
    if (inThread && (await thread.wereAnswered(paste.errors))) return 'silent';
    return await answerPaste(paste, unasked);
  }
  if (answeredBefore || (!addressed && reason !== 'asker')) return 'silent';
  const question = isEmpty(paste) ? accountQuestion(post.text, { addressed }) : null;
  if (question)
    return await deliverCard(rooms, to, await marked(() => accountsForReader(rooms, question, reader)));
  if (post.inThread || addressed) {
    const next = await marked(() => onFollowUp(rooms, post, reader, { addressed, thread }));
    if (next === 'nod') return await react('thumbsup');
    if (next && 'answer' in next) return await deliver(rooms, to, next, 'thread');
    if (next) return await deliverCard(rooms, to, next);
  }
  if (!addressed) return 'silent';
  const opening = post.inThread && post.mentioned ? await thread.opening() : null;
  const ofOpening = opening?.paste.errors.length ? opening.paste : null;
  const problems = fileProblems.length > 0 || ofOpening ? fileProblems : (opening?.problems ?? []);
  if (problems.length > 0)
    return await deliverCard(rooms, to, { card: [{ kind: 'text', text: problems.join(' ') }] });
  return await answerPaste(ofOpening ?? paste, false);
}

/** Tells the author alone, once for each version of the post, to replace the secrets in a post. Throws when Slack could not be asked. */
async function warnOfSecrets(rooms: Rooms, post: Post, kinds: string[]): Promise<void> {
  const { channel, user, inThread, threadTs, edited } = post;
  if (kinds.length === 0 || !user) return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message and replace the secret where it was issued.`;
  const key = {
    kind: 'warning',
    post: { teamId: rooms.slack.teamId, ...post },
    version: edited ?? '',
  } as const;
  const aside = { channel, user, ...(inThread ? { threadTs } : {}) };
  await tellOnce(rooms, key, aside, async () => ({ text }));
}
