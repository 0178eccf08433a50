import { describe, expect, it } from 'vitest';
import { accountCard, accountTable, deepLinks, questionNote } from '../../src/card/account-card.ts';
import { factsOf, HOLDER, partsOf } from './cards.ts';

const address = 'jane@example.com';

describe('one address in one sentence', () => {
  it.each([
    ['nobody knows', factsOf({}, ['accountsFound']), 'I could not find out whether an account holds it.'],
    [
      'nobody',
      factsOf({ accountsFound: 0 }),
      /^No account with this address was found in your organisation\./,
    ],
    ['several', factsOf({ accountsFound: 2 }), '2 accounts show this address, which should not happen.'],
    [
      'one',
      factsOf({ ...HOLDER, accountScimLinks: [{ scimUserId: 's', directoryId: 'd' }] }),
      'One account holds it: managed by your organisation, verified, active, synced by an identity provider.',
    ],
    [
      'one without records',
      factsOf({ ...HOLDER, accountScimLinks: [] }),
      'One account holds it: managed by your organisation, verified, active.',
    ],
    [
      'one that is being deleted',
      factsOf({ ...HOLDER, claimStatus: 'unmanaged', emailVerified: false, forDeletion: true }),
      'One account holds it: unmanaged, not verified, marked for deletion.',
    ],
    [
      'one of which nothing is known',
      factsOf({ accountsFound: 1 }, ['emailVerified']),
      'One account holds it.',
    ],
  ])('%s', (_who, facts, words) => {
    const [, sentence] = accountCard({ address, facts }, undefined);
    expect(sentence).toMatchObject({
      text: typeof words === 'string' ? words : expect.stringMatching(words),
    });
  });
});

describe('several addresses in a table', () => {
  const rows = [
    { address: 'a@example.com', facts: factsOf(HOLDER) },
    { address: 'b@example.com', facts: factsOf({ accountsFound: 0 }, ['scimLinks']) },
    { address: 'c@example.com', facts: factsOf({}, ['accountsFound', 'scimLinks']) },
  ];
  const card = accountTable(rows);

  it('tells what does not apply from what is not known', () => {
    expect(partsOf(card, 'table')[0]?.rows).toEqual([
      ['a@example.com', '1', 'yes', 'yes', 'active', 'none'],
      ['b@example.com', '0', '–', '–', '–', 'not known'],
      ['c@example.com', 'not known', '–', '–', '–', 'not known'],
    ]);
  });

  it('says each reason once, and none where all is known', () => {
    expect(partsOf(card, 'list')).toMatchObject([{ items: ['Atlassian did not answer in time'] }]);
    expect(partsOf(accountTable(rows.slice(0, 1)), 'list')).toEqual([]);
  });
});

describe('what of a question was not looked up', () => {
  it('is said', () => {
    expect(questionNote({ malformed: ['jane@'], dropped: 3 })).toMatchObject([
      { text: 'jane@' },
      { text: expect.stringContaining('3 more were left out') },
    ]);
  });

  it('is nothing when all of it was', () => {
    expect(questionNote({ malformed: [], dropped: 0 })).toEqual([]);
  });
});

describe('the link to the account', () => {
  it('is encoded', () => {
    expect(deepLinks(factsOf({ accountId: '557058:a/b' }), 'org 1')).toMatchObject([
      { links: [{ url: 'https://admin.atlassian.com/o/org%201/users/557058%3Aa%2Fb' }] },
    ]);
  });

  it.each([
    ['an account that is not known', factsOf({}, ['accountId']), 'org-1'],
    ['no account', factsOf({ accountsFound: 0 }), 'org-1'],
    ['an organisation that is not known', factsOf({ accountId: 'a' }), undefined],
  ])('is not there for %s', (_what, facts, orgId) => {
    expect(deepLinks(facts, orgId)).toEqual([]);
  });
});
