import type { FactName, FactValues } from '../../atlassian/fact.ts';
import { and, is, not, or, type ThreeValued } from './three-valued.ts';

/** What is known, by name. `inVain`: the names that were asked for without an answer. */
export type Facts = { [K in FactName]?: FactValues[K] } & { inVain: FactName[] };

/** One case: the branch it leads to, whether it holds, and the facts it needs to hold. */
export type Row = { branch: string; holds: (facts: Facts) => ThreeValued; needs: FactName[] };

const IN_USE = ['active', 'suspended', 'not_invited'];
const DEACTIVATED = ['deactivated'];
/** A domain of ours that is not verified (yet), one that is not ours, and one that nobody can verify. */
const NOT_VERIFIED = ['unverified', 'missing_token'];
const NOT_OURS = ['not-listed', 'deleted', 'superseded'];
const PUBLIC_MAIL = ['public-mail'];

/**
 * Atlassian's lists of values are open. With a value that is not listed here, the fact counts as not known.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const UNDERSTOOD: { [K in FactName]?: string[] } = {
  claimStatus: ['managed', 'unmanaged'],
  accountStatus: [...IN_USE, ...DEACTIVATED, 'for_deletion'],
  domainStatus: ['verified', ...NOT_VERIFIED, ...NOT_OURS, ...PUBLIC_MAIL],
};

const found = (n: number) => (f: Facts) => is(f.accountsFound, (count) => count === n);
/** The fact is one of these values. */
const oneOf = (value: string | undefined, values: string[]) => is(value, (one) => values.includes(one));
const claimed = (f: Facts, status: string) => and(found(1)(f), oneOf(f.claimStatus, [status]));
const unmanagedIn = (statuses: string[]) => (f: Facts) =>
  and(claimed(f, 'unmanaged'), oneOf(f.domainStatus, statuses));
const inUse = (f: Facts) => oneOf(f.accountStatus, IN_USE);
const deactivated = (f: Facts) => oneOf(f.accountStatus, DEACTIVATED);
/** `forDeletion` and the composite status say the same; either is enough to know. */
const leaving = ({ forDeletion, accountStatus }: Facts): ThreeValued =>
  or(
    forDeletion ?? false,
    accountStatus === 'for_deletion',
    forDeletion === undefined && accountStatus === undefined ? null : false,
  );

/** Every record that holds the address is linked to no account. A link whose account the answer left out may point anywhere. */
const unlinked = ({ scimLinks }: Facts): ThreeValued =>
  scimLinks === undefined
    ? null
    : and(scimLinks.length > 0, ...scimLinks.map((link) => is(link.atlassianAccountId, (id) => id === null)));
const noLinks = (f: Facts) => is(f.scimLinks, (links) => links.length === 0);
const linkedToHolder = ({ scimLinks, accountId }: Facts): ThreeValued =>
  scimLinks === undefined
    ? null
    : or(
        ...scimLinks.map(({ atlassianAccountId: id }) =>
          id === null ? false : id === undefined || accountId === undefined ? null : id === accountId,
        ),
      );
/** The account's own records, whatever address they hold. Where nobody asked for them, the links of the address are enough. */
const ownRecords = ({ accountScimLinks, inVain }: Facts): ThreeValued =>
  accountScimLinks === undefined && !inVain.includes('accountScimLinks')
    ? false
    : is(accountScimLinks, (links) => links.length > 0);

/**
 * The permission map needs another key. Few have it, so without it a change counts as not refused: Atlassian refuses it when
 * somebody tries. https://developer.atlassian.com/cloud/admin/user-management/rest/
 */
const refused = (f: Facts) => f.emailChangeAllowed === false;
const refusedFor = (f: Facts, ...keys: string[]) => and(refused(f), oneOf(f.emailChangeRefusal, keys));
const REFUSALS = {
  scim: 'externalDirectory.scim',
  google: 'externalDirectory.google',
  saml: 'authPolicy.saml',
};

const synced = (f: Facts) => or(linkedToHolder(f), ownRecords(f), refusedFor(f, REFUSALS.scim));
const managedAndVerified = (f: Facts) => and(claimed(f, 'managed'), f.emailVerified ?? null);
const syncedHolder = (f: Facts) => and(managedAndVerified(f), synced(f));
const notSynced = (f: Facts) => and(managedAndVerified(f), not(synced(f)));
/** Nothing stands between us and the account: no record, no refusal. */
const free = (f: Facts) => and(notSynced(f), noLinks(f), !refused(f));
const notFoundIn = (statuses: string[]) => (f: Facts) =>
  and(found(0)(f), noLinks(f), oneOf(f.domainStatus, statuses));

const HOLDER: FactName[] = ['accountsFound', 'claimStatus', 'emailVerified'];
const RECORDS: FactName[] = [...HOLDER, 'scimLinks', 'accountId', 'accountScimLinks', 'emailChangeRefusal'];
const UNMANAGED: FactName[] = ['accountsFound', 'claimStatus', 'domainStatus'];
const LINKS: FactName[] = ['accountsFound', 'scimLinks'];
const NOT_FOUND: FactName[] = [...LINKS, 'domainStatus'];

/** Who holds the address, and which branch that leads to; tried in this order. */
export const ADDRESS_HOLDER: Row[] = [
  { branch: 'several-accounts', holds: (f) => is(f.accountsFound, (n) => n > 1), needs: ['accountsFound'] },
  {
    branch: 'marked-for-deletion',
    holds: (f) => and(found(1)(f), leaving(f)),
    needs: ['accountsFound', 'accountStatus'],
  },
  { branch: 'unmanaged', holds: unmanagedIn(['verified']), needs: UNMANAGED },
  { branch: 'unmanaged-domain-not-verified', holds: unmanagedIn(NOT_VERIFIED), needs: UNMANAGED },
  { branch: 'unmanaged-other-domain', holds: unmanagedIn([...NOT_OURS, ...PUBLIC_MAIL]), needs: UNMANAGED },
  {
    branch: 'unverified',
    holds: (f) => and(claimed(f, 'managed'), not(f.emailVerified ?? null)),
    needs: HOLDER,
  },
  {
    branch: 'synced-deactivated',
    holds: (f) => and(syncedHolder(f), deactivated(f)),
    needs: [...RECORDS, 'accountStatus'],
  },
  { branch: 'synced', holds: (f) => and(syncedHolder(f), inUse(f)), needs: [...RECORDS, 'accountStatus'] },
  {
    branch: 'stale-record',
    holds: (f) => and(notSynced(f), unlinked(f), or(inUse(f), deactivated(f))),
    needs: [...RECORDS, 'accountStatus'],
  },
  {
    branch: 'google-managed',
    holds: (f) => and(notSynced(f), refusedFor(f, REFUSALS.google)),
    needs: RECORDS,
  },
  { branch: 'saml-policy', holds: (f) => and(notSynced(f), refusedFor(f, REFUSALS.saml)), needs: RECORDS },
  {
    branch: 'change-refused',
    holds: (f) => and(notSynced(f), refused(f), not(refusedFor(f, ...Object.values(REFUSALS)))),
    needs: RECORDS,
  },
  {
    branch: 'deactivated',
    holds: (f) => and(free(f), deactivated(f)),
    needs: [...RECORDS, 'accountStatus'],
  },
  { branch: 'local-holder', holds: (f) => and(free(f), inUse(f)), needs: [...RECORDS, 'accountStatus'] },
  { branch: 'orphaned-record', holds: (f) => and(found(0)(f), unlinked(f)), needs: LINKS },
  { branch: 'not-found-here', holds: notFoundIn(['verified']), needs: NOT_FOUND },
  { branch: 'not-found-unverified-domain', holds: notFoundIn(NOT_VERIFIED), needs: NOT_FOUND },
  { branch: 'not-found-other-domain', holds: notFoundIn(NOT_OURS), needs: NOT_FOUND },
  { branch: 'not-found-public-mail', holds: notFoundIn(PUBLIC_MAIL), needs: NOT_FOUND },
];
