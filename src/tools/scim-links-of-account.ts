import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { readScimLinks } from '../atlassian/read-scim-links.ts';

/**
 * The SCIM records linked to the account, whatever their own address is.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinksOfAccount = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['accountScimLinks'],
  source: 'Atlassian user provisioning, SCIM links of the account',
  async run({ accountId }, context) {
    const { orgId } = context.atlassian;
    const url = path`/admin/user-provisioning/v1/org/${orgId}/user/${accountId}/get-scim-links`;
    return { accountScimLinks: await readScimLinks([{ method: 'GET', path: url }], context) };
  },
});
