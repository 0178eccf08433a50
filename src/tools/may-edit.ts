import { z } from 'zod';
import { path } from './atlassian.ts';
import { accountInput } from './email.ts';
import { knownFact, unknownFact } from './fact.ts';
import { allUnknown, defineTool } from './tool.ts';

const PRIVILEGE = 'email.set';

const Permissions = z.looseObject({
  [PRIVILEGE]: z.looseObject({
    allowed: z.boolean(),
    reason: z
      .looseObject({ key: z.string().min(1) })
      .nullish()
      .catch(undefined),
  }),
});

const facts = ['emailChangeAllowed', 'emailChangeRefusal'] as const;

/**
 * May this organisation change the account's e-mail address, and why not: the permission map of user management.
 * https://developer.atlassian.com/cloud/admin/user-management/rest/
 */
export const mayEdit = defineTool({
  name: 'may-edit',
  description: "Tells whether the organisation may change the account's e-mail address, and why not.",
  input: accountInput,
  facts,
  needs: 'accountId',
  source: 'Atlassian user management, permissions for the account',
  async run({ accountId }, { atlassian, budget }, origin) {
    const url = path`/users/${accountId}/manage`;
    const read = await atlassian.read(
      { method: 'GET', path: url, query: { privileges: PRIVILEGE } },
      Permissions,
      budget,
    );
    if (!read.ok) {
      const unverified = read.key === 'forbidden.targetUnverified';
      const reason = unverified
        ? "Atlassian shows no permissions while the account's address is not verified"
        : read.reason;
      return allUnknown({ facts }, reason, origin());
    }
    const { allowed, reason } = read.data[PRIVILEGE] as { allowed: boolean; reason?: { key: string } | null };
    const known = knownFact('emailChangeAllowed', allowed, origin());
    if (allowed) return [known];
    return [
      known,
      reason
        ? knownFact('emailChangeRefusal', reason.key, origin())
        : unknownFact('emailChangeRefusal', "Atlassian's answer did not contain the reason", origin()),
    ];
  },
});
