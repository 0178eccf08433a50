import { z } from 'zod';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { knownFact, unknownFact } from '../atlassian/fact.ts';
import { pageOf, readPages } from '../atlassian/read-pages.ts';

const Directories = pageOf(z.looseObject({ name: z.string().min(1) }));

/**
 * The user directories (not the SCIM ones) that contain the account.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const directories = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['directoryNames'],
  source: 'Atlassian organisation, directories of the account',
  async run({ accountId }, { atlassian, budget }, origin) {
    const url = path`/admin/v2/orgs/${atlassian.orgId}/directories`;
    const { items, incomplete } = await readPages((cursor) =>
      atlassian.read(
        { method: 'GET', path: url, query: { accountId, ...(cursor && { cursor }) } },
        Directories,
        budget,
      ),
    );
    if (incomplete !== null) return [unknownFact('directoryNames', incomplete, origin())];
    return [knownFact('directoryNames', [...new Set(items.map(({ name }) => name))], origin())];
  },
});
