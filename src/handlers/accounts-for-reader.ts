import { accountCard, accountTable, questionNote } from '../card/account-card.ts';
import { whyNotWords } from '../card/why-not-words.ts';
import { LOOK_UP_NAMES, type LookUpName } from '../knowledge/article/article.ts';
import type { AccountQuestion } from '../knowledge/talk/account-question.ts';
import type { Reader } from '../sight/reader.ts';
import type { Shown } from './message/deliver.ts';
import type { Rooms } from './rooms.ts';

/** For several addresses, fewer look-ups are made. */
const ABOUT_MANY: LookUpName[] = ['account-by-email', 'scim-links'];

const SENT_ALONE = 'I do not show account facts to a whole channel. I am sending them to you privately.';

/**
 * "Who holds this address?" -> the account card, or one table for several addresses. As for errors, facts appear only where the
 * person who asked may see them and nobody else reads; in other places they are sent to that person alone.
 */
export async function accountsForReader(
  { slack, sight, expertise }: Rooms,
  question: AccountQuestion,
  { person, place }: Reader,
): Promise<Shown> {
  if (question.addresses.length === 0) return { card: questionNote(question) };
  const may = await sight.maySeeFacts(person, place);
  if (may !== 'yes' || person.user === null) {
    const { unavailable } = whyNotWords(may === 'yes' ? 'nobody asked' : may);
    return {
      card: [{ kind: 'text', text: `I did not look anything up, because ${unavailable}.` }],
    };
  }
  const lookUp = expertise.lookUpFor({ teamId: slack.teamId, user: person.user });
  const facts = async () => {
    const names = question.addresses.length > 1 ? ABOUT_MANY : LOOK_UP_NAMES;
    const rows = await Promise.all(
      question.addresses.map(async (address) => ({ address, facts: await lookUp(names, address) })),
    );
    const [first, ...others] = rows;
    const card = first && others.length === 0 ? accountCard(first, expertise.orgId) : accountTable(rows);
    return [...card, ...questionNote(question)];
  };
  if ((await sight.mayShowFacts(place)) === 'yes') return { card: await facts() };
  return { card: [{ kind: 'text', text: SENT_ALONE }], aside: facts };
}
