import { z } from 'zod';
import { emailInput } from './email.ts';
import { knownFact, unknownFact } from './fact.ts';
import { pageOf, readPages } from './pages.ts';
import { defineTool } from './tool.ts';

const Organisations = pageOf(
  z.looseObject({
    id: z.string(),
    attributes: z.looseObject({ name: z.string().min(1).nullish() }).nullish(),
  }),
);

/**
 * The name of the organisation that is asked, so that cards can say which.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const organisation = defineTool({
  name: 'organisation',
  description: 'Tells the name of the organisation whose accounts are looked up.',
  input: emailInput,
  facts: ['organisationName'],
  source: 'Atlassian organisation, list of organisations the key may see',
  async run(_input, { atlassian, budget }, origin) {
    const { items, incomplete } = await readPages(
      (cursor) =>
        atlassian.read(
          { method: 'GET', path: '/admin/v1/orgs', ...(cursor && { query: { cursor } }) },
          Organisations,
          budget,
        ),
      ({ id }) => id === atlassian.orgId,
    );
    const name = items.find(({ id }) => id === atlassian.orgId)?.attributes?.name;
    if (name) return [knownFact('organisationName', name, origin())];
    const reason = incomplete ?? 'the key does not show an organisation with the id of ATLASSIAN_ORG_ID';
    return [unknownFact('organisationName', reason, origin())];
  },
});
