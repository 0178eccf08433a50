/**
 * The three kinds of keys, and the variable of each. A key is never sent to a call of another kind.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ ,
 * https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis ;
 * user management refuses keys with scopes: https://jira.atlassian.com/browse/ID-9051
 */
export const CREDENTIALS = {
  'organisation key': { variable: 'ATLASSIAN_API_KEY', is: 'an organisation API key' },
  'user management key': {
    variable: 'ATLASSIAN_USER_MANAGEMENT_KEY',
    is: 'an organisation API key without scopes',
  },
  'directory token': { variable: 'ATLASSIAN_SCIM_TOKEN', is: "the SCIM directory's own API key" },
} as const;

export type Credential = keyof typeof CREDENTIALS;

const IDS = ['ATLASSIAN_ORG_ID', 'ATLASSIAN_SCIM_DIRECTORY_ID'] as const;

export type SettingName = (typeof IDS)[number] | (typeof CREDENTIALS)[Credential]['variable'];

/** By environment variable. `ATLASSIAN_API_URL`: root of the API host; the default is Atlassian's own. */
export type AtlassianSettings = { [K in SettingName | 'ATLASSIAN_API_URL']?: string | undefined };

/** Why a look-up that needs these settings cannot be made: those that are not set, else an ID that cannot be one. Or null. */
export function unfit(names: readonly SettingName[], settings: AtlassianSettings): string | null {
  const missing = names.filter((name) => !settings[name]);
  if (missing.length > 0) return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
  const wrong = IDS.find((name) => names.includes(name) && !isId(settings[name] ?? ''));
  return wrong ? `${wrong} is not an ID; set it to the ID alone, not to a URL` : null;
}

/** Atlassian's IDs are UUIDs, numbers, or both joined by a colon. `..` would lead to another path. */
export function isId(text: string): boolean {
  return /^[\w~:-][\w.~:-]{0,255}$/.test(text);
}
