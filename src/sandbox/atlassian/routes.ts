import type { Account, Domain, Link } from './organisation.ts';
import { type LinkForm, page } from './paging.ts';
import { adminError, type Reply } from './reply.ts';
import { searchUsers } from './search-users.ts';

export type Organisation = {
  orgId: string;
  accounts: Account[];
  domains: Domain[];
  links: Link[];
  pageSize: number;
  linkForm: LinkForm;
};

export type Incoming = { method: string; url: URL; body: unknown };

type Answer = (organisation: Organisation, request: Incoming, parameters: string[]) => Reply;
type Route = { method: string; path: RegExp; answer: Answer };

/**
 * Only calls that read. Organisation API: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ;
 * SCIM links: https://developer.atlassian.com/cloud/admin/user-provisioning/rest/api-group-admin-apis/
 */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/admin\/v1\/orgs$/, answer: listOrganisations },
  { method: 'GET', path: /^\/admin\/v1\/orgs\/([^/]+)\/domains$/, answer: listDomains },
  { method: 'POST', path: /^\/admin\/v2\/orgs\/([^/]+)\/directories\/-\/users\/search$/, answer: search },
  {
    method: 'POST',
    path: /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/get-scim-links-for-email$/,
    answer: linksOfEmail,
  },
  {
    method: 'GET',
    path: /^\/admin\/user-provisioning\/v1\/org\/([^/]+)\/user\/([^/]+)\/get-scim-links$/,
    answer: linksOfAccount,
  },
];

/** Answers a request whose key was already checked. */
export function route(organisation: Organisation, request: Incoming): Reply {
  const { pathname } = request.url;
  const samePath = ROUTES.filter(({ path }) => path.test(pathname));
  const found = samePath.find(({ method }) => method === request.method);
  if (!found) {
    return samePath.length > 0
      ? adminError('ADMIN-405-1', 'The method is not allowed here.')
      : adminError('ADMIN-404-1', 'The resource does not exist.');
  }
  const parameters = (found.path.exec(pathname) ?? []).slice(1).map(decodeURIComponent);
  const [orgId] = parameters;
  if (orgId !== undefined && orgId !== organisation.orgId) {
    return adminError('ADMIN-404-2', 'The organization does not exist.');
  }
  return found.answer(organisation, request, parameters);
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

function listed(data: unknown[], { pageSize, linkForm }: Omit<Organisation, 'orgId'>, url: URL): Reply {
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
