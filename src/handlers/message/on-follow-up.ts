import { diagnose, read } from '../../answer.ts';
import { branchCard, termCard } from '../../card/card.ts';
import { supportCard } from '../../card/support-card.ts';
import { followUpOf } from '../../knowledge/talk/follow-up.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { errorForReader, knowledgeFor, type Reader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import { type Next, shown } from './deliver.ts';
import { followUpByModel } from './follow-up-by-model.ts';
import type { ThreadErrors } from './thread-errors.ts';

const NOTHING_TO_CHECK =
  'I found no error in this thread to check again. Say it in the thread of the error, or paste the error here, whole.';

/**
 * What somebody says in the thread of an answered error, without an error in it: the same error looked up again, another branch,
 * a word explained. `addressed`: it was said to the bot, and then a model may read what rules do not. Null for what is not
 * clearly one of these.
 */
export async function onFollowUp(
  rooms: Rooms,
  {
    post,
    reader,
    addressed,
    thread,
  }: { post: Post; reader: Reader; addressed: boolean; thread: ThreadErrors },
): Promise<Next | null> {
  const last = post.inThread ? await thread.lastAnswered() : null;
  const { knowledge } = await knowledgeFor(rooms, reader);
  const chosen = last ? (await rooms.memory.threads.get(rooms.slack.teamId, post))?.chosen : undefined;
  const [first] = last ? (await diagnose(last.errors, knowledge, { chosen })).diagnoses : [];
  const article = first?.verdict.article ?? null;
  const again = async (errors = last?.errors, options: { fresh?: boolean } = {}): Promise<Next | null> =>
    errors
      ? { kind: 'error', ...(await errorForReader(rooms, errors, reader, { chosen, ...options })) }
      : null;
  const found = followUpOf(post.text, article, rooms.expertise.glossary);
  switch (found?.kind) {
    case 'check-again':
      return last
        ? await again(last.errors, { fresh: true })
        : shown([{ kind: 'text', text: NOTHING_TO_CHECK }]);
    case 'branch': {
      const branch = article?.branches.find(({ id }) => id === found.branch);
      return article && branch ? shown(branchCard(article, branch)) : null;
    }
    case 'wrapper': {
      if (!last) return null;
      const errors = read(`${found.sentence}\n${last.text}`);
      return { kind: 'error', ...(await errorForReader(rooms, errors, reader)) };
    }
    case 'thanks':
      return addressed ? { kind: 'nod' } : null;
    case 'term':
      return shown(termCard(found));
    case 'steps':
      return await again();
    case 'hand-over': {
      if (!first) return null;
      const may =
        reader.place.alone && (await rooms.sight.maySeeFacts(reader.person, reader.place)) === 'yes';
      return shown(supportCard(first, { personalData: may }));
    }
    default:
      return addressed && first ? await followUpByModel(rooms, post, reader, first) : null;
  }
}
