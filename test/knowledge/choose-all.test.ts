import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose } from '../../src/knowledge/choose.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import type { Fact, FactName } from '../../src/tools/fact.ts';

const article = loadKnowledge().articles.find(({ decision }) => decision === 'address-holder');
if (!article) throw new Error('the article with the table is missing');
const origin = { source: 'test', checkedAt: '2026-11-26T10:00:00Z' };
const link = (atlassianAccountId?: string | null) => ({
  scimUserId: 's',
  directoryId: 'd',
  ...(atlassianAccountId === undefined ? {} : { atlassianAccountId }),
});

/** Every value that makes a difference, and some that nobody has documented. */
const VALUES: Partial<Record<FactName, unknown[]>> = {
  accountsFound: [0, 1, 2],
  accountId: ['a1'],
  accountStatus: ['active', 'for_deletion', 'undocumented'],
  forDeletion: [true, false],
  emailVerified: [true, false],
  claimStatus: ['managed', 'unmanaged', 'undocumented'],
  scimLinks: [[], [link('a1')], [link(null)], [link()], [link('other')]],
  accountScimLinks: [[], [link('a1')]],
  emailChangeAllowed: [true, false],
  emailChangeRefusal: [
    'externalDirectory.scim',
    'externalDirectory.google',
    'authPolicy.saml',
    'undocumented',
  ],
  domainStatus: ['verified', 'unverified', 'not-listed', 'undocumented'],
};
const NAMES = Object.keys(VALUES) as FactName[];
/** `null`: asked for in vain; `undefined`: not asked for. */
type World = { [K in FactName]?: unknown };

const factsOf = (world: World): Fact[] =>
  Object.entries(world).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (value === null)
      return [{ name, value: 'unknown', ...origin, complete: false, reason: 'time-out' } as Fact];
    return [{ name, value, ...origin, complete: true } as Fact];
  });
const branchOf = (world: World) => choose(article, factsOf(world)).branch?.id ?? null;

/** The flag and the composite status say the same of one account; worlds in which they do not are none. */
const agrees = ({ forDeletion, accountStatus }: World) => forDeletion === (accountStatus === 'for_deletion');
const whole = fc
  .record(Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...(VALUES[name] ?? []))])))
  .filter(agrees);
const partly = fc.record(
  Object.fromEntries(NAMES.map((name) => [name, fc.constantFrom(...(VALUES[name] ?? []), null, undefined)])),
);
const RUNS = { numRuns: 20_000 };

describe('whatever is known', () => {
  it('one branch, or undecided with the branches that are left and the facts that are missing', () => {
    fc.assert(
      fc.property(partly, (world) => {
        const choice = choose(article, factsOf(world));
        if (choice.branch) return article.branches.includes(choice.branch);
        return (
          choice.remaining.length > 0 &&
          choice.missing.every((name) => world[name] === undefined || world[name] === null)
        );
      }),
      RUNS,
    );
  });

  it('learning more never turns a decided branch into another, except that a refused change is learned of', () => {
    fc.assert(
      fc.property(whole, fc.subarray(NAMES), (world, forgotten) => {
        const partial = { ...world, ...Object.fromEntries(forgotten.map((name) => [name, null])) };
        const before = branchOf(partial);
        const after = branchOf(world);
        // The permission map needs a key of its own; not knowing it counts as "not refused" (choose.ts).
        const refusalLearned =
          world.emailChangeAllowed === false &&
          forgotten.some((name) => name === 'emailChangeAllowed' || name === 'emailChangeRefusal');
        return before === null || before === after || refusalLearned;
      }),
      RUNS,
    );
  });

  it('a missing permission map leaves every row decided that is decided without one', () => {
    fc.assert(
      fc.property(whole, fc.constantFrom(null, undefined), (world, unknown) => {
        const allowed = branchOf({ ...world, emailChangeAllowed: true, emailChangeRefusal: undefined });
        return (
          allowed === null ||
          branchOf({ ...world, emailChangeAllowed: unknown, emailChangeRefusal: unknown }) === allowed
        );
      }),
      RUNS,
    );
  });

  it.each<[string, World & { branch: string }]>([
    [
      'resend the verification mail, only when it is known to be unverified',
      { branch: 'unverified', emailVerified: false },
    ],
    [
      'change the address, only when it is known to be managed',
      { branch: 'local-holder', claimStatus: 'managed' },
    ],
    [
      'claim the account, only when the domain is known to be verified',
      { branch: 'unmanaged', domainStatus: 'verified' },
    ],
    [
      'cancel the deletion, only when exactly one account is known',
      { branch: 'marked-for-deletion', accountsFound: 1 },
    ],
  ])('%s', (_what, { branch, ...needs }) => {
    fc.assert(
      fc.property(
        partly,
        (world) =>
          branchOf(world) !== branch ||
          Object.entries(needs).every(([name, value]) => world[name as FactName] === value),
      ),
      RUNS,
    );
  });

  it('every branch is reached', () => {
    const reached = new Set<string | null>();
    fc.assert(
      fc.property(whole, (world) => void reached.add(branchOf(world))),
      RUNS,
    );
    expect(article.branches.map(({ id }) => id).filter((id) => !reached.has(id))).toEqual([]);
  });
});
