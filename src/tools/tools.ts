import { accountByEmail } from './account-by-email.ts';
import type { AtlassianClient } from './atlassian.ts';
import { startBudget, withinBudget } from './budget.ts';
import { domainStatus } from './domain-status.ts';
import type { Fact } from './fact.ts';
import { scimLinks } from './scim-links.ts';
import { allUnknown, originOf, type Tool } from './tool.ts';

/** Every look-up an article may name, in alphabetical order. */
export const TOOLS = {
  'account-by-email': accountByEmail,
  'domain-status': domainStatus,
  'scim-links': scimLinks,
} as const satisfies Record<string, Tool>;

export type ToolName = keyof typeof TOOLS;

export type LookUpContext = {
  atlassian: AtlassianClient;
  /** time for all look-ups of one answer together, default 5 s */
  budgetMs?: number;
  /** ends the look-ups early */
  signal?: AbortSignal;
};

/** Runs the look-ups side by side within one time budget. Never rejects: what fails is unknown, with the reason. */
export async function lookUp(
  names: readonly ToolName[],
  subject: { email: string },
  { atlassian, budgetMs, signal }: LookUpContext,
): Promise<Fact[]> {
  const budget = startBudget(budgetMs, signal);
  const results = await Promise.all(
    distinct(names).map((tool) => {
      const unknown = (reason: string): Fact[] => allUnknown(tool, reason, originOf(tool, atlassian.now()));
      const facts = tool
        .run(subject, { atlassian, budget })
        .catch(() => unknown('the look-up itself failed'));
      return withinBudget(budget, facts, () => unknown('the look-up did not finish in time'));
    }),
  );
  return results.flat();
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
