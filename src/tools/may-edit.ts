import { z } from 'zod';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';

const Permission = z.looseObject({
  allowed: z.boolean().nullish().catch(undefined),
  reason: z
    .looseObject({ key: z.string().min(1).nullish().catch(undefined) })
    .nullish()
    .catch(undefined),
});
const Permissions = z.looseObject({ 'email.set': Permission });

/**
 * What the permission map of a managed account says about changing its e-mail address.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/
 */
export const mayEdit = defineLookUp({
  about: 'account',
  settings: ['ATLASSIAN_USER_MANAGEMENT_KEY'],
  facts: ['emailChangeAllowed', 'emailChangeRefusal'],
  source: 'Atlassian user management, permissions for the account',
  async run({ accountId }, { atlassian, budget }) {
    const url = path`/users/${accountId}/manage`;
    const read = await atlassian.read({ method: 'GET', path: url }, Permissions, budget);
    if (!read.ok) return { unavailable: read.reason };
    const { allowed, reason } = read.data['email.set'];
    if (allowed === undefined || allowed === null)
      return { unavailable: "Atlassian's answer did not contain email.set.allowed" };
    if (allowed) return { emailChangeAllowed: true };
    const missing = { unavailable: "Atlassian's answer did not contain email.set.reason.key" };
    return { emailChangeAllowed: false, emailChangeRefusal: reason?.key ?? missing };
  },
});
