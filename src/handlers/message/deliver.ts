import type { Answer } from '../../answer.ts';
import { answerButtons, type ButtonPlace } from '../../card/answer-buttons.ts';
import { shortCardOf } from '../../card/card.ts';
import type { CardPart } from '../../card/card-part.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { messageKey, type Source } from '../../slack/payloads/source.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { referenceValue } from '../button/card-reference.ts';
import type { ErrorForReader } from '../error-for-reader.ts';
import { replyOnce, tellOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import { isDeleted, isOver } from './is-over.ts';

/** What became of one request. */
export type Outcome = 'answered' | 'reacted' | 'updated' | 'done' | 'silent';

/** What to show in a thread, and privately to its asker. */
export type Shown = { card: CardPart[]; aside?: (() => Promise<CardPart[]>) | null };

/**
 * The message that is answered. Its author sees the private part. `earlier`: the `ts` of the card that an earlier run, or the post
 * before an edit, got. The new card replaces it, because it may know what that one did not.
 */
type Answered = Source & Pick<Post, 'user' | 'edited'> & { earlier: string | null };

/**
 * Posts the answer to an error in its thread, with its buttons, and shows the private part to the person who asked. `problems`: a
 * sentence for each file that could not be read.
 */
export async function deliver(
  rooms: Rooms,
  to: Answered,
  { answer, card, aside, problems = [] }: Omit<ErrorForReader, 'maySeeFacts'> & { problems?: string[] },
  place: ButtonPlace,
): Promise<Outcome> {
  const { slack, memory } = rooms;
  const { channel, ts, threadTs } = to;
  const [first] = answer.diagnoses;
  const article = first?.verdict.article ?? null;
  const byModel = first?.verdict.decidedBy === 'model';
  const source = { channel, ts, threadTs };
  const value = referenceValue({ source, kept: null, article: article?.id ?? null, byModel });
  const canEscalate = (await memory.settings.channel(channel)).escalateTo.length > 0;
  const buttons = (shown: Answer, where: ButtonPlace) =>
    answerButtons(shown, { value, place: where, canEscalate });
  const firstTs = place === 'unasked' && article ? await memory.bursts.firstOf(channel, article.id) : null;
  // In a burst of the same article, only the first answer is a full one; the others link to it.
  const link = firstTs && firstTs !== ts ? await slack.permalink({ channel, ts: firstTs }) : null;
  const outcome = await deliverCard(rooms, to, {
    card: [
      ...(link ? shortCardOf(answer, link) : card),
      ...problems.map((text) => ({ kind: 'note' as const, text })),
      ...buttons(answer, place),
    ],
    aside: aside
      ? async () => {
          const alone = await aside();
          return [...alone.card, ...buttons(alone.answer, 'aside')];
        }
      : null,
  });
  if (outcome === 'answered' && article && !link) await memory.bursts.answered(channel, article.id, ts);
  if ((outcome === 'answered' || outcome === 'updated') && first) {
    await memory.records.append('answered', {
      card: messageKey(slack.teamId, to),
      channel,
      article: article?.id ?? null,
      category: first.verdict.category,
      asked: place !== 'unasked',
    });
    // Remembered, so that no model is asked again.
    const chosen = byModel && article ? { article: article.id, by: 'model' as const } : undefined;
    await rememberChoice(memory.threads, slack.teamId, to, chosen);
  }
  return outcome;
}

/** Posts a card in the thread of a post, once, or replaces the earlier one. */
export async function deliverCard(rooms: Rooms, to: Answered, shown: Shown): Promise<Outcome> {
  const { slack, memory, inbox, shownCards } = rooms;
  const { channel, threadTs, user, edited, earlier } = to;
  const { aside } = shown;
  const message = slackMessage(shown.card);
  const post = { teamId: slack.teamId, ...to };
  const key = { kind: 'reply', post } as const;
  if (await isDeleted(inbox, post)) return 'silent';
  const reply = earlier ? { how: 'found', ts: earlier } : await replyOnce(rooms, to, key, message);
  if (!reply) return 'silent';
  const { ts } = reply;
  // What an earlier run posted may say less, or be about other words.
  if (reply.how === 'found' && !shownCards.isSame(`${channel}:${ts}`, message)) {
    if (!(await slack.update({ channel, ts }, message))) return 'silent';
  }
  shownCards.note(`${channel}:${ts}`, message);
  const known = await memory.threads.get(slack.teamId, to);
  if (!known || (known.muted && !earlier))
    await memory.threads.set(slack.teamId, to, { ...known, asker: known?.asker ?? user, muted: false });
  if (aside && user) {
    const once = { kind: 'aside', post, version: edited ?? '' } as const;
    await tellOnce(rooms, once, { channel, user, threadTs }, async () => {
      const alone = slackMessage(await aside());
      return (await isOver(inbox, post)) ? null : alone;
    });
  }
  return earlier && edited ? 'updated' : 'answered';
}
