import { compositeStatusOf } from './composite-status.ts';
import { listPageOf } from './list-page.ts';
import type { Account, Link, Organisation } from './organisation.ts';
import { type ApiResponse, adminError } from './response.ts';
import { type ApiRequest, type Route, routed } from './route.ts';
import { searchUsers } from './search-users.ts';

/**
 * Read-only calls. Organisation API: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ;
 * SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/admin\/v1\/orgs$/, handle: listOrganisations },
  { method: 'GET', path: /^\/admin\/v1\/orgs\/([^/]+)\/domains$/, handle: listDomains },
  { method: 'POST', path: /^\/admin\/v2\/orgs\/([^/]+)\/directories\/-\/users\/search$/, handle: search },
  { method: 'GET', path: /^\/admin\/v2\/orgs\/([^/]+)\/directories$/, handle: listDirectories },
  {
    method: 'GET',
    path: /^\/admin\/v2\/orgs\/([^/]+)\/directories\/([^/]+)\/users\/([^/]+)$/,
    handle: userDetails,
  },
  {
    method: 'POST',
    path: /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/get-scim-links-for-email$/,
    handle: linksOfEmail,
  },
  {
    method: 'GET',
    path: /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/user\/([^/]+)\/get-scim-links$/,
    handle: linksOfAccount,
  },
];

/** The organisation's only user directory. It is not the SCIM directory. */
const DIRECTORY = {
  directoryId: '7d1f0a52-0000-4000-8000-00000000d1f2',
  name: 'Example directory',
  icon: null,
};

/** Responds to a request to the organisation API or for SCIM links. */
export function administration(organisation: Organisation, request: ApiRequest): ApiResponse {
  return routed(ROUTES, request, {
    found: (handle, parameters) => {
      const [orgId] = parameters;
      if (orgId === undefined || orgId === organisation.orgId)
        return handle(organisation, request, parameters);
      return adminError('ADMIN-404-2', 'The organization does not exist.');
    },
    otherMethod: () => adminError('ADMIN-405-1', 'The method is not allowed here.'),
    none: () => adminError('ADMIN-404-1', 'The resource does not exist.'),
  });
}

function listOrganisations({ orgId, ...organisation }: Organisation, { url }: ApiRequest): ApiResponse {
  const self = `${url.origin}${url.pathname}/${orgId}`;
  const relationships = {
    domains: { links: { related: `${self}/domains` } },
    users: { links: { related: `${self}/users` } },
  };
  const data = { id: orgId, type: 'orgs', attributes: { name: 'Example' }, relationships, links: { self } };
  return listed([data], organisation, url);
}

function listDomains(organisation: Organisation, { url }: ApiRequest): ApiResponse {
  const data = organisation.domains.map(({ id, name, claimType, claimStatus }) => ({
    id,
    type: 'domains',
    attributes: { name, claim: { type: claimType, status: claimStatus } },
    links: { self: `${url.origin}${url.pathname}/${id}` },
  }));
  return listed(data, organisation, url);
}

function listed(data: unknown[], { pageSize, linkForm }: Omit<Organisation, 'orgId'>, url: URL): ApiResponse {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return listPageOf(data, cursor, { size: pageSize, links: linkForm, url: url.origin + url.pathname });
}

/** Lists the directories a user belongs to, or all of them if the request names no user. */
function listDirectories(organisation: Organisation, { url }: ApiRequest): ApiResponse {
  const wanted = url.searchParams.get('accountId');
  const isMember = ({ accountId, membershipStatus }: Account): boolean =>
    accountId === wanted && membershipStatus !== 'no_membership';
  const listing = wanted === null || organisation.accounts.some(isMember) ? [DIRECTORY] : [];
  return listed(listing, organisation, url);
}

function userDetails(
  { accounts }: Organisation,
  _request: ApiRequest,
  [, directory, id]: string[],
): ApiResponse {
  const account = accounts.find(({ accountId }) => accountId === id);
  const inside = directory === '-' || directory === DIRECTORY.directoryId;
  if (!account || !inside) return adminError('ADMIN-404-8', 'The user does not exist.');
  const { refusal: _, ...data } = account;
  return { status: 200, json: { data: { ...data, status: compositeStatusOf(account) } } };
}

function search({ accounts, pageSize, linkForm }: Organisation, { body, url }: ApiRequest): ApiResponse {
  return searchUsers(body, accounts, { size: pageSize, links: linkForm, url: url.origin + url.pathname });
}

/** The error for a body without an address is undocumented, so this uses the form of the organisation API. */
function linksOfEmail(organisation: Organisation, { body }: ApiRequest): ApiResponse {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  if (typeof email !== 'string') return adminError('ADMIN-400-24', 'email must be a string.');
  return scimLinks(organisation, (link) => link.email === email);
}

function linksOfAccount(
  organisation: Organisation,
  _request: ApiRequest,
  [, accountId]: string[],
): ApiResponse {
  return scimLinks(organisation, (link) => link.atlassianAccountId === accountId);
}

function scimLinks({ links, orgId }: Organisation, isWanted: (link: Link) => boolean): ApiResponse {
  const found = links.filter(isWanted).map(({ email: _, ...link }) => ({ ...link, orgId }));
  return { status: 200, json: { scimLinks: found } };
}
