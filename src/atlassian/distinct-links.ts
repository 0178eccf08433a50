import { z } from 'zod';
import type { ScimLink } from './fact.ts';

/** https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/ */
export const ScimLinks = z.looseObject({
  scimLinks: z.array(
    z.looseObject({
      scimUserId: z.string(),
      directoryId: z.string(),
      atlassianAccountId: z.string().nullish(),
    }),
  ),
});

/** The links of several answers, each record once. null and absent stay apart: null is linked to no account, absent is not said. */
export function distinctLinks(answers: readonly z.infer<typeof ScimLinks>[]): ScimLink[] {
  const links = answers.flatMap(({ scimLinks }) => scimLinks);
  const distinct = new Map(links.map((link) => [`${link.directoryId}/${link.scimUserId}`, link]));
  return [...distinct.values()].map(({ scimUserId, directoryId, atlassianAccountId }) =>
    atlassianAccountId === undefined
      ? { scimUserId, directoryId }
      : { scimUserId, directoryId, atlassianAccountId },
  );
}
