import { path } from './atlassian.ts';
import { emailForms, emailInput } from './email.ts';
import { knownFact } from './fact.ts';
import { distinctLinks, ScimLinks } from './scim-link.ts';
import { allUnknown, defineTool } from './tool.ts';

const facts = ['scimLinks'] as const;

/**
 * The SCIM records with an address, and the account each is linked to.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinks = defineTool({
  name: 'scim-links',
  description: 'Finds the SCIM records that hold an e-mail address and the accounts they are linked to.',
  input: emailInput,
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts,
  source: 'Atlassian user provisioning, SCIM links for the e-mail address',
  async run({ email }, { atlassian, budget }, origin) {
    const url = path`/admin/user-provisioning/v1/org/${atlassian.orgId}/get-scim-links-for-email`;
    const answers = [];
    for (const read of await Promise.all(
      emailForms(email).map((form) =>
        atlassian.read({ method: 'POST', path: url, body: { email: form } }, ScimLinks, budget),
      ),
    )) {
      if (!read.ok) return allUnknown({ facts }, read.reason, origin());
      answers.push(read.data);
    }
    return [knownFact('scimLinks', distinctLinks(answers), origin())];
  },
});
