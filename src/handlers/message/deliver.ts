import type { Answer } from '../../answer.ts';
import { answerButtons, type ButtonPlace } from '../../card/answer-buttons.ts';
import { shortCardOf } from '../../card/card.ts';
import type { CardPart } from '../../card/card-part.ts';
import { onceKey } from '../../inbox/once-key.ts';
import { messageKey, type Source } from '../../slack/payloads/source.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { referenceValue } from '../button/card-reference.ts';
import { decidedByModel, type ErrorForReader } from '../error-for-reader.ts';
import { replyOnce, tellOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';

/** What became of one request. */
export type Outcome = 'answered' | 'reacted' | 'updated' | 'done' | 'silent';

/** What to show in a thread, and what to show one person alone. */
export type Shown = { card: CardPart[]; aside: (() => Promise<CardPart[]>) | null };

/** What comes next in an answered thread: the error answered anew, a card of its own, or a mere sign that something was read. */
export type Next = ({ kind: 'error' } & ErrorForReader) | ({ kind: 'card' } & Shown) | { kind: 'nod' };

/** A card for everybody in the thread. */
export function shown(card: CardPart[]): Next {
  return { kind: 'card', card, aside: null };
}

/** The message that is answered. */
export type Answered = Source & {
  /** who wrote it, and sees the private part; null: an integration bot */
  user: string | null;
  /** when its author changed it; null: never, or not known */
  edited: string | null;
  /** an earlier run of the same request may have posted a card that lacks what this one knows */
  mends: boolean;
};

type Needs = Pick<Rooms, 'slack' | 'inbox' | 'once' | 'memory' | 'log'>;

/**
 * Puts the answer to an error into its thread, with its buttons, and its private part before the person who asked. Where the post
 * was changed since it was answered, the earlier card is replaced.
 */
export async function deliver(
  rooms: Needs,
  to: Answered,
  { answer, card, aside }: Pick<ErrorForReader, 'answer' | 'card' | 'aside'>,
  place: ButtonPlace,
): Promise<Outcome> {
  const { settings, records, bursts, threads } = rooms.memory;
  const [first] = answer.diagnoses;
  const article = first?.verdict.article ?? null;
  const value = referenceValue({
    source: { channel: to.channel, ts: to.ts, threadTs: to.threadTs },
    kept: null,
    article: article?.id ?? null,
    byModel: first?.verdict.decidedBy === 'model',
  });
  const canEscalate = (await settings.channel(to.channel)).escalateTo.length > 0;
  const buttons = (shown: Answer, where: ButtonPlace) =>
    answerButtons(shown, { value, place: where, canEscalate });
  const link = place === 'unasked' && article ? await firstOfBurst(rooms, to, article.id) : null;
  const outcome = await deliverCard(rooms, to, {
    card: [...(link ? shortCardOf(answer, link) : card), ...buttons(answer, place)],
    aside: aside
      ? async () => {
          const alone = await aside();
          return [...alone.card, ...buttons(alone.answer, 'aside')];
        }
      : null,
  });
  if (outcome === 'answered' && article && !link) await bursts.answered(to.channel, article.id, to.ts);
  if ((outcome === 'answered' || outcome === 'updated') && first) {
    await records.append('answered', {
      card: messageKey(rooms.slack.teamId, to),
      channel: to.channel,
      article: article?.id ?? null,
      category: first.verdict.category,
      asked: place !== 'unasked',
    });
    await rememberChoice(threads, rooms.slack.teamId, to, decidedByModel(first.verdict));
  }
  return outcome;
}

/** The address of the first answer with this article in a burst, when that is another one; null: this answer is a full one. */
async function firstOfBurst(
  { slack, memory }: Pick<Rooms, 'slack' | 'memory'>,
  { channel, ts }: Source,
  article: string,
): Promise<string | null> {
  const first = await memory.bursts.firstOf(channel, article);
  return first && first !== ts ? await slack.permalink({ channel, ts: first }) : null;
}

/** Puts a card into the thread of a post: once, or in place of the earlier answer. */
export async function deliverCard(rooms: Needs, to: Answered, { card, aside }: Shown): Promise<Outcome> {
  const { slack, inbox, memory } = rooms;
  const post = { teamId: slack.teamId, ...to };
  const key = { kind: 'reply', post } as const;
  const earlier = to.edited || to.mends ? await inbox.findPosted(onceKey(key)) : null;
  if (earlier) {
    if (!(await slack.update({ channel: to.channel, ts: earlier }, slackMessage(card)))) return 'silent';
  } else {
    if (!(await replyOnce(rooms, to, key, slackMessage(card)))) return 'silent';
    const known = await memory.threads.get(slack.teamId, to);
    if (!known || known.muted)
      await memory.threads.set(slack.teamId, to, { ...known, asker: known?.asker ?? to.user, muted: false });
  }
  if (aside && to.user)
    await tellOnce(
      rooms,
      { kind: 'aside', post, version: to.edited ?? '' },
      { channel: to.channel, user: to.user, threadTs: to.threadTs },
      async () => slackMessage(await aside()),
    );
  return earlier ? 'updated' : 'answered';
}
