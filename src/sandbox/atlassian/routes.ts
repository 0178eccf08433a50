import type { Account, Domain, Link } from './organisation.ts';
import { type LinkForm, page } from './paging.ts';
import { adminError, forbidden, type Reply, scimForbidden, userError } from './reply.ts';
import { findRecords, serviceProviderConfig } from './scim.ts';
import { searchUsers } from './search-users.ts';

export type Organisation = {
  orgId: string;
  scimDirectoryId: string;
  accounts: Account[];
  domains: Domain[];
  links: Link[];
  pageSize: number;
  linkForm: LinkForm;
};

export type Incoming = { method: string; url: URL; body: unknown };

/** The three keys; each opens the calls of its own kind (`routes`) alone. */
export type Keys = { apiKey: string; userManagementKey: string; scimToken: string };

type Answer = (organisation: Organisation, request: Incoming, parameters: string[]) => Reply;
type Route = { method: string; path: RegExp; answer: Answer; key: keyof Keys };

/**
 * Only calls that read. Organisation API: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ;
 * SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
const ROUTES: readonly Route[] = [
  admin('GET', /^\/admin\/v1\/orgs$/, listOrganisations),
  admin('GET', /^\/admin\/v1\/orgs\/([^/]+)\/domains$/, listDomains),
  admin('GET', /^\/admin\/v2\/orgs\/([^/]+)\/directories$/, listDirectories),
  admin('POST', /^\/admin\/v2\/orgs\/([^/]+)\/directories\/-\/users\/search$/, search),
  admin('GET', /^\/admin\/v2\/orgs\/([^/]+)\/directories\/-\/users\/([^/]+)$/, userDetails),
  admin('POST', /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/get-scim-links-for-email$/, linksOfEmail),
  admin(
    'GET',
    /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/user\/([^/]+)\/get-scim-links$/,
    linksOfAccount,
  ),
  { method: 'GET', path: /^\/users\/([^/]+)\/manage$/, answer: permissions, key: 'userManagementKey' },
  { method: 'GET', path: /^\/users\/([^/]+)\/manage\/profile$/, answer: profile, key: 'userManagementKey' },
  { method: 'GET', path: /^\/scim\/directory\/([^/]+)\/Users$/, answer: scimUsers, key: 'scimToken' },
  {
    method: 'GET',
    path: /^\/scim\/directory\/([^/]+)\/ServiceProviderConfig$/,
    answer: serviceProviderConfig,
    key: 'scimToken',
  },
];

function admin(method: string, path: RegExp, answer: Answer): Route {
  return { method, path, answer, key: 'apiKey' };
}

/** Answers a request; null when its key is none of this kind of call. */
export function route(organisation: Organisation, request: Incoming, keys: Keys, key: string): Reply | null {
  const { pathname } = request.url;
  if (!Object.values(keys).includes(key)) return null;
  const samePath = ROUTES.filter(({ path }) => path.test(pathname));
  const found = samePath.find(({ method }) => method === request.method);
  if (!found) {
    return samePath.length > 0
      ? adminError('ADMIN-405-1', 'The method is not allowed here.')
      : adminError('ADMIN-404-1', 'The resource does not exist.');
  }
  if (keys[found.key] !== key) return wrongKind(found.key, pathname);
  const parameters = (found.path.exec(pathname) ?? []).slice(1).map(decodeURIComponent);
  const [orgId] = parameters;
  if (found.key === 'scimToken' && orgId !== organisation.scimDirectoryId) return { status: 404, text: '' };
  if (found.key === 'apiKey' && orgId !== undefined && orgId !== organisation.orgId) {
    return adminError('ADMIN-404-2', 'The organization does not exist.');
  }
  return found.answer(organisation, request, parameters);
}

/** A good key of another kind: https://jira.atlassian.com/browse/ID-9051 ; SCIM names the path it refused. */
function wrongKind(key: keyof Keys, path: string): Reply {
  return key === 'scimToken' ? scimForbidden(path) : forbidden(path);
}

function listDirectories(organisation: Organisation, { url }: Incoming): Reply {
  const wanted = url.searchParams.get('accountId');
  const known = wanted === null || organisation.accounts.some(({ accountId }) => accountId === wanted);
  return listed(
    known ? [{ directoryId: 'directory-1', name: 'Example directory', icon: null }] : [],
    organisation,
    url,
  );
}

function userDetails({ accounts }: Organisation, _request: Incoming, [, id]: string[]): Reply {
  const account = accounts.find(({ accountId }) => accountId === id);
  if (!account) return adminError('ADMIN-404-1', 'The user does not exist.');
  const { refusal: _, ...data } = account;
  return { status: 200, json: { data } };
}

/** https://developer.atlassian.com/cloud/admin/user-management/rest/ : only accounts that the organisation manages. */
function managed({ accounts }: Organisation, id: string | undefined) {
  return accounts.find(({ accountId, claimStatus }) => accountId === id && claimStatus === 'managed');
}

function permissions(organisation: Organisation, _request: Incoming, [id]: string[]): Reply {
  const account = managed(organisation, id);
  if (!account) return userError(404, 'accountNotFound');
  if (!account.emailVerified) return userError(403, 'forbidden.targetUnverified');
  const may = (allowed: boolean, key = ''): object => (allowed ? { allowed } : { allowed, reason: { key } });
  const synced = organisation.links.some(({ atlassianAccountId }) => atlassianAccountId === id);
  const refusal = account.refusal ?? (synced ? 'externalDirectory.scim' : undefined);
  const set = may(refusal === undefined, refusal);
  return {
    status: 200,
    json: {
      'email.set': set,
      'lifecycle.enablement': set,
      'lifecycle.delete': may(true),
      'apiToken.read': may(true),
    },
  };
}

function profile(organisation: Organisation, _request: Incoming, [id]: string[]): Reply {
  const account = managed(organisation, id);
  if (!account) return userError(404, 'accountNotFound');
  if (!account.emailVerified) return userError(403, 'forbidden.targetUnverified');
  const { accountId, accountType, accountStatus, name, nickname, email, timeZone } = account;
  const fields = { account_id: accountId, account_type: accountType, account_status: accountStatus };
  return { status: 200, json: { account: { ...fields, name, nickname, email, zoneinfo: timeZone } } };
}

function scimUsers({ links }: Organisation, { url }: Incoming): Reply {
  return findRecords(links, url);
}

function listOrganisations({ orgId, ...organisation }: Organisation, { url }: Incoming): Reply {
  const self = `${url.origin}${url.pathname}/${orgId}`;
  const relationships = {
    domains: { links: { related: `${self}/domains` } },
    users: { links: { related: `${self}/users` } },
  };
  const data = { id: orgId, type: 'orgs', attributes: { name: 'Example' }, relationships, links: { self } };
  return listed([data], organisation, url);
}

function listDomains(organisation: Organisation, { url }: Incoming): Reply {
  const data = organisation.domains.map(({ id, name, claimType, claimStatus }) => ({
    id,
    type: 'domains',
    attributes: { name, claim: { type: claimType, status: claimStatus } },
    links: { self: `${url.origin}${url.pathname}/${id}` },
  }));
  return listed(data, organisation, url);
}

function listed(
  data: unknown[],
  { pageSize, linkForm }: Pick<Organisation, 'pageSize' | 'linkForm'>,
  url: URL,
): Reply {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  return page(data, cursor, { size: pageSize, links: linkForm, url: url.origin + url.pathname });
}

function search({ accounts, pageSize, linkForm }: Organisation, { body, url }: Incoming): Reply {
  return searchUsers(body, accounts, { size: pageSize, links: linkForm, url: url.origin + url.pathname });
}

/** The error for a body without an address is not documented; the organisation API's form stands in. */
function linksOfEmail(organisation: Organisation, { body }: Incoming): Reply {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  if (typeof email !== 'string') return adminError('ADMIN-400-24', 'email must be a string.');
  return scimLinks(organisation, (link) => link.email === email);
}

function linksOfAccount(organisation: Organisation, _request: Incoming, [, accountId]: string[]): Reply {
  return scimLinks(organisation, (link) => link.atlassianAccountId === accountId);
}

function scimLinks({ links, orgId }: Organisation, isWanted: (link: Link) => boolean): Reply {
  const found = links.filter(isWanted).map(({ email: _, ...link }) => ({ ...link, orgId }));
  return { status: 200, json: { scimLinks: found } };
}
