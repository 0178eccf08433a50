import type { Diagnosis } from '../../answer.ts';
import { branchCard, QUOTABLE, questionCard, quoteCard } from '../../card/card.ts';
import type { CardPart } from '../../card/card-part.ts';
import { supportCard } from '../../card/support-card.ts';
import { caseQuestion } from '../../knowledge/choose/choose.ts';
import { cutAtEdges, excerpt } from '../../knowledge/redact/excerpt.ts';
import { redactTogether } from '../../knowledge/redact/redact.ts';
import type { Offer } from '../../model/read-follow-up.ts';
import type { Reader } from '../../sight/reader.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { accountsForReader } from '../accounts-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import type { Shown } from './deliver.ts';

/** A model sees no more of a post than this (characters). */
const LONGEST_SAID = 3000;
const BY_MODEL: CardPart = {
  kind: 'note',
  text: 'A language model interpreted your message; the text above comes from the article. Check before acting.',
};

/**
 * A follow-up as a model understands it: it names a case, parts of the article, a question or the error's address, and code does
 * the rest, may-checks included. Null without a model, or when it made nothing of the post.
 */
export async function followUpByModel(
  rooms: Rooms,
  post: Post,
  reader: Reader,
  diagnosis: Diagnosis,
): Promise<Shown | null> {
  const { model } = rooms.expertise;
  const { error, choice } = diagnosis;
  const article = diagnosis.verdict.article;
  if ('unavailable' in model || !article || !post.user) return null;
  const both = redactTogether(
    [cutAtEdges(post.text, 0, LONGEST_SAID), excerpt(error)],
    [post.text, error.text],
  );
  const [words = '', about = ''] = both.texts;
  const question = choice ? caseQuestion(article, choice) : null;
  const offer: Offer = {
    branches: article.branches.map(({ id, when }) => ({ id, when })),
    parts: QUOTABLE.map(({ id, heading }) => ({ id, heading })),
    questions: question ? [{ id: 'which-case', text: question.text }] : [],
    // Only the address that the error itself names; the surrounding text may hold any other.
    addresses: (both.texts.join('\n').match(/<user-\d{1,6}@domain-\d{1,6}>/g) ?? []).filter(
      (placeholder) => both.restore(placeholder).toLowerCase() === error.address?.toLowerCase(),
    ),
  };
  const reaction = await model.followUp({ teamId: rooms.slack.teamId, user: post.user })(words, about, offer);
  switch (reaction.kind) {
    case 'branch': {
      const branch = article.branches.find(({ id }) => id === reaction.branch);
      return branch ? { card: [...branchCard(article, branch), BY_MODEL] } : null;
    }
    case 'quote':
      return { card: [...quoteCard(article, reaction.parts), BY_MODEL] };
    case 'question':
      return question ? { card: [...questionCard(question), BY_MODEL] } : null;
    case 'look-up': {
      const addresses = [both.restore(reaction.address).toLowerCase()];
      return await accountsForReader(rooms, { addresses, malformed: [], dropped: 0 }, reader);
    }
    case 'hand-over':
      return { card: supportCard(diagnosis, { personalData: false }) };
    case 'none':
      rooms.log.info({ reason: reaction.reason }, 'a follow-up was not understood');
      return null;
  }
}
