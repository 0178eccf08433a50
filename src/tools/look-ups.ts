import { accountIn } from '../atlassian/account.ts';
import { startBudget, withinBudget } from '../atlassian/budget.ts';
import type { AtlassianClient } from '../atlassian/client.ts';
import { allUnknown, type LookUpDefinition, originOf } from '../atlassian/define-look-up.ts';
import type { Fact } from '../atlassian/fact.ts';
import { accountByEmail } from './account-by-email.ts';
import { directories } from './directories.ts';
import { domainStatus } from './domain-status.ts';
import { mayEdit } from './may-edit.ts';
import { organisation } from './organisation.ts';
import { scimLinks } from './scim-links.ts';
import { scimLinksOfAccount } from './scim-links-of-account.ts';
import { scimRecord } from './scim-record.ts';

/** Every look-up an article may name, in alphabetical order. */
export const LOOK_UPS = {
  'account-by-email': accountByEmail,
  directories,
  'domain-status': domainStatus,
  'may-edit': mayEdit,
  organisation,
  'scim-links': scimLinks,
  'scim-links-of-account': scimLinksOfAccount,
  'scim-record': scimRecord,
} as const satisfies Record<string, LookUpDefinition>;

export type LookUpName = keyof typeof LOOK_UPS;

export type RunContext = {
  atlassian: AtlassianClient;
  /** time for all look-ups of one answer together, default 5 s */
  budgetMs?: number;
  /** ends the look-ups early */
  signal?: AbortSignal;
};

/**
 * Runs the look-ups side by side within one time budget; those that need the account wait for `account-by-email`, which is asked
 * for them even where it is not named, unless `known` holds its facts. Never rejects: what fails is unknown, with the reason. Where
 * nobody, or several, hold the address, nothing is said about one.
 */
export async function lookUp(
  names: readonly LookUpName[],
  subject: { address: string },
  { atlassian, budgetMs, signal }: RunContext,
  known: readonly Fact[] = [],
): Promise<Fact[]> {
  const budget = startBudget(budgetMs, signal);
  const asked = new Map<LookUpName, Promise<Fact[]>>();

  /** Each look-up is made once, however many wait for it. */
  function ask(name: LookUpName): Promise<Fact[]> {
    const facts = asked.get(name) ?? guarded(LOOK_UPS[name]);
    asked.set(name, facts);
    return facts;
  }

  function guarded(tool: LookUpDefinition): Promise<Fact[]> {
    const unknown = (reason: string): Fact[] => allUnknown(tool, reason, originOf(tool, atlassian.now()));
    const facts = made(tool, unknown).catch(() => unknown('the look-up itself failed'));
    return withinBudget(budget, facts, () => unknown('the look-up did not finish in time'));
  }

  async function made(tool: LookUpDefinition, unknown: (reason: string) => Fact[]): Promise<Fact[]> {
    const context = { atlassian, budget };
    if (!tool.needs || atlassian.lacks(tool.settings)) return tool.run(subject, context);
    const account = accountIn(known.length > 0 ? known : await ask('account-by-email'));
    if (account === null) return [];
    return 'reason' in account ? unknown(account.reason) : tool.run(account, context);
  }

  return (await Promise.all([...new Set(names)].map(ask))).flat();
}

/** The facts of these look-ups when none of them may be made. */
export function notConfigured(names: readonly LookUpName[], reason: string, now = Date.now()): Fact[] {
  return [...new Set(names)].flatMap((name) =>
    allUnknown(LOOK_UPS[name], reason, originOf(LOOK_UPS[name], now)),
  );
}
