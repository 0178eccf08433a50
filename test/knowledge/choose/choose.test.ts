import { describe, expect, it } from 'vitest';
import type { Fact, FactName, FactValues } from '../../../src/atlassian/fact.ts';
import { choose } from '../../../src/knowledge/choose/choose.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';

const article = loadKnowledge().articles.find(({ id }) => id === 'email-held-by-another-account');
if (!article) throw new Error('the seed article is missing');

type Values = { [K in FactName]?: FactValues[K] | 'unknown' };

const origin = { source: 'test', checkedAt: '2026-11-26T10:00:00Z' };
const facts = (values: Values): Fact[] =>
  Object.entries(values).map(
    ([name, value]) =>
      (value === 'unknown'
        ? { name, value, ...origin, complete: false, reason: 'time-out' }
        : { name, value, ...origin, complete: true }) as Fact,
  );
const branchFor = (values: Values) => choose(article, facts(values)).branch?.id ?? null;

const link = (atlassianAccountId?: string | null) => ({
  scimUserId: 's',
  directoryId: 'd',
  ...(atlassianAccountId === undefined ? {} : { atlassianAccountId }),
});
const holder: Values = {
  accountsFound: 1,
  accountId: 'a1',
  accountStatus: 'active',
  forDeletion: false,
  emailVerified: true,
  claimStatus: 'managed',
  scimLinks: [],
};

const nobody: Values = { accountsFound: 0, scimLinks: [] };
const refusal = (emailChangeRefusal: string): Values => ({ emailChangeAllowed: false, emailChangeRefusal });

describe('one row, one branch', () => {
  it.each<[string, Values, string]>([
    ['several hits', { accountsFound: 2, scimLinks: [] }, 'several-accounts'],
    [
      'marked for deletion by its status',
      { ...holder, accountStatus: 'for_deletion' },
      'marked-for-deletion',
    ],
    ['marked for deletion by its flag', { ...holder, forDeletion: true }, 'marked-for-deletion'],
    [
      'unmanaged in a domain of ours',
      { ...holder, claimStatus: 'unmanaged', domainStatus: 'verified' },
      'unmanaged',
    ],
    [
      'unmanaged in a domain we have not verified',
      { ...holder, claimStatus: 'unmanaged', domainStatus: 'missing_token' },
      'unmanaged-domain-not-verified',
    ],
    [
      'unmanaged in a domain we do not list',
      { ...holder, claimStatus: 'unmanaged', domainStatus: 'not-listed' },
      'unmanaged-other-domain',
    ],
    ['refused by Google', { ...holder, ...refusal('externalDirectory.google') }, 'google-managed'],
    ['refused by a SAML policy', { ...holder, ...refusal('authPolicy.saml') }, 'saml-policy'],
    ['refused because it is synced', { ...holder, ...refusal('externalDirectory.scim') }, 'synced'],
    ['refused for another reason', { ...holder, ...refusal('blocked.exportControl') }, 'change-refused'],
    ['synced under another address', { ...holder, accountScimLinks: [link('a1')] }, 'synced'],
    [
      'nothing stands against it',
      { ...holder, accountScimLinks: [], emailChangeAllowed: true },
      'local-holder',
    ],
    ['unverified', { ...holder, emailVerified: false }, 'unverified'],
    ['synced', { ...holder, scimLinks: [link('a1')] }, 'synced'],
    ['local holder', holder, 'local-holder'],
    ['local holder, suspended', { ...holder, accountStatus: 'suspended' }, 'local-holder'],
    ['a deactivated holder', { ...holder, accountStatus: 'deactivated' }, 'deactivated'],
    ['local holder, not invited', { ...holder, accountStatus: 'not_invited' }, 'local-holder'],
    ['local holder with a stale record (C02)', { ...holder, scimLinks: [link(null)] }, 'stale-record'],
    ['orphaned SCIM record', { accountsFound: 0, scimLinks: [link(null)] }, 'orphaned-record'],
    ['no hit, our domain', { ...nobody, domainStatus: 'verified' }, 'not-found-here'],
    ['no hit, unverified domain', { ...nobody, domainStatus: 'unverified' }, 'not-found-unverified-domain'],
    ['no hit, domain of others', { ...nobody, domainStatus: 'not-listed' }, 'not-found-other-domain'],
    ['no hit, public mail', { ...nobody, domainStatus: 'public-mail' }, 'not-found-public-mail'],
    [
      'unmanaged at a public mail provider',
      { ...holder, claimStatus: 'unmanaged', domainStatus: 'public-mail' },
      'unmanaged-other-domain',
    ],
  ])('%s', (_row, values, branch) => {
    expect(branchFor(values)).toBe(branch);
  });
});

describe('combinations keep the order', () => {
  it.each<[string, Values, string]>([
    [
      'deletion before unmanaged',
      { ...holder, accountStatus: 'for_deletion', claimStatus: 'unmanaged' },
      'marked-for-deletion',
    ],
    [
      'deletion before unverified and synced',
      { ...holder, forDeletion: true, emailVerified: false, scimLinks: [link('a1')] },
      'marked-for-deletion',
    ],
    [
      'unmanaged before unverified',
      { ...holder, claimStatus: 'unmanaged', emailVerified: false, domainStatus: 'verified' },
      'unmanaged',
    ],
    ['unverified before synced', { ...holder, emailVerified: false, scimLinks: [link('a1')] }, 'unverified'],
    ['a link to the holder beside a stale one', { ...holder, scimLinks: [link(null), link('a1')] }, 'synced'],
    [
      'synced and deactivated',
      { ...holder, accountStatus: 'deactivated', scimLinks: [link('a1')] },
      'synced-deactivated',
    ],
    [
      'several hits before all else',
      { ...holder, accountsFound: 2, claimStatus: 'unmanaged' },
      'several-accounts',
    ],
  ])('%s', (_row, values, branch) => {
    expect(branchFor(values)).toBe(branch);
  });
});

describe('what the table does not hold, or what is unknown, stays undecided', () => {
  it.each<[string, Values]>([
    ['nothing known', {}],
    ['the search failed', { accountsFound: 'unknown', scimLinks: [] }],
    ['verification unknown', { ...holder, emailVerified: 'unknown' }],
    ['management unknown', { ...holder, claimStatus: 'unknown' }],
    ['management of an unseen kind', { ...holder, claimStatus: 'partly' }],
    ['status and flag unknown', { ...holder, accountStatus: 'unknown', forDeletion: 'unknown' }],
    ['status unknown, not marked', { ...holder, accountStatus: 'unknown' }],
    ['status of an unseen kind', { ...holder, accountStatus: 'frozen' }],
    ['links unknown', { ...holder, scimLinks: 'unknown' }],
    ['a link to another account', { ...holder, scimLinks: [link('a2')] }],
    ['a link that names no account', { ...holder, scimLinks: [link()] }],
    ['no hit, but a link to an account', { accountsFound: 0, scimLinks: [link('a2')] }],
    ['no hit, domain unknown', nobody],
    ['no hit, links unknown', { accountsFound: 0, scimLinks: 'unknown' }],
  ])('%s', (_name, values) => {
    expect(branchFor(values)).toBeNull();
  });

  it('names the missing fact and keeps only the branches not ruled out', () => {
    const { emailVerified: _, ...rest } = holder;
    expect(choose(article, facts(rest))).toMatchObject({
      branch: null,
      missing: ['emailVerified'],
      remaining: [{ id: 'local-holder' }, { id: 'unverified' }],
    });
  });

  it.each<[string, Values, FactName[]]>([
    ['the links, and nothing that nobody asked for', { ...holder, scimLinks: 'unknown' }, ['scimLinks']],
    [
      'records of the account that were asked for',
      { ...holder, accountScimLinks: 'unknown' },
      ['accountScimLinks'],
    ],
    [
      'why a change is refused, once it is',
      { ...holder, emailChangeAllowed: false, emailChangeRefusal: 'unknown' },
      ['emailChangeRefusal'],
    ],
    ['a link that names no account', { ...holder, scimLinks: [link()] }, ['scimLinks']],
  ])('names what is missing: %s', (_what, values, missing) => {
    expect(choose(article, facts(values))).toMatchObject({ branch: null, missing });
  });
});
