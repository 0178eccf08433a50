import type { Link, Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';
import { type ApiRequest, type Route, routed } from './route.ts';

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
const EXTENSION = 'urn:scim:schemas:extension:atlassian-external:1.0';
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const SERVICE = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/** Read-only calls: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/ */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/scim\/directory\/([^/]+)\/Users$/, handle: listUsers },
  {
    method: 'GET',
    path: /^\/scim\/directory\/([^/]+)\/ServiceProviderConfig$/,
    handle: serviceProviderConfig,
  },
];

/** Responds to a request to the one SCIM directory. Its users are the SCIM records in `links`. */
export function scim(organisation: Organisation, request: ApiRequest): ApiResponse {
  return routed(ROUTES, request, {
    found: (handle, parameters) =>
      parameters[0] === organisation.scimDirectoryId
        ? handle(organisation, request, parameters)
        : scimError(404, undefined, 'Directory does not exist.'),
    otherMethod: () => scimError(501, undefined, 'The sandbox only reads.'),
    none: () => scimError(404, undefined, 'The resource does not exist.'),
  });
}

/** A page holds at most 100 users: https://confluence.atlassian.com/cloudkb/how-to-fetch-all-users-via-user-provisioning-scim-api-1107633097.html */
function listUsers({ links, scimDirectoryId, pageSize }: Organisation, { url }: ApiRequest): ApiResponse {
  const filter = url.searchParams.get('filter');
  const isWanted = filter === null ? () => true : condition(filter);
  if (!isWanted) return scimError(400, 'invalidFilter', 'Resource [USER] invalid filter');
  const found = links.filter((link) => link.directoryId === scimDirectoryId && isWanted(link));
  const startIndex = Math.max(1, count(url, 'startIndex') ?? 1);
  const size = Math.min(count(url, 'count') ?? pageSize, pageSize, 100);
  const Resources = found.slice(startIndex - 1, startIndex - 1 + size).map(recordOf);
  return scimResponse(200, {
    schemas: [LIST],
    totalResults: found.length,
    startIndex,
    itemsPerPage: Resources.length,
    Resources,
  });
}

/**
 * A filter that Atlassian supports, as a condition: one `eq` on userName or externalId (which no record has). Null for any
 * other filter.
 */
function condition(filter: string): ((link: Link) => boolean) | null {
  const [, attribute = '', value] =
    /^(\S+) eq ("(?:[^"\\\p{Cc}]|\\["\\/bfnrt]|\\u[\da-f]{4})*")$/iu.exec(filter.trim()) ?? [];
  if (value === undefined) return null;
  if (/^externalId$/i.test(attribute)) return () => false;
  return /^userName$/i.test(attribute) ? ({ email }) => email === JSON.parse(value) : null;
}

function count(url: URL, name: string): number | null {
  const text = url.searchParams.get(name) ?? '';
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function recordOf({ email, scimUserId, atlassianAccountId }: Link) {
  return {
    schemas: [USER, EXTENSION],
    id: scimUserId,
    userName: email,
    name: { formatted: email.split('@')[0] },
    emails: [{ value: email, type: 'work', primary: true }],
    active: true,
    groups: [],
    meta: { resourceType: 'User' },
    // Left out if no account is linked, as seen at https://jira.atlassian.com/browse/ACCESS-1396
    ...(atlassianAccountId && { [EXTENSION]: { atlassianAccountId } }),
  };
}

/** https://www.rfc-editor.org/rfc/rfc7643#section-5 */
function serviceProviderConfig(): ApiResponse {
  return scimResponse(200, {
    schemas: [SERVICE],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: 100 },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      { type: 'oauthbearertoken', name: 'API key', description: "The directory's key" },
    ],
  });
}

function scimError(status: number, scimType: string | undefined, detail: string): ApiResponse {
  return scimResponse(status, {
    schemas: [ERROR],
    status: String(status),
    ...(scimType && { scimType }),
    detail,
  });
}

function scimResponse(status: number, json: object): ApiResponse {
  return { status, headers: { 'content-type': 'application/scim+json' }, json };
}
