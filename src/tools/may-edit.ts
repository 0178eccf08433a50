import { z } from 'zod';
import { path } from '../atlassian/client.ts';
import { allUnknown, defineLookUp } from '../atlassian/define-look-up.ts';
import { type Fact, knownFact, type Origin, unknownFact } from '../atlassian/fact.ts';

const Permission = z.looseObject({
  allowed: z.boolean().nullish().catch(undefined),
  reason: z
    .looseObject({ key: z.string().min(1).nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});
type Permission = z.infer<typeof Permission>;

const Permissions = z.looseObject({ 'email.set': Permission });

const facts = ['emailChangeAllowed', 'emailChangeRefusal'] as const;

/**
 * What the permission map of a managed account says about changing its e-mail address.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/
 */
export const mayEdit = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_USER_MANAGEMENT_KEY'],
  facts,
  source: 'Atlassian user management, permissions for the account',
  async run({ accountId }, { atlassian, budget }, origin) {
    const url = path`/users/${accountId}/manage`;
    const read = await atlassian.read({ method: 'GET', path: url }, Permissions, budget);
    if (!read.ok) return allUnknown({ facts }, read.reason, origin());
    return report(read.data['email.set'], origin());
  },
});

/** Where the change is allowed there is no refusal to report. */
function report({ allowed, reason }: Permission, origin: Origin): Fact[] {
  if (allowed === undefined || allowed === null) {
    return allUnknown({ facts }, "Atlassian's answer did not contain email.set.allowed", origin);
  }
  const decided = knownFact('emailChangeAllowed', allowed, origin);
  if (allowed) return [decided];
  const key = reason?.key;
  return [
    decided,
    key
      ? knownFact('emailChangeRefusal', key, origin)
      : unknownFact('emailChangeRefusal', "Atlassian's answer did not contain email.set.reason.key", origin),
  ];
}
