import { type AtlassianOptions, createAtlassianClient } from './atlassian.ts';
import type { Fact } from './fact.ts';
import { lookUp, missingSettings, notConfigured, type ToolName } from './tools.ts';

type Settings = {
  ATLASSIAN_ORG_ID?: string | undefined;
  ATLASSIAN_API_KEY?: string | undefined;
  ATLASSIAN_API_URL?: string | undefined;
};

type Options = Omit<AtlassianOptions, 'apiUrl' | 'orgId' | 'apiKey'> & { budgetMs?: number };

/**
 * The look-ups of one configuration, as `answer` takes them; made once, so that the circuit breakers remember. Without
 * the organisation or its key every fact is unknown and says which variable is missing.
 */
export function lookUpWith(
  settings: Settings,
  { budgetMs, ...options }: Options = {},
): (names: readonly ToolName[], email: string) => Promise<Fact[]> {
  const { ATLASSIAN_ORG_ID: orgId, ATLASSIAN_API_KEY: apiKey, ATLASSIAN_API_URL: apiUrl } = settings;
  if (!orgId || !apiKey) {
    const reason = missingSettings({ orgId, apiKey });
    return async (names) => notConfigured(names, reason, options.now?.());
  }
  const atlassian = createAtlassianClient({ ...options, apiUrl, orgId, apiKey });
  return (names, email) => lookUp(names, { email }, { atlassian, ...(budgetMs && { budgetMs }) });
}
