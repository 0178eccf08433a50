import { z } from 'zod';
import { path } from './atlassian.ts';
import { emailForms, emailInput } from './email.ts';
import { knownFact, type ScimLink } from './fact.ts';
import { allUnknown, defineTool } from './tool.ts';

/** https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/ */
export const Links = z.looseObject({
  scimLinks: z.array(
    z.looseObject({
      scimUserId: z.string(),
      directoryId: z.string(),
      atlassianAccountId: z.string().nullish(),
    }),
  ),
});

const facts = ['scimLinks'] as const;

/**
 * The SCIM records with an address, and the account each is linked to.
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
export const scimLinks = defineTool({
  name: 'scim-links',
  description: 'Finds the SCIM records that hold an e-mail address and the accounts they are linked to.',
  input: emailInput,
  facts,
  source: 'Atlassian user provisioning, SCIM links for the e-mail address',
  async run({ email }, { atlassian, budget }, origin) {
    const url = path`/admin/user-provisioning/v1/org/${atlassian.orgId}/get-scim-links-for-email`;
    const reads = await Promise.all(
      emailForms(email).map((form) =>
        atlassian.read({ method: 'POST', path: url, body: { email: form } }, Links, budget),
      ),
    );
    const links: ScimLink[] = [];
    for (const read of reads) {
      if (!read.ok) return allUnknown({ facts }, read.reason, origin());
      links.push(...linksOf(read.data));
    }
    const distinct = new Map(links.map((link) => [`${link.directoryId}/${link.scimUserId}`, link]));
    return [knownFact('scimLinks', [...distinct.values()], origin())];
  },
});

/** The links of an answer. */
export function linksOf({ scimLinks: links }: z.infer<typeof Links>): ScimLink[] {
  return links.map(toLink);
}

/** null and absent stay apart: null is a record linked to no account, absent is not said. */
function toLink(link: z.infer<typeof Links>['scimLinks'][number]): ScimLink {
  const { scimUserId, directoryId, atlassianAccountId } = link;
  return atlassianAccountId === undefined
    ? { scimUserId, directoryId }
    : { scimUserId, directoryId, atlassianAccountId };
}
