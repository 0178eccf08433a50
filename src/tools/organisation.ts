import { z } from 'zod';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { knownFact, unknownFact } from '../atlassian/fact.ts';
import { pageOf, readPages } from '../atlassian/read-pages.ts';

const Organisation = z.looseObject({
  id: z.string(),
  attributes: z.looseObject({ name: z.string().min(1).nullish().catch(undefined) }).nullish(),
});
type Organisation = z.infer<typeof Organisation>;

const Organisations = pageOf(Organisation);

/**
 * The name of the organisation everything else is asked of.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const organisation = defineLookUp({
  about: 'organisation',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['organisationName'],
  source: 'Atlassian organisation, list of organisations the key may see',
  async run(_, { atlassian, budget }, origin) {
    const isOurs = ({ id }: Organisation): boolean => id === atlassian.orgId;
    const { items, incomplete } = await readPages(
      (cursor) =>
        atlassian.read(
          { method: 'GET', path: '/admin/v1/orgs', ...(cursor && { query: { cursor } }) },
          Organisations,
          budget,
        ),
      isOurs,
    );
    const ours = items.find(isOurs);
    const name = ours?.attributes?.name;
    if (name) return [knownFact('organisationName', name, origin())];
    const reason = ours
      ? "Atlassian's answer did not contain the organisation's name"
      : (incomplete ?? 'the API key belongs to no organisation with the id in ATLASSIAN_ORG_ID');
    return [unknownFact('organisationName', reason, origin())];
  },
});
