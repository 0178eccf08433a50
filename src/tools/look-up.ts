import { type AtlassianOptions, createAtlassianClient } from './atlassian.ts';
import type { Fact } from './fact.ts';
import { lookUp, missingSettings, notConfigured, type ToolName } from './tools.ts';

/** The variables that say which organisation is asked, and with which credentials. */
export type AtlassianSettings = {
  ATLASSIAN_ORG_ID?: string | undefined;
  ATLASSIAN_API_KEY?: string | undefined;
  ATLASSIAN_API_URL?: string | undefined;
  ATLASSIAN_USER_MANAGEMENT_KEY?: string | undefined;
  ATLASSIAN_SCIM_DIRECTORY_ID?: string | undefined;
  ATLASSIAN_SCIM_TOKEN?: string | undefined;
};

type Options = Omit<AtlassianOptions, 'apiUrl' | 'orgId' | 'apiKey'> & { budgetMs?: number };

/**
 * The look-ups of one configuration, as `answer` takes them; made once, so that the circuit breakers remember. Without
 * the organisation or its key every fact is unknown and says which variable is missing; without one of the other two
 * credentials only its own facts are.
 */
export function lookUpWith(
  settings: AtlassianSettings,
  { budgetMs, ...options }: Options = {},
): (names: readonly ToolName[], email: string) => Promise<Fact[]> {
  const { ATLASSIAN_ORG_ID: orgId, ATLASSIAN_API_KEY: apiKey } = settings;
  if (!orgId || !apiKey) {
    const reason = missingSettings({ orgId, apiKey });
    return async (names) => notConfigured(names, reason, options.now?.());
  }
  const atlassian = createAtlassianClient({ ...options, ...clientSettings(settings), orgId });
  return (names, email) => lookUp(names, { email }, { atlassian, ...(budgetMs && { budgetMs }) });
}

/** Settings by the names that the client has for them. */
export function clientSettings(settings: AtlassianSettings): Omit<AtlassianOptions, 'orgId'> {
  return {
    apiUrl: settings.ATLASSIAN_API_URL,
    apiKey: settings.ATLASSIAN_API_KEY,
    userManagementKey: settings.ATLASSIAN_USER_MANAGEMENT_KEY,
    scimDirectoryId: settings.ATLASSIAN_SCIM_DIRECTORY_ID,
    scimToken: settings.ATLASSIAN_SCIM_TOKEN,
  };
}
