import type { Credential } from './credentials.ts';

/** A call the client may make: it reads and never changes anything. */
export type AllowedCall = {
  name: string;
  method: 'GET' | 'POST';
  path: RegExp;
  credential: Credential;
  /** what a 403 may mean for this call; a scope is named only where Atlassian documents it */
  forbidden: string;
  /** what a 404 may mean */
  notFound: string;
};

const NO_SUCH_ORG = 'ATLASSIAN_ORG_ID may be wrong, or what was asked for was not found';
const NO_SUCH_DIRECTORY =
  'ATLASSIAN_SCIM_DIRECTORY_ID may be wrong, or the organisation has no Atlassian Guard subscription';
const NOT_THE_DIRECTORYS_KEY =
  "ATLASSIAN_SCIM_TOKEN is not the key of this directory: SCIM takes the directory's own key, not an organisation API key";
const NEEDS_NO_SCOPES =
  'ATLASSIAN_USER_MANAGEMENT_KEY may not do this: it must be an organisation API key without scopes, and the account one that the organisation manages';

/**
 * Every call the client can make. Both POSTs only read: they carry the address in the body instead of the URL.
 *
 * - organisations: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ; scopes: https://developer.atlassian.com/cloud/admin/scopes/
 * - users/search: https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post
 * - SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 * - user management: https://developer.atlassian.com/cloud/admin/user-management/rest/
 * - SCIM: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/
 */
const CALLS: readonly AllowedCall[] = [
  organisation('list organisations', 'GET', /^\/admin\/v1\/orgs$/),
  organisation('list domains', 'GET', /^\/admin\/v1\/orgs\/[^/]+\/domains$/, 'read:domains:admin'),
  organisation(
    'list directories',
    'GET',
    /^\/admin\/v2\/orgs\/[^/]+\/directories$/,
    'read:directories:admin',
  ),
  organisation('search users', 'POST', /^\/admin\/v2\/orgs\/[^/]+\/directories\/[^/]+\/users\/search$/),
  organisation('user details', 'GET', /^\/admin\/v2\/orgs\/[^/]+\/directories\/[^/]+\/users\/[^/]+$/),
  organisation(
    'SCIM links for an address',
    'POST',
    /^\/admin\/user-provisioning\/v1\/org\/[^/]+\/get-scim-links-for-email$/,
  ),
  organisation(
    'SCIM links of an account',
    'GET',
    /^\/admin\/user-provisioning\/v1\/org\/[^/]+\/user\/[^/]+\/get-scim-links$/,
  ),
  userManagement('permissions', /^\/users\/[^/]+\/manage$/),
  userManagement('profile', /^\/users\/[^/]+\/manage\/profile$/),
  scim('SCIM users', /^\/scim\/directory\/[^/]+\/Users$/),
  scim('SCIM service provider', /^\/scim\/directory\/[^/]+\/ServiceProviderConfig$/),
];

function organisation(name: string, method: 'GET' | 'POST', path: RegExp, scope?: string): AllowedCall {
  const needed = scope ? `; a key with scopes needs ${scope}` : '';
  const forbidden = `ATLASSIAN_API_KEY may not be allowed to do this (${name})${needed}`;
  return { name, method, path, credential: 'organisation key', forbidden, notFound: NO_SUCH_ORG };
}

function userManagement(name: string, path: RegExp): AllowedCall {
  const notFound = 'the account was not found, or is not managed by this organisation';
  return {
    name,
    method: 'GET',
    path,
    credential: 'user management key',
    forbidden: NEEDS_NO_SCOPES,
    notFound,
  };
}

function scim(name: string, path: RegExp): AllowedCall {
  const forbidden = NOT_THE_DIRECTORYS_KEY;
  return { name, method: 'GET', path, credential: 'directory token', forbidden, notFound: NO_SUCH_DIRECTORY };
}

/** The listed call of this method and path; throws for anything else, so that nothing is ever sent. */
export function allowedCall(method: string, path: string): AllowedCall {
  const call = CALLS.find((candidate) => candidate.method === method && candidate.path.test(path));
  if (!call) throw new Error('This call is not on the list of reading calls, so it is not made.');
  return call;
}
