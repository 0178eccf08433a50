import type { WebClient } from '@slack/web-api';
import { type AddressFacts, accountCard, accountTable, questionNote } from '../card/account-card.ts';
import type { CardPart } from '../card/card-part.ts';
import type { LookupName } from '../knowledge/article/article.ts';
import type { AccountQuestion } from '../knowledge/talk/account-question.ts';
import { type Reader, whoReads } from './error-for-reader.ts';
import type { Parts } from './parts.ts';

const ABOUT_ONE: LookupName[] = [
  'account-by-email',
  'scim-links',
  'scim-links-of-account',
  'scim-record',
  'may-edit',
  'domain-status',
  'directories',
  'organisation',
];
const ABOUT_MANY: LookupName[] = ['account-by-email', 'scim-links'];

/**
 * "Who holds this address?" -> the account card, or one table for several; facts only where the requester may see them and
 * nobody else reads, as for errors. `aside`: the facts for the requester alone, where the place shows none.
 */
export async function accountsForReader(
  client: WebClient,
  parts: Parts,
  question: AccountQuestion,
  reader: Reader,
  fresh = false,
): Promise<{ card: CardPart[]; aside: (() => Promise<CardPart[]>) | null }> {
  const { sight, everybody } = await whoReads(client, parts, reader);
  const facts = async () => {
    const requester = { teamId: reader.teamId, user: reader.user ?? '' };
    const lookUp = parts.lookUpFor(requester, fresh);
    const names = question.addresses.length > 1 ? ABOUT_MANY : ABOUT_ONE;
    const rows: AddressFacts[] = await Promise.all(
      question.addresses.map(async (address) => ({ address, facts: await lookUp(names, address) })),
    );
    const [first] = rows;
    const card =
      rows.length === 1 && first
        ? accountCard(first, parts.orgId)
        : rows.length > 1
          ? accountTable(rows)
          : [];
    return [...card, ...questionNote(question)];
  };
  if (question.addresses.length === 0) return { card: questionNote(question), aside: null };
  if (!sight.may || !reader.user) return { card: refusal(sight.why), aside: null };
  const here = reader.alone || (everybody && (await parts.settings.channel(reader.channel)).openFacts);
  if (here) return { card: await facts(), aside: null };
  return {
    card: [
      { kind: 'text', text: 'Account facts are not shown to a whole channel. I send them to you alone.' },
    ],
    aside: facts,
  };
}

function refusal(why: string): CardPart[] {
  return [{ kind: 'text', text: `I looked nothing up, because ${why}.` }];
}
