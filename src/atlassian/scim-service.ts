import { z } from 'zod';
import type { ReadResult } from './attempt.ts';
import { path } from './client.ts';
import type { LookUpContext } from './define-look-up.ts';

const feature = z.looseObject({ supported: z.boolean() }).nullish().catch(undefined);

/** https://www.rfc-editor.org/rfc/rfc7643#section-5 */
const ServiceProviderConfig = z.looseObject({
  schemas: z.array(z.string()),
  patch: feature,
  bulk: feature,
  filter: feature,
});

/** What the SCIM directory says it offers: the cheapest call that proves its id and token. */
export async function scimService({
  atlassian,
  budget,
}: LookUpContext): Promise<ReadResult<z.infer<typeof ServiceProviderConfig>>> {
  const lack = atlassian.lacks(['ATLASSIAN_SCIM_DIRECTORY_ID', 'ATLASSIAN_SCIM_TOKEN']);
  if (lack) return { ok: false, reason: lack };
  const url = path`/scim/directory/${atlassian.scimDirectoryId}/ServiceProviderConfig`;
  return atlassian.read({ method: 'GET', path: url }, ServiceProviderConfig, budget);
}
