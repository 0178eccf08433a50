import { z } from 'zod';
import { addressForms, sameAddress } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp, type LookUpContext } from '../atlassian/define-look-up.ts';
import { type Fact, knownFact, type Origin, type ScimRecord, unknownFact } from '../atlassian/fact.ts';
import type { Listing } from '../atlassian/read-pages.ts';
import { readScimPages, scimPageOf } from '../atlassian/read-scim-pages.ts';

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

const Resources = scimPageOf(Resource);

/**
 * The SCIM record itself. Atlassian filters users by userName or externalId only, never by e-mail:
 * https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
 */
export const scimRecord = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_SCIM_DIRECTORY_ID', 'ATLASSIAN_SCIM_TOKEN'],
  facts: ['scimRecord'],
  source: 'Atlassian SCIM directory, user with the address as userName',
  async run({ address }, context, origin) {
    const isWanted = ({ userName }: Resource): boolean => sameAddress(userName ?? '', address);
    const listings = await Promise.all(addressForms(address).map((form) => search(form, isWanted, context)));
    const found = new Map(
      listings.flatMap(({ items }) => items.filter(isWanted)).map((one) => [one.id, one]),
    );
    const [first, ...others] = found.values();
    if (first && others.length === 0) return [knownFact('scimRecord', recordOf(first), origin())];
    return [whyNone(others.length > 0, listings, origin())];
  },
});

/** The filter's value is a JSON string: https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2 */
function search(
  userName: string,
  isWanted: (resource: Resource) => boolean,
  { atlassian, budget }: LookUpContext,
): Promise<Listing<Resource>> {
  const url = path`/scim/directory/${atlassian.scimDirectoryId}/Users`;
  const filter = `userName eq ${JSON.stringify(userName)}`;
  return readScimPages(
    (startIndex) =>
      atlassian.read(
        { method: 'GET', path: url, query: { filter, startIndex: String(startIndex) } },
        Resources,
        budget,
      ),
    isWanted,
  );
}

function whyNone(several: boolean, listings: readonly Listing<Resource>[], origin: Origin): Fact {
  const reason = several
    ? 'several records of the directory have this userName'
    : listings.find(({ incomplete }) => incomplete !== null)?.incomplete;
  return reason ? unknownFact('scimRecord', reason, origin) : knownFact('scimRecord', null, origin);
}

/** An account id of null is linked to no account; one that is left out is not said. */
function recordOf(resource: Resource): ScimRecord {
  const { id, active } = resource;
  const account = resource[EXTENSION]?.atlassianAccountId;
  return {
    scimUserId: id,
    ...(typeof active === 'boolean' && { active }),
    ...(account !== undefined && { atlassianAccountId: account }),
  };
}
