import type { LinkForm } from './list-page.ts';

/**
 * An account as the user search lists it. `status` is the composite status; if left out, it is worked out from the others.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/
 */
export type Account = {
  accountId: string;
  accountType: string;
  status?: string;
  accountStatus: string;
  membershipStatus: string;
  name: string;
  nickname: string;
  email: string;
  emailVerified: boolean;
  claimStatus: string;
  managementSource: string | null;
  addedToOrg: string;
  deactivatedOn: string | null;
  forDeletion: boolean;
  mfaEnabled: boolean;
  platformRoles: string[];
  jobTitle: string;
  department: string;
  organization: string;
  location: string;
  timeZone: string;
  /** why its e-mail may not be changed, as the permission map says it; no other response contains this */
  refusal?: string | undefined;
};

/** Changes to an account. `undefined` removes a field from responses, where every field is optional. */
export type AccountChanges = { [K in keyof Account]?: Account[K] | undefined };

/** A SCIM record and its link. `email` is the record's own address. A null `atlassianAccountId` means no linked account. */
export type Link = {
  email: string;
  scimUserId: string;
  directoryId: string;
  atlassianAccountId?: string | null;
};

export type Domain = { id: string; name: string; claimType: string; claimStatus: string };

export type Organisation = {
  orgId: string;
  scimDirectoryId: string;
  accounts: Account[];
  domains: Domain[];
  links: Link[];
  pageSize: number;
  linkForm: LinkForm;
};
