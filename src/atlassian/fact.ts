import { z } from 'zod';

/** One link between a SCIM record and an Atlassian account; `null` = linked to none, absent = the response did not say. */
const scimLink = z.strictObject({
  scimUserId: z.string(),
  directoryId: z.string(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});
export type ScimLink = z.infer<typeof scimLink>;

/** What a SCIM record says of itself; absent = the response did not say, `atlassianAccountId` null = linked to none. */
const scimRecord = z.strictObject({
  scimUserId: z.string(),
  active: z.boolean().exactOptional(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});
export type ScimRecord = z.infer<typeof scimRecord>;

/** Every fact a look-up may report, with the values it can have. */
export const FACT_VALUES = {
  /** accounts in the organisation that hold the address */
  accountsFound: z.int().min(0),
  accountId: z.string(),
  /** composite status of docs: active, suspended, not_invited, deactivated, for_deletion (open list) */
  accountStatus: z.string(),
  forDeletion: z.boolean(),
  emailVerified: z.boolean(),
  /** managed or unmanaged (open list) */
  claimStatus: z.string(),
  /** synced or invited (open list) */
  managementSource: z.string(),
  /** SCIM records that hold the address */
  scimLinks: z.array(scimLink),
  /** SCIM records linked to the account that holds the address, whatever address they hold themselves */
  accountScimLinks: z.array(scimLink),
  /** the record whose userName is the address, in the one directory whose token is known; null = there is none */
  scimRecord: scimRecord.nullable(),
  /** may this organisation change the account's e-mail address? */
  emailChangeAllowed: z.boolean(),
  /** why not, as the key the permission map names (open list), such as `externalDirectory.scim` */
  emailChangeRefusal: z.string(),
  /** claim status of the address's domain, or `not-listed` when the organisation does not list it */
  domainStatus: z.string(),
  organisationName: z.string(),
  /** the user directories that contain the account, by name */
  directoryNames: z.array(z.string()),
};

export type FactName = keyof typeof FACT_VALUES;
export type FactValues = { [N in FactName]: z.infer<(typeof FACT_VALUES)[N]> };

/**
 * One checked fact. What could not be checked is `unknown` with the reason, never `false` (rule 2 of docs/contract.md).
 * `checkedAt`: ISO 8601, UTC. `source`: the API call in words an admin can read.
 */
export type Fact<N extends FactName = FactName> = {
  [K in N]:
    | { name: K; value: FactValues[K]; source: string; checkedAt: string; complete: true }
    | { name: K; value: 'unknown'; source: string; checkedAt: string; complete: false; reason: string };
}[N];

/** Where and when a fact was checked. */
export type Origin = { source: string; checkedAt: string };

/** A fact that could be checked. */
export function knownFact<N extends FactName>(name: N, value: FactValues[N], origin: Origin): Fact<N> {
  return { name, value, ...origin, complete: true };
}

/** A fact that could not be checked; `reason` completes "could not check, because ..." and has no full stop. */
export function unknownFact<N extends FactName>(name: N, reason: string, origin: Origin): Fact<N> {
  return { name, value: 'unknown', ...origin, complete: false, reason };
}

/** The account the facts are about, or why it is not known which one; null when no account or several hold the address. */
export function accountIn(facts: readonly Fact[]): { accountId: string } | { reason: string } | null {
  const found = facts.find(({ name }) => name === 'accountsFound');
  if (found?.complete && found.value !== 1) return null;
  const id = facts.find(({ name }) => name === 'accountId');
  if (id?.complete && typeof id.value === 'string') return { accountId: id.value };
  const why = [id, found].find((fact) => fact && !fact.complete);
  const detail = why && !why.complete ? ` (${why.reason})` : '';
  return { reason: `it is not known which account holds the address${detail}` };
}
