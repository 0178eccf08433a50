import type { Account, Domain, Link } from './organisation.ts';

export const SCIM_DIRECTORY = '5c1f0a52-0000-4000-8000-00000000d1f1';

const accountId = (n: number): string => `712020:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const scimUserId = (n: number): string => `5c1f0a52-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** An account that was invited and is verified, managed and active, apart from `changes`. */
export function account(n: number, email: string, changes: Partial<Account> = {}): Account {
  const name = email.slice(0, email.indexOf('@'));
  return {
    accountId: accountId(n),
    accountType: 'atlassian',
    accountStatus: 'active',
    membershipStatus: 'active',
    name,
    nickname: name,
    email,
    emailVerified: true,
    claimStatus: 'managed',
    managementSource: 'invited',
    addedToOrg: '2025-03-03T09:00:00.000Z',
    deactivatedOn: null,
    forDeletion: false,
    mfaEnabled: false,
    platformRoles: [],
    jobTitle: '',
    department: '',
    organization: '',
    location: '',
    timeZone: 'Etc/UTC',
    ...changes,
  };
}

/**
 * One address for each situation an address can be in. No account holds any other address; its domain decides the steps, as for
 * nobody@example.com (verified), nobody@example.org (listed, not verified), nobody@example.net (not listed) and nobody@gmail.com.
 *
 * | address | situation |
 * | --- | --- |
 * | example@example.com | local holder: verified, managed, active, no SCIM record (the address of the published error sample) |
 * | synced@example.com | the holder is synced: the SCIM record with this address is linked to it |
 * | unverified@example.com | the holder never verified the address |
 * | leaving@example.com | the holder is marked for deletion |
 * | external@example.com | the holder is not managed by the organisation |
 * | orphaned@example.com | no account, only a SCIM record that is linked to none |
 * | stale@example.com | local holder, and a SCIM record that is linked to no account |
 * | deactivated@example.com | local holder, deactivated |
 * | rehired@example.com | the holder is synced, and deactivated |
 * | twice@example.com | held by two accounts, which should not happen |
 * | google@example.com | local holder whose address only Google Workspace can change |
 * | saml@example.com | local holder whose address cannot be changed because of a SAML policy |
 * | refused@example.com | local holder whose address cannot be changed for another reason |
 * | scim-managed@example.com | the holder is synced by a SCIM record that has another address (former-name@example.com) |
 * | contractor@example.org | the holder is not managed, and the organisation has not verified its domain |
 * | partner@example.net | the holder is not managed, and its domain is not the organisation's |
 */
export function seedAccounts(): Account[] {
  return [
    account(1, 'example@example.com'),
    account(2, 'synced@example.com', { managementSource: 'synced' }),
    account(3, 'unverified@example.com', { emailVerified: false }),
    account(4, 'leaving@example.com', { accountStatus: 'inactive', forDeletion: true }),
    account(5, 'external@example.com', { claimStatus: 'unmanaged', managementSource: null }),
    account(6, 'stale@example.com'),
    account(7, 'deactivated@example.com', {
      accountStatus: 'inactive',
      deactivatedOn: '2026-01-12T10:30:00.000Z',
    }),
    account(8, 'twice@example.com'),
    account(9, 'twice@example.com', { managementSource: 'synced' }),
    account(11, 'google@example.com', { refusal: 'externalDirectory.google' }),
    account(12, 'saml@example.com', { refusal: 'authPolicy.saml' }),
    account(13, 'scim-managed@example.com', { managementSource: 'synced' }),
    account(14, 'partner@example.net', { claimStatus: 'unmanaged', managementSource: 'invited' }),
    account(15, 'rehired@example.com', {
      accountStatus: 'inactive',
      deactivatedOn: '2026-01-12T10:30:00.000Z',
      managementSource: 'synced',
    }),
    account(17, 'refused@example.com', { refusal: 'administrative' }),
    account(16, 'contractor@example.org', { claimStatus: 'unmanaged', managementSource: 'invited' }),
  ];
}

export function seedLinks(): Link[] {
  const directoryId = SCIM_DIRECTORY;
  return [
    { email: 'synced@example.com', scimUserId: scimUserId(2), directoryId, atlassianAccountId: accountId(2) },
    {
      email: 'rehired@example.com',
      scimUserId: scimUserId(15),
      directoryId,
      atlassianAccountId: accountId(15),
    },
    { email: 'stale@example.com', scimUserId: scimUserId(6), directoryId, atlassianAccountId: null },
    { email: 'orphaned@example.com', scimUserId: scimUserId(10), directoryId, atlassianAccountId: null },
    {
      email: 'former-name@example.com',
      scimUserId: scimUserId(13),
      directoryId,
      atlassianAccountId: accountId(13),
    },
  ];
}

/** https://developer.atlassian.com/cloud/admin/organization/rest/intro/ : claims of type `dns` or `http`. */
export function seedDomains(): Domain[] {
  return [
    { id: 'domain-1', name: 'example.com', claimType: 'dns', claimStatus: 'verified' },
    { id: 'domain-2', name: 'example.org', claimType: 'http', claimStatus: 'unverified' },
  ];
}
