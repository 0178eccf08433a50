import { type AddressFacts, accountCard, accountTable, questionNote } from '../card/account-card.ts';
import type { CardPart } from '../card/card-part.ts';
import { whyNotWords } from '../card/why-not-words.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import type { AccountQuestion } from '../knowledge/talk/account-question.ts';
import type { Reader } from './error-for-reader.ts';
import type { Rooms } from './rooms.ts';

const ABOUT_ONE: LookUpName[] = [
  'account-by-email',
  'scim-links',
  'scim-links-of-account',
  'scim-record',
  'may-edit',
  'domain-status',
  'directories',
  'organisation',
];
const ABOUT_MANY: LookUpName[] = ['account-by-email', 'scim-links'];

const SENT_ALONE: CardPart = {
  kind: 'text',
  text: 'Account facts are not shown to a whole channel. I send them to you alone.',
};

/**
 * "Who holds this address?" -> the account card, or one table for several. Facts appear only where the person who asked may see
 * them and nobody else reads, as for errors. `aside`: the facts for that person alone, where the place shows none.
 */
export async function accountsForReader(
  { slack, sight, expertise }: Pick<Rooms, 'slack' | 'sight' | 'expertise'>,
  question: AccountQuestion,
  { person, place }: Reader,
): Promise<{ card: CardPart[]; aside: (() => Promise<CardPart[]>) | null }> {
  if (question.addresses.length === 0) return { card: questionNote(question), aside: null };
  const may = await sight.maySeeFacts(person, place);
  if (may !== 'yes' || person.user === null) {
    const { unavailable } = whyNotWords(may === 'yes' ? 'nobody asked' : may);
    return { card: [{ kind: 'text', text: `I looked nothing up, because ${unavailable}.` }], aside: null };
  }
  const lookUp = expertise.lookUpFor({ teamId: slack.teamId, user: person.user });
  const facts = async () => {
    const names = question.addresses.length > 1 ? ABOUT_MANY : ABOUT_ONE;
    const rows = await Promise.all(
      question.addresses.map(async (address) => ({ address, facts: await lookUp(names, address) })),
    );
    return [...cardOfRows(rows, expertise.orgId), ...questionNote(question)];
  };
  return (await sight.mayShowFacts(place)) === 'yes'
    ? { card: await facts(), aside: null }
    : { card: [SENT_ALONE], aside: facts };
}

function cardOfRows(rows: AddressFacts[], orgId: string | undefined): CardPart[] {
  const [first, ...others] = rows;
  if (!first) return [];
  return others.length === 0 ? accountCard(first, orgId) : accountTable(rows);
}
