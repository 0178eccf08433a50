import { describe, expect, it } from 'vitest';
import { diagnose, read, withFacts } from '../../src/answer.ts';
import { type Fact, knownFact } from '../../src/atlassian/fact.ts';
import { escalationCard, supportCard, supportPack } from '../../src/card/support-card.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { SEED } from '../knowledge/seed.ts';
import { partsOf } from './cards.ts';

const knowledge = loadKnowledge();
const origin = { source: 'Atlassian organisation, user search', checkedAt: '2026-11-26T10:00:00.000Z' };
const account = (claimStatus: string): Fact[] => [
  knownFact('accountsFound', 1, origin),
  knownFact('accountId', '557058:holder', origin),
  knownFact('accountStatus', 'active', origin),
  knownFact('forDeletion', false, origin),
  knownFact('emailVerified', true, origin),
  knownFact('claimStatus', claimStatus, origin),
  knownFact('scimLinks', [], origin),
];
const NOBODY: Fact[] = [knownFact('accountsFound', 0, origin), knownFact('scimLinks', [], origin)];

async function firstOf(text: string, facts: Fact[] = []) {
  const [first] = (await withFacts(await diagnose(read(text, knowledge), knowledge), async () => facts))
    .diagnoses;
  if (!first) throw new Error('no error was found');
  return first;
}
const packFor = async (text: string, facts?: Fact[], personalData = true) =>
  supportPack(await firstOf(text, facts), { personalData });
const error = (status: number, detail: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
  });

/** What Entra repeats by itself. */
const RETRIED =
  "Update User 'siobhan.kerr@example.com' in Example Chat\nStatus: Failure\nError code: Timeout";

describe('the support pack', () => {
  it('for an address held elsewhere asks for the fields that the page names, and the time', async () => {
    const pack = await packFor(SEED, account('managed'));
    expect(pack?.text).toMatchInlineSnapshot(`
      "Error: HTTP 409, uniqueness, Resource [USER]: with email[example@example.com] already exists.
      Resource: User
      Case: your organisation manages the account and no identity provider syncs it
      ObjectID of the person at the identity provider: 
      Old e-mail address: 
      New e-mail address: example@example.com
      Old userPrincipalName: 
      New userPrincipalName: 
      Time of the last error (with time zone): 
      Checked:
        - Atlassian organisation, user search (checked 10:00 UTC): accounts with this address in your organisation: 1; e-mail verified: yes; managed by your organisation: yes; marked for deletion: no; account status: active; account ID: 557058:holder; SCIM records with this address: none
      What we have done so far: "
    `);
  });

  it.each<[string, Fact[]]>([
    ['no account here, our domain', [...NOBODY, knownFact('domainStatus', 'verified', origin)]],
    ['no account here, domain of others', [...NOBODY, knownFact('domainStatus', 'not-listed', origin)]],
    [
      'not managed, in a domain that is not ours',
      [...account('unmanaged'), knownFact('domainStatus', 'not-listed', origin)],
    ],
  ])('%s: a request to the other organisation that claims no official form', async (_what, facts) => {
    const pack = await packFor(SEED, facts);
    expect(pack?.title).toBe('Request to the admins of the other organisation (no official form)');
    expect(pack?.text).toContain('example@example.com');
    expect(pack?.text).toContain('release the account from your organisation');
  });

  it('for readers from outside names nobody, and is the same whatever was found out', async () => {
    const unmanaged = [...account('unmanaged'), knownFact('domainStatus', 'not-listed', origin)];
    const packs = await Promise.all(
      [[], NOBODY, account('managed'), unmanaged].map((facts) => packFor(SEED, facts, false)),
    );
    expect(new Set(packs.map((pack) => JSON.stringify(pack))).size).toBe(1);
    expect(packs[0]?.text).not.toMatch(/@|557058|Case:|Checked:/);
    expect(packs[0]?.text).not.toContain('already exists');
    expect(packs[0]?.text).toContain('Error: HTTP 409, uniqueness');
    expect(packs[0]?.title).toBe('For the support team: SCIM error: duplicate-user');
  });

  it.each([
    'Cannot provision guest jane.doe_gmail.com#EXT#@acmecorp.onmicrosoft.com',
    'user jdoe7 is taken',
    'Error provisioning Jane Doe to the app',
    'Employee number 4711 is not unique',
    'SSN 123-45-6789',
    'asked by <@U0MEMBER>',
  ])('for readers from outside has no word of it: %s', async (detail) => {
    const scimType = detail.replace(/\W/g, '');
    const text = error(409, detail).replace('"status"', `"scimType":"${scimType}","status"`);
    const pack = JSON.stringify(await packFor(text, [], false));
    for (const name of ['jane', 'acmecorp', 'jdoe7', 'Jane', 'taken', '4711', '6789', 'U0MEMBER'])
      expect(pack).not.toContain(name);
    expect(pack).toContain('HTTP 409');
  });

  it('of a long error holds what a form takes', async () => {
    const pack = await packFor(error(501, `Bulk is not implemented${'!'.repeat(5000)}`));
    expect(pack?.text.length).toBeLessThan(3500);
  });

  it('for any other error: what was said, and what is to be added', async () => {
    const pack = await packFor(error(501, 'Bulk is not implemented'));
    expect(pack?.text).toContain('Error: HTTP 501, Bulk is not implemented');
    expect(pack?.text).toContain('Request or trace ID:');
    expect(pack?.text).not.toContain('ObjectID');
  });

  it('there is none where nobody has to act', async () => {
    expect(await packFor(RETRIED)).toBe(null);
  });
});

describe('what is handed to support', () => {
  it('is there to copy', async () => {
    expect(partsOf(supportCard(await firstOf(SEED), { personalData: true }), 'copy')).toHaveLength(1);
  });

  it('is nothing where nobody has to act, and that is said', async () => {
    expect(supportCard(await firstOf(RETRIED), { personalData: true })).toMatchObject([
      { kind: 'text', text: expect.stringContaining('nothing to hand over') },
    ]);
  });
});

describe('an escalation', () => {
  const by = 'U1';

  it('says who, what, and where the thread is', async () => {
    const card = escalationCard(await firstOf(SEED), {
      personalData: true,
      link: 'https://slack.example',
      by,
    });
    expect(card.map(({ kind }) => kind)).toEqual(['title', 'person', 'copy', 'links']);
    expect(JSON.stringify(card)).toContain('example@example.com');
  });

  it('without personal data says that it is left out', async () => {
    const card = escalationCard(await firstOf(SEED), { personalData: false, link: null, by });
    expect(card.map(({ kind }) => kind)).toEqual(['title', 'person', 'copy', 'note']);
    expect(partsOf(card, 'title')).toMatchObject([{ text: 'Escalated: SCIM error: duplicate-user' }]);
    expect(JSON.stringify(card)).not.toContain('example@example.com');
  });

  it('of what support cannot act on names the error', async () => {
    const card = escalationCard(await firstOf(RETRIED), { personalData: true, link: null, by });
    expect(partsOf(card, 'text')[0]?.text).toBe('no status given');
  });
});
