/** A call the client may make: it reads and never changes anything. */
export type AllowedCall = {
  name: string;
  method: 'GET' | 'POST';
  path: RegExp;
  /** what a 403 may mean for this call; a scope is named only where Atlassian documents it */
  forbidden: string;
};

/**
 * Every call the client can make. Both POSTs only read: they carry the address in the body instead of the URL.
 *
 * - users/search: https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post
 * - SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 * - domains: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ and https://developer.atlassian.com/cloud/admin/scopes/
 */
const CALLS: readonly AllowedCall[] = [
  {
    name: 'list domains',
    method: 'GET',
    path: /^\/admin\/v1\/orgs\/[^/]+\/domains$/,
    forbidden: 'the API key may not be allowed to list domains; a key with scopes needs read:domains:admin',
  },
  {
    name: 'search users',
    method: 'POST',
    path: /^\/admin\/v2\/orgs\/[^/]+\/directories\/[^/]+\/users\/search$/,
    forbidden: 'the API key may not be allowed to do this',
  },
  {
    name: 'SCIM links for an address',
    method: 'POST',
    path: /^\/admin\/user-provisioning\/v1\/org\/[^/]+\/get-scim-links-for-email$/,
    forbidden: 'the API key may not be allowed to do this',
  },
];

/** The listed call of this method and path; throws for anything else, so that nothing is ever sent. */
export function allowedCall(method: string, path: string): AllowedCall {
  const call = CALLS.find((candidate) => candidate.method === method && candidate.path.test(path));
  if (!call) throw new Error('This call is not on the list of reading calls, so it is not made.');
  return call;
}
