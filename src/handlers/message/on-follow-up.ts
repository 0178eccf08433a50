import { diagnose, read } from '../../answer.ts';
import { branchCard, termCard } from '../../card/card.ts';
import { supportCard } from '../../card/support-card.ts';
import type { Article } from '../../knowledge/article/article.ts';
import { followUpOf } from '../../knowledge/talk/follow-up.ts';
import type { Reader } from '../../sight/reader.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { type ErrorForReader, errorForReader, knowledgeFor } from '../error-for-reader.ts';
import { recordFeedback } from '../record-feedback.ts';
import type { Rooms } from '../rooms.ts';
import type { Shown } from './deliver.ts';
import { followUpByModel } from './follow-up-by-model.ts';
import type { ThreadErrors } from './thread-errors.ts';

const NOTHING_TO_CHECK =
  'I found no error in this thread to check again. Ask in the thread of the error, or paste the whole error here.';

/**
 * Answers a post without an error in the thread of an answered one: the same error looked up again, another branch, a word
 * explained, a nod for thanks. Null for anything else. `addressed`: it speaks to the bot, so a model may read what the rules do
 * not understand.
 */
export async function onFollowUp(
  rooms: Rooms,
  post: Post,
  reader: Reader,
  { addressed, thread }: { addressed: boolean; thread: ThreadErrors },
): Promise<ErrorForReader | Shown | 'nod' | null> {
  const last = post.inThread ? await thread.lastAnswered() : null;
  const { knowledge } = await knowledgeFor(rooms, reader);
  const chosen = last ? (await rooms.memory.threads.get(rooms.slack.teamId, post))?.chosen : undefined;
  const [first] = last ? (await diagnose(last.paste, knowledge, { chosen })).diagnoses : [];
  const article = first?.verdict.article ?? null;
  const found = followUpOf(post.text, article, rooms.expertise.glossary);
  switch (found?.kind) {
    case 'check-again':
      return last
        ? await errorForReader(rooms, last.paste, reader, { chosen, fresh: true })
        : { card: [{ kind: 'text', text: NOTHING_TO_CHECK }] };
    case 'branch': {
      const branch = article?.branches.find(({ id }) => id === found.branch);
      return article && branch ? { card: branchCard(article, branch) } : null;
    }
    case 'wrapper':
      return last
        ? await errorForReader(rooms, read(`${found.sentence}\n${last.text}`, knowledge), reader)
        : null;
    case 'thanks':
      if (!addressed) return null;
      if (found.solved && last) await recordSolved(rooms, post, reader, { ts: last.ts, article });
      return 'nod';
    case 'term':
      return { card: termCard(found) };
    case 'steps':
      return last ? await errorForReader(rooms, last.paste, reader, { chosen }) : null;
    case 'hand-over': {
      if (!first) return null;
      const { person, place } = reader;
      const personalData = place.alone && (await rooms.sight.maySeeFacts(person, place)) === 'yes';
      return { card: supportCard(first, { personalData }) };
    }
    default:
      return addressed && first ? await followUpByModel(rooms, post, reader, first) : null;
  }
}

/** Whoever may press "Solved" may say it, too. */
async function recordSolved(
  rooms: Rooms,
  { channel, threadTs }: Post,
  { person, place }: Reader,
  { ts, article }: { ts: string; article: Article | null },
): Promise<void> {
  const asker = (await rooms.memory.threads.get(rooms.slack.teamId, { channel, threadTs }))?.asker ?? null;
  if ((await rooms.sight.mayDecide(person, { direct: place.alone, asker })) !== 'yes') return;
  const card = { source: { channel, ts, threadTs }, kept: null, article: article?.id ?? null };
  await recordFeedback(rooms, card, { kind: 'solved' });
}
