import { accountByEmail } from './account-by-email.ts';
import type { AtlassianClient } from './atlassian.ts';
import { startBudget, withinBudget } from './budget.ts';
import { directories } from './directories.ts';
import { domainStatus } from './domain-status.ts';
import type { Fact } from './fact.ts';
import { mayEdit } from './may-edit.ts';
import { organisation } from './organisation.ts';
import { scimLinks } from './scim-links.ts';
import { scimLinksOfAccount } from './scim-links-of-account.ts';
import { scimRecord } from './scim-record.ts';
import { allUnknown, originOf, type Tool } from './tool.ts';

/** Every look-up an article may name, in alphabetical order. */
export const TOOLS = {
  'account-by-email': accountByEmail,
  directories,
  'domain-status': domainStatus,
  'may-edit': mayEdit,
  organisation,
  'scim-links': scimLinks,
  'scim-links-of-account': scimLinksOfAccount,
  'scim-record': scimRecord,
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

export type LookUpContext = {
  atlassian: AtlassianClient;
  /** time for all look-ups of one answer together, default 5 s */
  budgetMs?: number;
  /** ends the look-ups early */
  signal?: AbortSignal;
};

/**
 * Runs the look-ups side by side within one time budget, those about the account itself once it is found. Never rejects: what
 * fails is unknown, with the reason. Where no account, or several, hold the address, nothing is said about one.
 */
export async function lookUp(
  names: readonly ToolName[],
  subject: { email: string },
  { atlassian, budgetMs, signal }: LookUpContext,
): Promise<Fact[]> {
  const budget = startBudget(budgetMs, signal);
  const run = (tool: Tool, input: object): Promise<Fact[]> => {
    const unknown = (reason: string): Fact[] => allUnknown(tool, reason, originOf(tool, atlassian.now()));
    const facts = tool.run(input, { atlassian, budget }).catch(() => unknown('the look-up itself failed'));
    return withinBudget(budget, facts, () => unknown('the look-up did not finish in time'));
  };
  const tools = distinct(names);
  const aboutAccount = tools.filter(({ needs }) => needs === 'accountId');
  const account =
    tools.includes(accountByEmail) || aboutAccount.length > 0 ? run(accountByEmail, subject) : null;
  const results = await Promise.all(
    tools.map(async (tool) => {
      if (tool === accountByEmail) return (await account) ?? [];
      if (tool.needs !== 'accountId') return await run(tool, subject);
      const found = accountIn((await account) ?? []);
      if (typeof found === 'string') return await run(tool, { accountId: found });
      return found ? allUnknown(tool, found.reason, originOf(tool, atlassian.now())) : [];
    }),
  );
  return results.flat();
}

/** The id of the one account; why it is not known; or null where there is no one account. */
function accountIn(facts: Fact[]): string | { reason: string } | null {
  const count = facts.find(({ name }) => name === 'accountsFound');
  const id = facts.find(({ name }) => name === 'accountId');
  if (id?.complete) return String(id.value);
  if (count?.complete && count.value !== 1) return null;
  return { reason: 'it is not known which account holds the address' };
}

/** The facts of these look-ups when no connection to Atlassian is set up. */
export function notConfigured(names: readonly ToolName[], reason: string, now = Date.now()): Fact[] {
  return distinct(names).flatMap((tool) => allUnknown(tool, reason, originOf(tool, now)));
}

/** Says which environment variables the look-ups lack. */
export function missingSettings(settings: {
  orgId?: string | undefined;
  apiKey?: string | undefined;
}): string {
  const missing = [
    ...(settings.orgId ? [] : ['ATLASSIAN_ORG_ID']),
    ...(settings.apiKey ? [] : ['ATLASSIAN_API_KEY']),
  ];
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
}

function distinct(names: readonly ToolName[]): Tool[] {
  return [...new Set(names)].map((name) => TOOLS[name]);
}
