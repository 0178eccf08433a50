import type { Account } from './organisation.ts';

/** The composite status, from the account's own and its membership. */
export function compositeStatusOf(account: Account): string | undefined {
  if ('status' in account) return account.status;
  if (account.forDeletion) return 'for_deletion';
  if (account.accountStatus === 'inactive') return 'deactivated';
  if (account.membershipStatus === 'no_membership') return 'not_invited';
  return account.membershipStatus;
}
