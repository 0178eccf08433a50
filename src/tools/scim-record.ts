import { z } from 'zod';
import { addressForms, sameAddress } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import type { ScimRecord } from '../atlassian/fact.ts';
import { readScimPages } from '../atlassian/read-pages.ts';

const EXTENSION = 'urn:scim:schemas:extension:atlassian-external:1.0';

const Resource = z.looseObject({
  id: z.string().min(1),
  userName: z.string().nullish().catch(undefined),
  active: z.boolean().nullish().catch(undefined),
  [EXTENSION]: z
    .looseObject({ atlassianAccountId: z.string().nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});
type Resource = z.infer<typeof Resource>;

/**
 * The SCIM record itself. Atlassian filters users by userName or externalId only, never by e-mail:
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ . The filter's value is a JSON string:
 * https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2
 */
export const scimRecord = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_SCIM_DIRECTORY_ID', 'ATLASSIAN_SCIM_TOKEN'],
  facts: ['scimRecord'],
  source: 'Atlassian SCIM directory, user with the address as userName',
  async run({ address }, context) {
    const isWanted = ({ userName }: Resource): boolean => sameAddress(userName ?? '', address);
    const url = path`/scim/directory/${context.atlassian.scimDirectoryId}/Users`;
    const search = (form: string) => {
      const query = { filter: `userName eq ${JSON.stringify(form)}` };
      return readScimPages({ method: 'GET', path: url, query }, Resource, context, isWanted);
    };
    const listings = await Promise.all(addressForms(address).map(search));
    const hits = listings.flatMap(({ items }) => items.filter(isWanted));
    const [first, ...others] = new Map(hits.map((hit) => [hit.id, hit])).values();
    if (others.length > 0) return { unavailable: 'several records in the directory have this userName' };
    if (first) return { scimRecord: recordOf(first) };
    return listings.find(({ incomplete }) => incomplete)?.incomplete ?? { scimRecord: null };
  },
});

/** An account ID of null means linked to no account; if it is missing, the response did not say. */
function recordOf({ id, active, [EXTENSION]: extension }: Resource): ScimRecord {
  const account = extension?.atlassianAccountId;
  return {
    scimUserId: id,
    ...(typeof active === 'boolean' && { active }),
    ...(account !== undefined && { atlassianAccountId: account }),
  };
}
