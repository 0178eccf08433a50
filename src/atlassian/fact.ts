import { z } from 'zod';

/** A SCIM record and the account it is linked to; null = linked to none, absent = the response did not say. */
export const scimLink = z.strictObject({
  scimUserId: z.string(),
  directoryId: z.string(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});
export type ScimLink = z.infer<typeof scimLink>;

/** What a SCIM record says; null and absent as above. */
const scimRecord = z.strictObject({
  scimUserId: z.string(),
  active: z.boolean().exactOptional(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});
export type ScimRecord = z.infer<typeof scimRecord>;

/** Every fact that a look-up may report, with the values it can have. An open list may gain values that we do not know yet. */
export const FACT_VALUES = {
  /** accounts in the organisation that hold the address */
  accountsFound: z.int().min(0),
  accountId: z.string(),
  /** active, suspended, not_invited, deactivated, for_deletion (open list) */
  accountStatus: z.string(),
  forDeletion: z.boolean(),
  emailVerified: z.boolean(),
  /** managed or unmanaged (open list) */
  claimStatus: z.string(),
  /** synced or invited (open list) */
  managementSource: z.string(),
  /** SCIM records that hold the address */
  scimLinks: z.array(scimLink),
  /** SCIM records linked to the account that holds the address, whatever their own address is */
  accountScimLinks: z.array(scimLink),
  /** the record whose userName is the address, in the one directory that we have a token for; null = there is none */
  scimRecord: scimRecord.nullable(),
  /** may this organisation change the account's e-mail address? */
  emailChangeAllowed: z.boolean(),
  /** why not: a key of the permission map, such as `externalDirectory.scim` (open list) */
  emailChangeRefusal: z.string(),
  /** claim status of the address's domain; when the organisation does not list it, `not-listed` or `public-mail` */
  domainStatus: z.string(),
  organisationName: z.string(),
  /** names of the user directories that contain the account */
  directoryNames: z.array(z.string()),
};

export type FactName = keyof typeof FACT_VALUES;
export type FactValues = { [N in FactName]: z.infer<(typeof FACT_VALUES)[N]> };

/**
 * One checked fact. What could not be found out is `unknown` with the reason, never `false` (rule 2 of docs/contract.md).
 * `checkedAt`: ISO 8601, UTC. `source`: the API call in words an admin can read.
 */
export type Fact<N extends FactName = FactName> = {
  [K in N]:
    | { name: K; value: FactValues[K]; source: string; checkedAt: string; complete: true }
    | { name: K; value: 'unknown'; source: string; checkedAt: string; complete: false; reason: string };
}[N];

/** Where and when a fact was checked. */
export type Origin = { source: string; checkedAt: string };

export function knownFact<N extends FactName>(name: N, value: FactValues[N], origin: Origin): Fact<N> {
  return { name, value, ...origin, complete: true };
}

/** `reason` completes "could not check, because ..." and has no full stop. */
export function unknownFact<N extends FactName>(name: N, reason: string, origin: Origin): Fact<N> {
  return { name, value: 'unknown', ...origin, complete: false, reason };
}

/** The one account that the facts are about; why it is not known; or null when nobody holds the address, or several do. */
export function accountIn(facts: readonly Fact[]): { accountId: string } | { reason: string } | null {
  const found = facts.find(({ name }) => name === 'accountsFound');
  if (found?.complete && found.value !== 1) return null;
  const id = facts.find(({ name }) => name === 'accountId');
  if (id?.complete && typeof id.value === 'string') return { accountId: id.value };
  const why = [id, found].find((fact) => fact && !fact.complete);
  const detail = why && !why.complete ? ` (${why.reason})` : '';
  return { reason: `it is not known which account holds the address${detail}` };
}
