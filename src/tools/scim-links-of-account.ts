import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { distinctLinks, ScimLinks } from '../atlassian/distinct-links.ts';
import { knownFact, unknownFact } from '../atlassian/fact.ts';

/**
 * The SCIM records linked to the account, whatever address they hold themselves.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinksOfAccount = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['accountScimLinks'],
  source: 'Atlassian user provisioning, SCIM links of the account',
  async run({ accountId }, { atlassian, budget }, origin) {
    const url = path`/admin/user-provisioning/v1/org/${atlassian.orgId}/user/${accountId}/get-scim-links`;
    const read = await atlassian.read({ method: 'GET', path: url }, ScimLinks, budget);
    if (!read.ok) return [unknownFact('accountScimLinks', read.reason, origin())];
    return [knownFact('accountScimLinks', distinctLinks([read.data]), origin())];
  },
});
