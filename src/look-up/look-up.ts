import type { AtlassianSettings } from '../atlassian/atlassian-settings.ts';
import { type AtlassianOptions, createAtlassianClient } from '../atlassian/client.ts';
import type { Fact } from '../atlassian/fact.ts';
import { type LookUpName, lookUp } from '../tools/look-ups.ts';

/**
 * Asks the look-ups about one address. `known`: what `account-by-email` already reported about it, for look-ups that need the
 * account. Never rejects.
 */
export type LookUpNames = (
  names: readonly LookUpName[],
  address: string,
  known?: readonly Fact[],
) => Promise<Fact[]>;

/**
 * The look-ups of one configuration, as `answer` takes them; made once, so that connections are used again and circuit breakers
 * remember. A look-up whose settings are missing asks nobody, and its facts are unknown and name the variables.
 */
export function lookUpWith(
  settings: AtlassianSettings,
  { budgetMs, ...options }: AtlassianOptions & { budgetMs?: number } = {},
): LookUpNames {
  const atlassian = createAtlassianClient(settings, options);
  return (names, address, known) =>
    lookUp(names, { address }, { atlassian, ...(budgetMs && { budgetMs }) }, known);
}
