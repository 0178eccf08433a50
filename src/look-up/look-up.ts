import type { Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';

/**
 * Makes the named look-ups about one address. Never rejects: what could not be found out is an unknown fact with its reason. There
 * are no facts about an account if nobody holds the address, or several do.
 */
export type LookUp = (
  names: readonly LookUpName[],
  address: string,
  options?: {
    /** asks again instead of using remembered facts */
    fresh?: boolean;
    /** what `account-by-email` already reported about the address, for look-ups about the account */
    known?: readonly Fact[] | undefined;
  },
) => Promise<Fact[]>;
