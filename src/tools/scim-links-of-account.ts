import { path } from './atlassian.ts';
import { accountInput } from './email.ts';
import { knownFact } from './fact.ts';
import { Links, linksOf } from './scim-links.ts';
import { allUnknown, defineTool } from './tool.ts';

const facts = ['accountScimLinks'] as const;

/**
 * The SCIM records that are linked to an account, whatever address they hold.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinksOfAccount = defineTool({
  name: 'scim-links-of-account',
  description: 'Finds the SCIM records that are linked to the account, whatever address they hold.',
  input: accountInput,
  facts,
  needs: 'accountId',
  source: 'Atlassian user provisioning, SCIM links of the account',
  async run({ accountId }, { atlassian, budget }, origin) {
    const url = path`/admin/user-provisioning/v1/org/${atlassian.orgId}/user/${accountId}/get-scim-links`;
    const read = await atlassian.read({ method: 'GET', path: url }, Links, budget);
    return read.ok
      ? [knownFact('accountScimLinks', linksOf(read.data), origin())]
      : allUnknown({ facts }, read.reason, origin());
  },
});
