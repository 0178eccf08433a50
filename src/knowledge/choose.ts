import type { Fact, FactName, FactValues } from '../tools/fact.ts';
import type { Article, Branch } from './article.ts';

/** True, false, or not known. */
type Known = boolean | null;
type Row = { branch: string; holds: (facts: Facts) => Known; needs: FactName[] };
/** Known values by name, and the names that were asked for in vain. */
type Facts = { [K in FactName]?: FactValues[K] } & { unknown: FactName[] };

const and = (...parts: Known[]): Known =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;
const or = (...parts: Known[]): Known => (parts.includes(true) ? true : parts.includes(null) ? null : false);
const not = (part: Known): Known => (part === null ? null : !part);
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
/** The account's own records, whatever address they hold; not asked for: they decide nothing. */
const hasRecords = (facts: Facts) =>
  facts.accountScimLinks === undefined
    ? facts.unknown.includes('accountScimLinks')
      ? null
      : false
    : facts.accountScimLinks.length > 0;
const hasNoRecords = (facts: Facts) => not(hasRecords(facts));
/**
 * Is the change refused, and for this reason? The permission map needs a key of its own, so that not knowing it is usual and
 * counts as "not refused": Atlassian then says so itself when the change is tried.
 */
const refusedFor =
  (...keys: string[]) =>
  (facts: Facts): Known =>
    facts.emailChangeAllowed === false ? is(facts.emailChangeRefusal, (key) => keys.includes(key)) : false;
const refused = (facts: Facts) => facts.emailChangeAllowed === false;
const synced = (facts: Facts) =>
  or(linkedToHit(facts), hasRecords(facts), refusedFor('externalDirectory.scim')(facts));
const inDomain =
  (...statuses: string[]) =>
  (facts: Facts) =>
    is(facts.domainStatus, (status) => statuses.includes(status));
const unmanaged = (facts: Facts) =>
  and(
    found(1)(facts),
    is(facts.claimStatus, (status) => status === 'unmanaged'),
  );

const HOLDER: FactName[] = ['accountsFound', 'claimStatus', 'emailVerified'];
const LOCAL = ['active', 'suspended', 'deactivated', 'not_invited'];
const UNMANAGED: FactName[] = ['accountsFound', 'claimStatus', 'domainStatus'];
/** Reasons that have rows of their own (permission map of https://developer.atlassian.com/cloud/admin/user-management/rest/). */
const OWN_ROWS = ['externalDirectory.scim', 'externalDirectory.google', 'authPolicy.saml'];
/** A domain of ours that is not verified (yet): https://developer.atlassian.com/cloud/admin/organization/rest/intro/ */
const NOT_VERIFIED = ['unverified', 'missing_token'];

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
    holds: (f) => and(unmanaged(f), inDomain('verified')(f)),
    needs: UNMANAGED,
  },
  {
    branch: 'unmanaged-domain-not-verified',
    holds: (f) => and(unmanaged(f), inDomain(...NOT_VERIFIED)(f)),
    needs: UNMANAGED,
  },
  {
    branch: 'unmanaged-other-domain',
    holds: (f) => and(unmanaged(f), not(inDomain('verified', ...NOT_VERIFIED)(f))),
    needs: UNMANAGED,
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
    branch: 'google-managed',
    holds: (f) => and(managed(f), verified(f), refusedFor('externalDirectory.google')(f)),
    needs: [...HOLDER, 'emailChangeRefusal'],
  },
  {
    branch: 'saml-policy',
    holds: (f) => and(managed(f), verified(f), refusedFor('authPolicy.saml')(f)),
    needs: [...HOLDER, 'emailChangeRefusal'],
  },
  {
    branch: 'synced',
    holds: (f) => and(managed(f), verified(f), synced(f)),
    needs: [...HOLDER, 'scimLinks', 'accountId', 'accountScimLinks'],
  },
  {
    branch: 'change-refused',
    holds: (f) => and(managed(f), verified(f), refused(f), not(refusedFor(...OWN_ROWS)(f)), not(synced(f))),
    needs: [...HOLDER, 'emailChangeRefusal'],
  },
  {
    branch: 'local-holder',
    holds: (f) =>
      and(managed(f), verified(f), noLinks(f), hasNoRecords(f), inStatus(f, ...LOCAL), !refused(f)),
    needs: [...HOLDER, 'accountStatus', 'scimLinks', 'accountScimLinks'],
  },
  {
    branch: 'stale-record',
    holds: (f) =>
      and(managed(f), verified(f), unlinked(f), hasNoRecords(f), inStatus(f, ...LOCAL), !refused(f)),
    needs: [...HOLDER, 'accountStatus', 'scimLinks', 'accountScimLinks'],
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
  const values = {
    ...Object.fromEntries(facts.filter((fact) => fact.complete).map(({ name, value }) => [name, value])),
    unknown: facts.filter((fact) => !fact.complete).map(({ name }) => name),
  } as Facts;
  const open = table.map((row) => ({ row, holds: row.holds(values) })).filter(({ holds }) => holds !== false);
  const first = open[0];
  if (first?.holds === true) {
    const branch = article.branches.find(({ id }) => id === first.row.branch);
    if (branch) return { branch };
  }
  const missing = first ? first.row.needs.filter((name) => isMissing(values, name)) : [];
  const remaining =
    open.length > 0
      ? article.branches.filter(({ id }) => open.some(({ row }) => row.branch === id))
      : article.branches;
  return { branch: null, missing, remaining };
}

/** The account's own records are missed only where they were asked for. */
function isMissing(values: Facts, name: FactName): boolean {
  return values[name] === undefined && (name !== 'accountScimLinks' || values.unknown.includes(name));
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
