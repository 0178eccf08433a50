import type { Diagnosis } from '../../answer.ts';
import { branchCard, QUOTABLE, questionCard, quoteCard } from '../../card/card.ts';
import type { CardPart } from '../../card/card-part.ts';
import { supportCard } from '../../card/support-card.ts';
import { caseQuestion } from '../../knowledge/choose/choose.ts';
import { cutAtEdges, excerpt } from '../../knowledge/redact/excerpt.ts';
import { redactTogether } from '../../knowledge/redact/redact.ts';
import type { Offer } from '../../model/read-follow-up.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { accountsForReader } from '../accounts-for-reader.ts';
import type { Reader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import { type Next, shown } from './deliver.ts';

/** More of what was said is not shown to a model. */
const LONGEST_SAID = 3000;
const BY_MODEL: CardPart = {
  kind: 'note',
  text: 'A language model understood your words so; what stands here is the article. Check before acting.',
};

/**
 * A model's reading of what somebody said: it names a case, parts of the article, a question or the error's address, and
 * code does the rest, sight included. Null when there is no model, or nothing to be made of it.
 */
export async function followUpByModel(
  rooms: Rooms,
  post: Post,
  reader: Reader,
  diagnosis: Diagnosis,
): Promise<Next | null> {
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
    // Only the one that the error itself names: others stand in text that may say anything.
    addresses: (both.texts.join('\n').match(/<user-\d{1,6}@domain-\d{1,6}>/g) ?? []).filter(
      (placeholder) => both.restore(placeholder).toLowerCase() === error.address?.toLowerCase(),
    ),
  };
  const reaction = await model.followUp({ teamId: rooms.slack.teamId, user: post.user })(words, about, offer);
  switch (reaction.kind) {
    case 'branch': {
      const branch = article.branches.find(({ id }) => id === reaction.branch);
      return branch ? shown([...branchCard(article, branch), BY_MODEL]) : null;
    }
    case 'quote':
      return shown([...quoteCard(article, reaction.parts), BY_MODEL]);
    case 'question':
      return question ? shown([...questionCard(question), BY_MODEL]) : null;
    case 'look-up': {
      const addresses = [both.restore(reaction.address).toLowerCase()];
      const asked = { addresses, malformed: [], dropped: 0 };
      return { kind: 'card', ...(await accountsForReader(rooms, asked, reader)) };
    }
    case 'hand-over':
      return shown(supportCard(diagnosis, { personalData: false }));
    case 'none':
      rooms.log.info({ reason: reaction.reason }, 'a follow-up was not understood');
      return null;
  }
}
