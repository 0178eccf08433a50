import { z } from 'zod';
import { addressForms, sameAddress } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { allUnknown, defineLookUp, type LookUpContext } from '../atlassian/define-look-up.ts';
import {
  type Fact,
  type FactName,
  type FactValues,
  knownFact,
  type Origin,
  unknownFact,
} from '../atlassian/fact.ts';
import { type Listing, pageOf, readPages } from '../atlassian/read-pages.ts';

const text = z.string().min(1).nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

/** Every field is optional by the documentation; one of another kind is treated as missing. */
const User = z.looseObject({
  accountId: text,
  email: text,
  status: text,
  forDeletion: flag,
  emailVerified: flag,
  claimStatus: text,
  managementSource: text,
});
type User = z.infer<typeof User>;

const Users = pageOf(User);

const ABOUT_ONE = [
  'accountId',
  'accountStatus',
  'forDeletion',
  'emailVerified',
  'claimStatus',
  'managementSource',
] as const satisfies readonly FactName[];

const facts = ['accountsFound', ...ABOUT_ONE] as const;

/**
 * The account of the organisation that holds an address.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post
 */
export const accountByEmail = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts,
  source: 'Atlassian organisation, user search by e-mail address',
  async run({ address }, context, origin) {
    let found = await search({ emails: addressForms(address) }, context);
    // Managed accounts in no directory may be left out unless claimStatus is asked for.
    if (found.incomplete === null && holders(found.items, address).length === 0) {
      found = await search({ emails: addressForms(address), claimStatus: 'managed' }, context);
    }
    if (found.incomplete !== null) return allUnknown({ facts }, found.incomplete, origin());
    return report(holders(found.items, address), origin());
  },
});

/** `-` means every directory the key may manage. */
function search(filter: object, { atlassian, budget }: LookUpContext): Promise<Listing<User>> {
  const url = path`/admin/v2/orgs/${atlassian.orgId}/directories/-/users/search`;
  return readPages((cursor) =>
    atlassian.read({ method: 'POST', path: url, body: { ...filter, cursor } }, Users, budget),
  );
}

/** The distinct accounts among the hits that hold the address; a hit whose address is hidden counts. */
function holders(users: readonly User[], address: string): User[] {
  const matching = users.filter((user) => !user.email || sameAddress(user.email, address));
  return [...new Map(matching.map((user) => [user.accountId ?? user, user])).values()];
}

function report(accounts: readonly User[], origin: Origin): Fact[] {
  const [account] = accounts;
  if (accounts.length > 1 && accounts.some((user) => !user.accountId)) {
    const reason = 'Atlassian listed several accounts without accountId, so they cannot be counted';
    return [unknownFact('accountsFound', reason, origin)];
  }
  const count = knownFact('accountsFound', accounts.length, origin);
  if (!account || accounts.length > 1) return [count];
  return [
    count,
    field('accountId', account.accountId, origin),
    field('accountStatus', account.status, origin, 'status'),
    field('forDeletion', account.forDeletion, origin),
    field('emailVerified', account.emailVerified, origin),
    field('claimStatus', account.claimStatus, origin),
    managementSource(account, origin),
  ];
}

function field<N extends FactName>(
  name: N,
  value: FactValues[N] | null | undefined,
  origin: Origin,
  fieldName: string = name,
): Fact<N> {
  if (value !== null && value !== undefined) return knownFact(name, value, origin);
  return unknownFact(name, `Atlassian's answer did not contain ${fieldName}`, origin);
}

/** null is a documented value here: Atlassian does not know it. */
function managementSource(account: User, origin: Origin): Fact {
  if (account.managementSource !== null) return field('managementSource', account.managementSource, origin);
  const reason = 'Atlassian does not know how the account was added (managementSource is null)';
  return unknownFact('managementSource', reason, origin);
}
