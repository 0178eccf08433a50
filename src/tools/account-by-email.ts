import { z } from 'zod';
import { addressForms, sameAddress } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp, type Findings, type LookUpContext } from '../atlassian/define-look-up.ts';
import { type Listing, readPages } from '../atlassian/read-pages.ts';

const text = z.string().min(1).nullish().catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

/** Every field is optional in the documentation. A value of another type is treated as missing. */
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

/**
 * The account of the organisation that holds an address.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post
 */
export const accountByEmail = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: [
    'accountsFound',
    'accountId',
    'accountStatus',
    'forDeletion',
    'emailVerified',
    'claimStatus',
    'managementSource',
  ],
  source: 'Atlassian organisation, user search by e-mail address',
  async run({ address }, context) {
    const emails = addressForms(address);
    let found = await search({ emails }, context);
    // Managed accounts in no directory may be left out unless claimStatus is asked for.
    if (!found.incomplete && holders(found.items, address).length === 0)
      found = await search({ emails, claimStatus: 'managed' }, context);
    return found.incomplete ?? report(holders(found.items, address));
  },
});

/** `-` stands for every directory that the key may manage. */
function search(body: object, context: LookUpContext): Promise<Listing<User>> {
  const url = path`/admin/v2/orgs/${context.atlassian.orgId}/directories/-/users/search`;
  return readPages({ method: 'POST', path: url, body }, User, context);
}

/** The distinct accounts among the hits that hold the address; a hit whose address is hidden counts. */
function holders(users: readonly User[], address: string): User[] {
  const matching = users.filter((user) => !user.email || sameAddress(user.email, address));
  return [...new Map(matching.map((user) => [user.accountId ?? user, user])).values()];
}

function report(accounts: readonly User[]): Findings {
  const [account] = accounts;
  if (accounts.length > 1 && accounts.some((user) => !user.accountId)) {
    const unavailable =
      'Atlassian listed several accounts, not all with accountId, so they cannot be counted';
    return { accountsFound: { unavailable } };
  }
  if (!account || accounts.length > 1) return { accountsFound: accounts.length };
  return {
    accountsFound: 1,
    accountId: given(account, 'accountId'),
    accountStatus: given(account, 'status'),
    forDeletion: given(account, 'forDeletion'),
    emailVerified: given(account, 'emailVerified'),
    claimStatus: given(account, 'claimStatus'),
    managementSource:
      account.managementSource === null
        ? { unavailable: 'Atlassian does not know how the account was added (managementSource is null)' }
        : given(account, 'managementSource'),
  };
}

function given<F extends keyof User>(account: User, field: F) {
  return account[field] ?? { unavailable: `Atlassian's answer did not contain ${field}` };
}
