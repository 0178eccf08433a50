import { describe, expect, it } from 'vitest';
import { knownFact, unknownFact } from '../../src/atlassian/fact.ts';
import { factLines, valueWords } from '../../src/card/fact-words.ts';
import { CHECKED, factsOf } from './cards.ts';

const record = (atlassianAccountId?: string | null, active?: boolean) => ({
  scimUserId: 's1',
  ...(active === undefined ? {} : { active }),
  ...(atlassianAccountId === undefined ? {} : { atlassianAccountId }),
});
const link = (atlassianAccountId?: string | null) => ({ ...record(atlassianAccountId), directoryId: 'd' });

describe('a checked value in words', () => {
  it.each([
    [factsOf({ emailVerified: true }), 'yes'],
    [factsOf({ emailVerified: false }), 'no'],
    [factsOf({ claimStatus: 'managed' }), 'yes'],
    [factsOf({ claimStatus: 'unmanaged' }), 'no'],
    [factsOf({ claimStatus: 'a_new_one' }), 'a new one'],
    [factsOf({ claimStatus: 'constructor' }), 'constructor'],
    [factsOf({ accountStatus: 'not_invited' }), 'not invited'],
    [factsOf({ domainStatus: 'not-listed' }), 'not a domain of your organisation'],
    [factsOf({ domainStatus: 'public-mail' }), 'a public mail provider'],
    [factsOf({ domainStatus: 'verified' }), 'verified by your organisation'],
    [factsOf({ emailChangeRefusal: 'externalDirectory.scim' }), 'an identity provider syncs it'],
    [factsOf({ emailChangeRefusal: 'blocked.exportControl' }), 'blocked.exportControl'],
    [factsOf({ directoryNames: ['A', 'B'] }), 'A, B'],
    [factsOf({ directoryNames: [] }), 'none'],
    [factsOf({ scimLinks: [] }), 'none'],
    [
      factsOf({ scimLinks: [link('a'), link(null), link(null)] }),
      '3 (1 linked to an account, 2 not linked to one)',
    ],
    [factsOf({ accountScimLinks: [link('a')] }), '1 (1 linked to an account)'],
    [factsOf({ scimLinks: [link()] }), '1'],
    [factsOf({ scimRecord: null }), 'none'],
    [factsOf({ scimRecord: record('a1', true) }), 's1, active, linked to account a1'],
    [factsOf({ scimRecord: record(null, false) }), 's1, inactive, not linked to an account'],
    [factsOf({ scimRecord: record() }), 's1'],
  ])('%j', ([fact], words) => {
    expect(fact && valueWords(fact)).toBe(words);
  });
});

describe('facts as lines', () => {
  it('one line for each source and minute, what decides first', () => {
    const later = { ...CHECKED, checkedAt: '2026-11-26T10:21:00.000Z' };
    const facts = [
      knownFact('organisationName', 'Example', later),
      knownFact('emailVerified', true, CHECKED),
      knownFact('accountsFound', 1, CHECKED),
    ];
    expect(factLines(facts)).toEqual([
      'user search (checked 10:20 UTC): accounts with this address in your organisation: 1; e-mail verified: yes',
      'user search (checked 10:21 UTC): organisation: Example',
    ]);
  });

  it('what could not be checked comes last, one line for each reason, without a second full stop', () => {
    const facts = [
      unknownFact('accountsFound', 'it failed.', CHECKED),
      unknownFact('scimLinks', 'it failed', CHECKED),
      ...factsOf({ domainStatus: 'verified' }),
    ];
    expect(factLines(facts).slice(1)).toEqual([
      'Could not check, because it failed: accounts with this address in your organisation; SCIM records with this address',
    ]);
  });

  it('what others wrote never becomes a link', () => {
    expect(factLines(factsOf({ directoryNames: ['https://evil.example'] })).join()).not.toContain('https://');
  });
});
