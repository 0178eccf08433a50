import type { Account } from './organisation.ts';

/** The composite status of an account, worked out from its own status and that of its membership. */
export function compositeStatusOf(account: Account): string | undefined {
  if ('status' in account) return account.status;
  if (account.forDeletion) return 'for_deletion';
  if (account.accountStatus === 'inactive') return 'deactivated';
  if (account.membershipStatus === 'no_membership') return 'not_invited';
  return account.membershipStatus;
}
