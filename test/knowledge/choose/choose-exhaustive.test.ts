import { beforeAll, describe, expect, it } from 'vitest';
import type { Fact, FactName, FactValues } from '../../../src/atlassian/fact.ts';
import { choose } from '../../../src/knowledge/choose/choose.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';

const seed = loadKnowledge().articles.find(({ id }) => id === 'email-held-by-another-account');
if (!seed) throw new Error('the seed article is missing');
const article = seed;

const IN_VAIN = 'asked in vain';
type Values = { [K in FactName]?: FactValues[K] | typeof IN_VAIN };

const link = (id?: string | null) => ({
  scimUserId: 's',
  directoryId: 'd',
  ...(id === undefined ? {} : { atlassianAccountId: id }),
});
const refusal = (emailChangeRefusal: string): Values => ({ emailChangeAllowed: false, emailChangeRefusal });

/** Every fact that decides, and each kind of value it may have; the first of each is "not known". */
const AXES: Values[][] = [
  [{}, { accountsFound: 0 }, { accountsFound: 1 }, { accountsFound: 2 }],
  [{}, { accountId: 'a1' }],
  [{}, { accountStatus: 'active' }, { accountStatus: 'deactivated' }, { accountStatus: 'for_deletion' }],
  [{}, { forDeletion: false }, { forDeletion: true }],
  [{}, { emailVerified: true }, { emailVerified: false }],
  [{}, { claimStatus: 'managed' }, { claimStatus: 'unmanaged' }],
  [
    {},
    { domainStatus: 'verified' },
    { domainStatus: 'unverified' },
    { domainStatus: 'not-listed' },
    { domainStatus: 'public-mail' },
  ],
  [
    {},
    { scimLinks: [] },
    { scimLinks: [link('a1')] },
    { scimLinks: [link(null)] },
    { scimLinks: [link('a2')] },
    { scimLinks: [link()] },
  ],
  [
    { accountScimLinks: IN_VAIN },
    {},
    { accountScimLinks: [] },
    { accountScimLinks: [{ scimUserId: 's', directoryId: 'd', atlassianAccountId: 'a1' }] },
  ],
  [
    {},
    { emailChangeAllowed: true },
    { emailChangeAllowed: false, emailChangeRefusal: IN_VAIN },
    refusal('externalDirectory.scim'),
    refusal('externalDirectory.google'),
    refusal('authPolicy.saml'),
    refusal('administrative'),
  ],
];
const [RECORDS, PERMISSION] = [8, 9];
const size = AXES.reduce((product, { length }) => product * length, 1);
/** How far apart two combinations stand that differ by one in an axis. */
const strides = AXES.map((_, axis) =>
  AXES.slice(0, axis).reduce((product, { length }) => product * length, 1),
);
const digit = (i: number, axis: number) => Math.floor(i / (strides[axis] ?? 1)) % (AXES[axis]?.length ?? 1);
const valuesAt = (i: number): Values => Object.assign({}, ...AXES.map((axis, n) => axis[digit(i, n)]));

const origin = { source: 'test', checkedAt: '2026-11-26T10:00:00Z' };
const factsOf = (values: Values): Fact[] =>
  Object.entries(values).map(
    ([name, value]) =>
      (value === IN_VAIN
        ? { name, value: 'unknown', ...origin, complete: false, reason: 'time-out' }
        : { name, value, ...origin, complete: true }) as Fact,
  );

const NOT_FOUND: Record<string, string> = {
  verified: 'not-found-here',
  unverified: 'not-found-unverified-domain',
  'not-listed': 'not-found-other-domain',
  'public-mail': 'not-found-public-mail',
};

/** The same table as a person reads it, for a holder of whom everything is known. */
function expected(f: Values): string | null {
  const ids = (f.scimLinks as FactValues['scimLinks']).map(({ atlassianAccountId }) => atlassianAccountId);
  const free = ids.length > 0 && ids.every((id) => id === null);
  if (f.accountsFound === 2) return 'several-accounts';
  if (f.accountsFound === 0) {
    if (ids.length > 0) return free ? 'orphaned-record' : null;
    return NOT_FOUND[String(f.domainStatus)] ?? null;
  }
  if (f.accountStatus === 'for_deletion' || f.forDeletion) return 'marked-for-deletion';
  if (f.claimStatus === 'unmanaged') {
    if (f.domainStatus === 'verified') return 'unmanaged';
    return f.domainStatus === 'unverified' ? 'unmanaged-domain-not-verified' : 'unmanaged-other-domain';
  }
  if (!f.emailVerified) return 'unverified';
  const own = f.accountScimLinks;
  const reason = f.emailChangeRefusal;
  const deactivated = f.accountStatus === 'deactivated';
  if (ids.includes('a1') || own?.length === 1 || reason === 'externalDirectory.scim')
    return deactivated ? 'synced-deactivated' : 'synced';
  if (own === IN_VAIN || ids.includes(undefined) || reason === IN_VAIN) return null;
  if (free) return 'stale-record';
  if (reason === 'externalDirectory.google') return 'google-managed';
  if (reason === 'authPolicy.saml') return 'saml-policy';
  if (reason) return 'change-refused';
  if (ids.length > 0) return null;
  return deactivated ? 'deactivated' : 'local-holder';
}

/** The composite status and the flag of one account that say the opposite of each other. */
function contradicts(i: number): boolean {
  const { accountStatus, forDeletion } = valuesAt(i);
  return (
    accountStatus !== undefined &&
    forDeletion !== undefined &&
    (accountStatus === 'for_deletion') !== forDeletion
  );
}

/** The branch of every combination; null undecided. */
let branches: (string | null)[] = [];
beforeAll(() => {
  branches = Array.from({ length: size }, (_, i) => choose(article, factsOf(valuesAt(i))).branch?.id ?? null);
});

describe('every combination of known and unknown facts', () => {
  it('with everything known of the holder leads where a person reading the table would go', () => {
    const wrong: unknown[] = [];
    for (let i = 0; i < size; i += 1) {
      const known = AXES.every((_, axis) => axis >= RECORDS || digit(i, axis) > 0);
      if (known && branches[i] !== expected(valuesAt(i)))
        wrong.push([valuesAt(i), branches[i], expected(valuesAt(i))]);
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  it('reaches every branch', () => {
    expect(new Set(branches)).toEqual(new Set([null, ...article.branches.map(({ id }) => id)]));
  });

  it('a decided branch stays when a fact is learnt, save what its own records and the permission map add', () => {
    const flips = new Set<string>();
    for (let i = 0; i < size; i += 1) {
      const before = branches[i];
      if (!before) continue;
      for (const [axis, { length }] of AXES.entries()) {
        if (digit(i, axis) > 0 && !(axis === RECORDS && digit(i, axis) === 1)) continue;
        for (let value = digit(i, axis) + 1; value < length; value += 1) {
          const after = branches[i + (value - digit(i, axis)) * (strides[axis] ?? 1)];
          if (after !== before && !contradicts(i + (value - digit(i, axis)) * (strides[axis] ?? 1)))
            flips.add(`${axis >= RECORDS ? 'extra' : 'core'}: ${before} -> ${after}`);
        }
      }
    }
    expect([...flips].sort()).toEqual([
      'extra: change-refused -> null',
      'extra: change-refused -> synced',
      'extra: change-refused -> synced-deactivated',
      'extra: deactivated -> change-refused',
      'extra: deactivated -> google-managed',
      'extra: deactivated -> null',
      'extra: deactivated -> saml-policy',
      'extra: deactivated -> synced-deactivated',
      'extra: google-managed -> null',
      'extra: google-managed -> synced',
      'extra: google-managed -> synced-deactivated',
      'extra: local-holder -> change-refused',
      'extra: local-holder -> google-managed',
      'extra: local-holder -> null',
      'extra: local-holder -> saml-policy',
      'extra: local-holder -> synced',
      'extra: saml-policy -> null',
      'extra: saml-policy -> synced',
      'extra: saml-policy -> synced-deactivated',
      'extra: stale-record -> null',
      'extra: stale-record -> synced',
      'extra: stale-record -> synced-deactivated',
    ]);
  });

  it('an unknown permission map leaves no row open that is decided when the change is allowed', () => {
    const open: unknown[] = [];
    for (let i = 0; i < size; i += 1) {
      if (digit(i, PERMISSION) === 0 && branches[i] !== branches[i + (strides[PERMISSION] ?? 1)])
        open.push(valuesAt(i));
    }
    expect(open.slice(0, 3)).toEqual([]);
  });

  it('what stays undecided for want of a fact names it, and keeps a branch', () => {
    const nameless: unknown[] = [];
    for (let i = 0; i < size; i += 97) {
      const choice = choose(article, factsOf(valuesAt(i)));
      if (choice.branch) continue;
      const fitsNone = choice.remaining.length === article.branches.length;
      if (choice.remaining.length === 0 || (choice.missing.length === 0 && !fitsNone))
        nameless.push([valuesAt(i), choice.remaining.map(({ id }) => id)]);
    }
    expect(nameless.slice(0, 3)).toEqual([]);
  });
});

describe('a value of an open list that nobody here knows', () => {
  it.each<Values>([
    {
      accountsFound: 1,
      accountStatus: 'active',
      claimStatus: 'unmanaged',
      domainStatus: 'verified_unclaimed',
    },
    { accountsFound: 1, accountStatus: 'frozen', claimStatus: 'managed', emailVerified: true, scimLinks: [] },
    { accountsFound: 1, accountStatus: 'active', claimStatus: 'partly', emailVerified: false },
  ])('%o counts as not known', (values) => {
    const choice = choose(article, factsOf(values));
    expect(choice.branch).toBe(null);
    if (choice.branch) return;
    expect(choice.missing).not.toEqual([]);
    expect(choice.remaining.length).toBeLessThan(article.branches.length);
  });
});
