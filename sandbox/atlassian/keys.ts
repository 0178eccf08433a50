import { type ApiResponse, forbidden, gatewayError, tracedError } from './response.ts';

/** The three kinds of keys: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ */
export type Keys = {
  /** an organisation API key with scopes: organisation API and SCIM links */
  apiKey: string;
  /** an organisation API key without scopes: user management, and everything the key with scopes opens */
  userManagementKey: string;
  /** the SCIM directory's own API key: SCIM only */
  scimToken: string;
};

/** The response that refuses a key which does not open the path, in that API's own format. Null if the key opens it. */
export function keyRefusal(path: string, authorization: string | undefined, keys: Keys): ApiResponse | null {
  const key = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  const ofOrganisation = key === keys.apiKey || key === keys.userManagementKey;
  if (path.startsWith('/scim/')) {
    if (key === keys.scimToken) return null;
    return ofOrganisation
      ? tracedError(403, `Not authorized to access : ${path.slice(1)}`)
      : tracedError(401, authorization === undefined ? 'Missing authorization header.' : 'Unauthorized');
  }
  if (path.startsWith('/users/')) {
    if (key === keys.userManagementKey) return null;
    return ofOrganisation
      ? forbidden(path, 'The scope manage:org is required.')
      : { status: 401, json: { key: 'unauthorized' } };
  }
  return ofOrganisation ? null : gatewayError(401, 'Unauthorized');
}
