import { z } from 'zod';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { readPages } from '../atlassian/read-pages.ts';

const Directory = z.looseObject({ name: z.string().min(1) });

/**
 * The user directories (not the SCIM ones) that contain the account.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const directories = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['directoryNames'],
  source: 'Atlassian organisation, directories of the account',
  async run({ accountId }, context) {
    const url = path`/admin/v2/orgs/${context.atlassian.orgId}/directories`;
    const request = { method: 'GET', path: url, query: { accountId } } as const;
    const { items, incomplete } = await readPages(request, Directory, context);
    return incomplete ?? { directoryNames: [...new Set(items.map(({ name }) => name))] };
  },
});
