import { z } from 'zod';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { readPages } from '../atlassian/read-pages.ts';
import { NOT_ON_THE_LIST } from '../atlassian/reasons.ts';

const Organisation = z.looseObject({
  id: z.string(),
  attributes: z.looseObject({ name: z.string().min(1).nullish().catch(undefined) }).nullish(),
});

/**
 * The name of the organisation that all other look-ups ask.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const organisation = defineLookUp({
  about: 'organisation',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['organisationName'],
  source: 'Atlassian organisation, list of organisations the key may see',
  async run(_, context) {
    const isOurs = ({ id }: { id: string }): boolean => id === context.atlassian.orgId;
    const list = { method: 'GET', path: '/admin/v1/orgs' } as const;
    const { items, incomplete } = await readPages(list, Organisation, context, isOurs);
    const ours = items.find(isOurs);
    if (!ours) return incomplete ?? { unavailable: NOT_ON_THE_LIST };
    const missing = { unavailable: "Atlassian's answer did not contain the organisation's name" };
    return { organisationName: ours.attributes?.name ?? missing };
  },
});
