/** The three kinds of credentials; each is sent to the calls of its kind alone. */
export type Credential = 'organisation key' | 'user management key' | 'directory token';

/**
 * Which variable holds a credential, and what it must be.
 *
 * - organisation: https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis
 * - user management takes keys without scopes only: https://jira.atlassian.com/browse/ID-9051
 * - a SCIM directory has a key of its own: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
 */
export const CREDENTIALS: Record<Credential, { variable: string; kind: string }> = {
  'organisation key': { variable: 'ATLASSIAN_API_KEY', kind: 'an organisation API key' },
  'user management key': {
    variable: 'ATLASSIAN_USER_MANAGEMENT_KEY',
    kind: 'an organisation API key without scopes',
  },
  'directory token': {
    variable: 'ATLASSIAN_SCIM_TOKEN',
    kind: "the SCIM directory's own API key (an organisation API key is another one)",
  },
};
