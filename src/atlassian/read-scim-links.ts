import { z } from 'zod';
import type { Unavailable } from '../unavailable.ts';
import type { ReadRequest } from './client.ts';
import type { LookUpContext } from './define-look-up.ts';
import { type ScimLink, scimLink } from './fact.ts';

/** https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/ */
const Links = z.looseObject({ scimLinks: z.array(scimLink.strip()) });

/** The links that all of the requests together give, each record once. If one request fails, so does the whole. */
export async function readScimLinks(
  requests: readonly ReadRequest[],
  { atlassian, budget }: LookUpContext,
): Promise<ScimLink[] | Unavailable> {
  const links = new Map<string, ScimLink>();
  for (const read of await Promise.all(requests.map((request) => atlassian.read(request, Links, budget)))) {
    if (!read.ok) return { unavailable: read.reason };
    for (const link of read.data.scimLinks) links.set(`${link.directoryId}/${link.scimUserId}`, link);
  }
  return [...links.values()];
}
