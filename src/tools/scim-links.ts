import { addressForms } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { allUnknown, defineLookUp } from '../atlassian/define-look-up.ts';
import { distinctLinks, ScimLinks } from '../atlassian/distinct-links.ts';
import { knownFact } from '../atlassian/fact.ts';

const facts = ['scimLinks'] as const;

/**
 * The SCIM records with an address, and the account each is linked to.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinks = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts,
  source: 'Atlassian user provisioning, SCIM links for the e-mail address',
  async run({ address }, { atlassian, budget }, origin) {
    const url = path`/admin/user-provisioning/v1/org/${atlassian.orgId}/get-scim-links-for-email`;
    const answers = [];
    for (const read of await Promise.all(
      addressForms(address).map((form) =>
        atlassian.read({ method: 'POST', path: url, body: { email: form } }, ScimLinks, budget),
      ),
    )) {
      if (!read.ok) return allUnknown({ facts }, read.reason, origin());
      answers.push(read.data);
    }
    return [knownFact('scimLinks', distinctLinks(answers), origin())];
  },
});
