import type { LinkForm } from './paging.ts';

/**
 * An account as the user search lists it. `status` is the composite one; left out, it is worked out from the others.
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
  /** why its e-mail may not be changed, as the permission map says it; it stands in no other answer */
  refusal?: string | undefined;
};

/** Changes of an account; `undefined` takes a field out of the answers, as every field is optional there. */
export type AccountChanges = { [K in keyof Account]?: Account[K] | undefined };

/** A SCIM record by its link: `email` is the record's own address, `atlassianAccountId` null is linked to nobody. */
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
