import type { Fact, FactName, FactValues } from '../tools/fact.ts';
import type { Article, Branch } from './article.ts';

/** True, false, or not known. */
type Known = boolean | null;
type Row = { branch: string; holds: (facts: Facts) => Known; needs: FactName[] };
type Facts = { [K in FactName]?: FactValues[K] };

const and = (...parts: Known[]): Known =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const or = (...parts: Known[]): Known => (parts.includes(true) ? true : parts.includes(null) ? null : false);
const is = <T>(value: T | undefined, test: (value: T) => boolean): Known =>
  value === undefined ? null : test(value);

const found = (n: number) => (facts: Facts) => is(facts.accountsFound, (count) => count === n);
const managed = (facts: Facts) =>
  and(
    found(1)(facts),
    is(facts.claimStatus, (status) => status === 'managed'),
  );
const verified = (facts: Facts) => is(facts.emailVerified, (value) => value);
const inStatus = (facts: Facts, ...statuses: string[]) =>
  is(facts.accountStatus, (status) => statuses.includes(status));
/** `forDeletion` and the composite status say the same; either is enough to know. */
const leaving = ({ forDeletion, accountStatus }: Facts): Known =>
  or(
    forDeletion ?? false,
    accountStatus === 'for_deletion',
    forDeletion === undefined && accountStatus === undefined ? null : false,
  );
/** A link whose account the answer left out may point anywhere. */
const unlinked = (facts: Facts) =>
  is(facts.scimLinks, (links) => links.length > 0)
    ? and(...(facts.scimLinks ?? []).map(({ atlassianAccountId: id }) => is(id, (linked) => linked === null)))
    : is(facts.scimLinks, () => false);
const linkedToHit = ({ scimLinks, accountId }: Facts) =>
  scimLinks
    ? or(
        false,
        ...scimLinks.map(({ atlassianAccountId: id }) =>
          id === undefined ? null : id === null ? false : is(accountId, (hit) => hit === id),
        ),
      )
    : null;
const noLinks = (facts: Facts) => is(facts.scimLinks, (links) => links.length === 0);

const HOLDER: FactName[] = ['accountsFound', 'claimStatus', 'emailVerified'];
const LOCAL = ['active', 'suspended', 'deactivated', 'not_invited'];

/**
 * Who holds the address, and which branch that leads to. Tried in this order; a row that cannot be ruled out for want of a
 * fact stops the search, so a branch is never chosen as if an unknown were false.
 */
const ADDRESS_HOLDER: Row[] = [
  { branch: 'several-accounts', holds: (f) => is(f.accountsFound, (n) => n > 1), needs: ['accountsFound'] },
  {
    branch: 'marked-for-deletion',
    holds: (f) => and(found(1)(f), leaving(f)),
    needs: ['accountsFound', 'accountStatus'],
  },
  {
    branch: 'unmanaged',
    holds: (f) =>
      and(
        found(1)(f),
        is(f.claimStatus, (s) => s === 'unmanaged'),
      ),
    needs: ['accountsFound', 'claimStatus'],
  },
  {
    branch: 'unverified',
    holds: (f) =>
      and(
        managed(f),
        is(f.emailVerified, (v) => !v),
      ),
    needs: HOLDER,
  },
  {
    branch: 'synced',
    holds: (f) => and(managed(f), verified(f), linkedToHit(f)),
    needs: [...HOLDER, 'scimLinks', 'accountId'],
  },
  {
    branch: 'local-holder',
    holds: (f) => and(managed(f), verified(f), noLinks(f), inStatus(f, ...LOCAL)),
    needs: [...HOLDER, 'accountStatus', 'scimLinks'],
  },
  {
    branch: 'stale-record',
    holds: (f) => and(managed(f), verified(f), unlinked(f), inStatus(f, ...LOCAL)),
    needs: [...HOLDER, 'accountStatus', 'scimLinks'],
  },
  {
    branch: 'orphaned-record',
    holds: (f) => and(found(0)(f), unlinked(f)),
    needs: ['accountsFound', 'scimLinks'],
  },
  {
    branch: 'not-found-here',
    holds: (f) => and(found(0)(f), noLinks(f)),
    needs: ['accountsFound', 'scimLinks'],
  },
];

const TABLES: Record<NonNullable<Article['decision']>, Row[]> = { 'address-holder': ADDRESS_HOLDER };

/** `branch`: the one that applies, or null with the facts that are missing and the branches not ruled out. */
export type Choice = { branch: Branch } | { branch: null; missing: FactName[]; remaining: Branch[] };

/** Article + facts -> the one branch of steps that applies, or undecided. An article without a table has no branch to choose. */
export function choose(article: Article, facts: Fact[]): Choice {
  const table = article.decision ? TABLES[article.decision] : [];
  const values = Object.fromEntries(
    facts.filter((fact) => fact.complete).map(({ name, value }) => [name, value]),
  ) as Facts;
  const open = table.map((row) => ({ row, holds: row.holds(values) })).filter(({ holds }) => holds !== false);
  const first = open[0];
  if (first?.holds === true) {
    const branch = article.branches.find(({ id }) => id === first.row.branch);
    if (branch) return { branch };
  }
  const missing = first ? first.row.needs.filter((name) => values[name] === undefined) : [];
  const remaining =
    open.length > 0
      ? article.branches.filter(({ id }) => open.some(({ row }) => row.branch === id))
      : article.branches;
  return { branch: null, missing, remaining };
}

/** What is wrong between an article's branches and its table, as sentences; none when every row has its branch and back. */
export function tableProblems(article: Article): string[] {
  const rows = (article.decision ? TABLES[article.decision] : []).map(({ branch }) => branch);
  const branches = article.branches.map(({ id }) => id);
  return [
    ...rows
      .filter((row) => !branches.includes(row))
      .map((row) => `the table "${article.decision}" leads to "### Branch: ${row}", which is missing`),
    ...branches
      .filter((id) => !rows.includes(id))
      .map(
        (id) =>
          `"### Branch: ${id}" is reached by no row of ${article.decision ? `the table "${article.decision}"` : 'a table: set "decision"'}`,
      ),
  ];
}
