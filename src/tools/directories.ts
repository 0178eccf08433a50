import { z } from 'zod';
import { path } from './atlassian.ts';
import { accountInput } from './email.ts';
import { knownFact } from './fact.ts';
import { pageOf, readPages } from './pages.ts';
import { allUnknown, defineTool } from './tool.ts';

const Directories = pageOf(z.looseObject({ directoryId: z.string(), name: z.string().min(1).nullish() }));

const facts = ['directoryNames'] as const;

/**
 * The user directories an account is in, by name (their ids are not those of SCIM directories).
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const directories = defineTool({
  name: 'directories',
  description: 'Tells the names of the user directories that contain the account.',
  input: accountInput,
  facts,
  needs: 'accountId',
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
    if (incomplete !== null) return allUnknown({ facts }, incomplete, origin());
    return [
      knownFact(
        'directoryNames',
        items.map(({ name, directoryId }) => name ?? directoryId),
        origin(),
      ),
    ];
  },
});
