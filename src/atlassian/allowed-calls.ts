import type { Credential } from './atlassian-settings.ts';

/** A call that the client may make. It only reads. */
export type AllowedCall = {
  name: string;
  method: 'GET' | 'POST';
  path: RegExp;
  credential: Credential;
  /** the scope a key with scopes needs; only where Atlassian documents it */
  scope?: string;
};

/** One ID in a path: nothing that a server could take for a separator gets through. */
const ID = '(?:[\\w.~:-]|%3A)+';
const GET = 'GET';
const POST = 'POST';

/**
 * Every call the client can make. Both POSTs only read: they carry the address in the body instead of the URL.
 *
 * - organisations, domains, directories, users: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ,
 *   scopes: https://developer.atlassian.com/cloud/admin/scopes/
 * - SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 * - manage: https://developer.atlassian.com/cloud/admin/user-management/rest/
 * - SCIM: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
 */
const CALLS: readonly AllowedCall[] = [
  organisation('list organisations', GET, '/admin/v1/orgs'),
  organisation('list domains', GET, '/admin/v1/orgs/ID/domains', 'read:domains:admin'),
  organisation('search users', POST, '/admin/v2/orgs/ID/directories/ID/users/search'),
  organisation('list directories', GET, '/admin/v2/orgs/ID/directories', 'read:directories:admin'),
  organisation('user details', GET, '/admin/v2/orgs/ID/directories/ID/users/ID'),
  organisation(
    'SCIM links for an address',
    POST,
    '/admin/user-provisioning/v1/org/ID/get-scim-links-for-email',
  ),
  organisation('SCIM links of an account', GET, '/admin/user-provisioning/v1/org/ID/user/ID/get-scim-links'),
  call('user management key', 'permission map', GET, '/users/ID/manage'),
  call('user management key', 'managed profile', GET, '/users/ID/manage/profile'),
  call('directory token', 'SCIM users', GET, '/scim/directory/ID/Users'),
  call('directory token', 'SCIM service', GET, '/scim/directory/ID/ServiceProviderConfig'),
];

/** The listed call of this method and path. Throws for any other, so that it is never sent. */
export function allowedCall(method: string, path: string): AllowedCall {
  const call = CALLS.find((candidate) => candidate.method === method && candidate.path.test(path));
  if (!call) throw new Error('This call is not on the list of reading calls, so it is not made.');
  return call;
}

function organisation(name: string, method: 'GET' | 'POST', path: string, scope?: string): AllowedCall {
  return { ...call('organisation key', name, method, path), ...(scope && { scope }) };
}

function call(credential: Credential, name: string, method: 'GET' | 'POST', path: string): AllowedCall {
  return { name, method, path: new RegExp(`^${path.replaceAll('/ID', `/${ID}`)}$`), credential };
}
