import type { WebClient } from '@slack/web-api';
import { diagnose, read } from '../../answer.ts';
import { branchCard, termCard } from '../../card/card.ts';
import { copyCard } from '../../card/support-card.ts';
import { followUpOf } from '../../knowledge/talk/follow-up.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { readWhole } from '../../slack/read/read-files.ts';
import { lastAnsweredError } from '../../slack/read/thread.ts';
import { errorForReader, type Reader, type Said, whoReads } from '../error-for-reader.ts';
import type { Parts } from '../parts.ts';
import type { Shown } from './deliver.ts';
import { onFollowUpByModel } from './on-follow-up-by-model.ts';

/** What a follow-up gets: the error answered anew, a card of its own, or a mere sign that it was read. */
export type Next = { said: Said } | (Shown & { said: null }) | 'a nod';

const NOTHING_TO_CHECK =
  'I found no error in this thread to check again. Say it in the thread of the error, or paste the error here, whole.';

/**
 * What somebody says in the thread of an answered error, without an error of its own: the same error looked up again, another
 * branch, a word explained; `addressed`: said to the bot, and then a model may read what rules do not. Null for what is not
 * clearly one of these.
 */
export async function onFollowUp(
  client: WebClient,
  parts: Parts,
  post: Post,
  reader: Reader,
  addressed: boolean,
): Promise<Next | null> {
  const last = post.inThread
    ? await lastAnsweredError(client, post, (message) =>
        readWhole(client, parts.files, parts.log, message).then(({ text: whole }) => whole),
      )
    : null;
  const { everybody, sight } = await whoReads(client, parts, reader);
  const knowledge = everybody ? parts.knowledge : parts.publicKnowledge;
  const errors = last?.errors ?? null;
  const chosen = errors ? (await parts.threads.get(post))?.chosen : undefined;
  const before = chosen ? { chosen } : {};
  const [first] = errors ? (await diagnose(errors, knowledge, { chosen })).diagnoses : [];
  const article = first?.verdict.article ?? null;
  const found = followUpOf(post.text, article, parts.glossary);
  switch (found?.kind) {
    case 'check-again':
      if (!errors) return shown([{ kind: 'text', text: NOTHING_TO_CHECK }]);
      return { said: await errorForReader(client, parts, errors, reader, { fresh: true, ...before }) };
    case 'branch': {
      const branch = article?.branches.find(({ id }) => id === found.branch);
      return article && branch ? shown(branchCard(article, branch)) : null;
    }
    case 'wrapper':
      return last
        ? { said: await errorForReader(client, parts, read(`${found.sentence}\n${last.text}`), reader) }
        : null;
    case 'thanks':
      return addressed ? 'a nod' : null;
    case 'term':
      return shown(termCard(found));
    case 'steps':
      return errors ? { said: await errorForReader(client, parts, errors, reader, before) } : null;
    case 'hand-over':
      return first ? shown(copyCard(first, { personalData: reader.alone && sight.may })) : null;
    default:
      return addressed && first ? await onFollowUpByModel(client, parts, post, reader, first) : null;
  }
}

/** A card for everybody in the thread. */
export function shown(card: Shown['card']): Next {
  return { said: null, card, aside: null };
}
