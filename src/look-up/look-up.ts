import type { Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';

/**
 * Asks the named look-ups about one address. Never rejects: what could not be checked comes as an unknown fact with its reason.
 * When no account or several hold the address, there are no facts about an account.
 */
export type LookUp = (
  names: readonly LookUpName[],
  address: string,
  options?: LookUpOptions,
) => Promise<Fact[]>;

type LookUpOptions = {
  /** asks again what is remembered of an earlier look-up */
  fresh?: boolean;
  /** what `account-by-email` already reported about the address, for look-ups about the account */
  known?: readonly Fact[] | undefined;
};
