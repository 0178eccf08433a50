import { addressForms } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { readScimLinks } from '../atlassian/read-scim-links.ts';

/**
 * The SCIM records with an address, and the account that each is linked to.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinks = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['scimLinks'],
  source: 'Atlassian user provisioning, SCIM links for the e-mail address',
  async run({ address }, context) {
    const url = path`/admin/user-provisioning/v1/org/${context.atlassian.orgId}/get-scim-links-for-email`;
    const ask = (email: string) => ({ method: 'POST', path: url, body: { email } }) as const;
    return { scimLinks: await readScimLinks(addressForms(address).map(ask), context) };
  },
});
