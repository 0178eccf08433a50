import { z } from 'zod';
import { path } from './atlassian.ts';
import { emailForms, emailInput } from './email.ts';
import { knownFact, type ScimRecord } from './fact.ts';
import { allUnknown, defineTool } from './tool.ts';

const EXTENSION = 'urn:scim:schemas:extension:atlassian-external:1.0';

/** A ListResponse (RFC 7644 section 3.4.2); `Resources` is left out where there is none. */
const Records = z.looseObject({
  totalResults: z.int(),
  Resources: z
    .array(
      z.looseObject({
        id: z.string(),
        active: z.boolean().nullish().catch(undefined),
        [EXTENSION]: z.looseObject({ atlassianAccountId: z.string().nullish() }).nullish().catch(undefined),
      }),
    )
    .default([]),
});
type Record = z.infer<typeof Records>['Resources'][number];

const facts = ['scimRecord'] as const;

/**
 * The SCIM record whose userName is the address, in the one directory whose key is known. Only `eq` on userName or externalId can
 * be asked: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ ; the filter's form: RFC 7644 section 3.4.2.2.
 */
export const scimRecord = defineTool({
  name: 'scim-record',
  description: 'Finds the SCIM record whose userName is the e-mail address.',
  input: emailInput,
  facts,
  source: 'Atlassian SCIM directory, users by userName',
  async run({ email }, { atlassian, budget }, origin) {
    const directory = atlassian.scimDirectoryId;
    if (!directory) return allUnknown({ facts }, 'ATLASSIAN_SCIM_DIRECTORY_ID is not set', origin());
    const url = path`/scim/directory/${directory}/Users`;
    const found = new Map<string, ScimRecord>();
    for (const form of emailForms(email)) {
      const query = { filter: `userName eq ${JSON.stringify(form)}` };
      const read = await atlassian.read({ method: 'GET', path: url, query }, Records, budget);
      if (!read.ok) return allUnknown({ facts }, read.reason, origin());
      for (const record of read.data.Resources) found.set(record.id, recordOf(record));
      if (read.data.totalResults > read.data.Resources.length)
        return allUnknown({ facts }, 'Atlassian did not list every record with this userName', origin());
    }
    const [record = null, ...others] = found.values();
    if (others.length > 0)
      return allUnknown({ facts }, 'the directory has more than one record with this userName', origin());
    return [knownFact('scimRecord', record, origin())];
  },
});

/** null and absent stay apart: null is linked to no account, absent is not said. */
function recordOf({ id, active, [EXTENSION]: extension }: Record): ScimRecord {
  const account = (extension as { atlassianAccountId?: string | null } | null | undefined)
    ?.atlassianAccountId;
  return {
    scimUserId: id,
    ...(typeof active === 'boolean' ? { active } : {}),
    ...(account === undefined ? {} : { atlassianAccountId: account }),
  };
}
