/**
 * The three kinds of keys and where each is expected; none is ever sent to a call of another kind.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ ,
 * https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis ;
 * that user management refuses keys with scopes: https://jira.atlassian.com/browse/ID-9051
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
