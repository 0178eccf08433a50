import { type Answer, diagnose, read, withFacts } from '../../src/answer.ts';
import { type Fact, type FactValues, knownFact, unknownFact } from '../../src/atlassian/fact.ts';
import type { CardPart } from '../../src/card/card-part.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';

const knowledge = loadKnowledge();

export const CHECKED = { source: 'user search', checkedAt: '2026-11-26T10:20:30.000Z' };

/** Facts by name; those in `missing` could not be had. */
export function factsOf(values: Partial<FactValues>, missing: (keyof FactValues)[] = []): Fact[] {
  return [
    ...Object.entries(values).map(
      ([name, value]) => knownFact(name as keyof FactValues, value as never, CHECKED) as Fact,
    ),
    ...missing.map((name) => unknownFact(name, 'Atlassian did not answer in time', CHECKED) as Fact),
  ];
}

/** A managed and verified account that nothing holds back. */
export const HOLDER = {
  accountsFound: 1,
  accountId: '557058:a/b',
  accountStatus: 'active',
  forDeletion: false,
  emailVerified: true,
  claimStatus: 'managed',
  scimLinks: [],
} satisfies Partial<FactValues>;

/** What is answered to a text when these are the facts. */
export async function answerTo(text: string, facts: Fact[] = []): Promise<Answer> {
  return withFacts(await diagnose(read(text, knowledge), knowledge), async () => facts);
}

/** An error in SCIM's own form. */
export const scimError = (status: number, detail: string, scimType?: string): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
    ...(scimType && { scimType }),
  });

/** The parts of one kind. */
export function partsOf<K extends CardPart['kind']>(card: CardPart[], kind: K) {
  return card.filter((part): part is Extract<CardPart, { kind: K }> => part.kind === kind);
}
