/** One link between a SCIM record and an Atlassian account; `null` = linked to none, absent = the answer did not say. */
export type ScimLink = { scimUserId: string; directoryId: string; atlassianAccountId?: string | null };

/** What a SCIM record says of itself; absent = the answer did not say, `atlassianAccountId` null = linked to none. */
export type ScimRecord = { scimUserId: string; active?: boolean; atlassianAccountId?: string | null };

/** The names a look-up may report, with the value each carries. */
export type FactValues = {
  /** accounts in the organisation that hold the address */
  accountsFound: number;
  accountId: string;
  /** composite status of docs: active, suspended, not_invited, deactivated, for_deletion (open list) */
  accountStatus: string;
  forDeletion: boolean;
  emailVerified: boolean;
  /** managed or unmanaged (open list) */
  claimStatus: string;
  /** synced or invited (open list) */
  managementSource: string;
  /** SCIM records that hold the address */
  scimLinks: ScimLink[];
  /** SCIM records linked to the account that holds the address, whatever address they hold themselves */
  accountScimLinks: ScimLink[];
  /** the record whose userName is the address, in the one directory whose token is known; null = there is none */
  scimRecord: ScimRecord | null;
  /** may this organisation change the account's e-mail address? */
  emailChangeAllowed: boolean;
  /** why not, as the key the permission map names (open list), such as `externalDirectory.scim` */
  emailChangeRefusal: string;
  /** claim status of the address's domain, or `not-listed` when the organisation does not list it */
  domainStatus: string;
  organisationName: string;
  /** the user directories that contain the account, by name */
  directoryNames: string[];
};

export type FactName = keyof FactValues;

/**
 * One checked fact. What could not be had is `unknown` with the reason, never `false` (rule 2 of docs/contract.md).
 * `checkedAt`: ISO 8601, UTC. `source`: the API call in words an admin can read.
 */
export type Fact<N extends FactName = FactName> = {
  [K in N]:
    | { name: K; value: FactValues[K]; source: string; checkedAt: string; complete: true }
    | { name: K; value: 'unknown'; source: string; checkedAt: string; complete: false; reason: string };
}[N];

/** Where and when a fact was checked. */
export type Origin = { source: string; checkedAt: string };

/** A fact that was had. */
export function knownFact<N extends FactName>(name: N, value: FactValues[N], origin: Origin): Fact<N> {
  return { name, value, ...origin, complete: true };
}

/** A fact that could not be had; `reason` completes "could not check, because ..." and has no full stop. */
export function unknownFact<N extends FactName>(name: N, reason: string, origin: Origin): Fact<N> {
  return { name, value: 'unknown', ...origin, complete: false, reason };
}
