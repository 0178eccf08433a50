import { z } from 'zod';
import type { ReadResult } from './attempt.ts';
import type { ReadRequest } from './client.ts';
import type { LookUpContext } from './define-look-up.ts';
import type { ScimLink } from './fact.ts';

/** https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/ */
const Links = z.looseObject({
  scimLinks: z.array(
    z.looseObject({
      scimUserId: z.string(),
      directoryId: z.string(),
      atlassianAccountId: z.string().nullish(),
    }),
  ),
});

/** The links that all of the requests together give, each record once; a failure of one is a failure of all. */
export async function readScimLinks(
  requests: readonly ReadRequest[],
  { atlassian, budget }: LookUpContext,
): Promise<ReadResult<ScimLink[]>> {
  const links: ScimLink[] = [];
  for (const read of await Promise.all(requests.map((request) => atlassian.read(request, Links, budget)))) {
    if (!read.ok) return read;
    links.push(...read.data.scimLinks.map(linkOf));
  }
  return {
    ok: true,
    data: [...new Map(links.map((link) => [`${link.directoryId}/${link.scimUserId}`, link])).values()],
  };
}

/** null and absent stay apart: null is linked to no account, absent is not said. */
function linkOf({
  scimUserId,
  directoryId,
  atlassianAccountId,
}: z.infer<typeof Links>['scimLinks'][number]): ScimLink {
  return {
    scimUserId,
    directoryId,
    ...(atlassianAccountId !== undefined && { atlassianAccountId }),
  };
}
