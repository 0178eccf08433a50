import type { Account, Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';
import { type ApiRequest, type Route, routed } from './route.ts';

/** Read-only calls: https://developer.atlassian.com/cloud/admin/user-management/rest/ */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/users\/([^/]+)\/manage$/, handle: permissionMap },
  { method: 'GET', path: /^\/users\/([^/]+)\/manage\/profile$/, handle: profile },
];

const ALLOWED = { allowed: true };

/** Responds to a user-management request. It covers only managed accounts and reveals nothing about unverified ones. */
export function userManagement(organisation: Organisation, request: ApiRequest): ApiResponse {
  return routed(ROUTES, request, {
    found: (handle, parameters) => {
      const account = organisation.accounts.find(({ accountId }) => accountId === parameters[0]);
      if (!account) return keyedError(404, 'accountNotFound');
      if (account.claimStatus !== 'managed') return keyedError(403, 'forbidden');
      if (!account.emailVerified) return keyedError(403, 'forbidden.targetUnverified');
      return handle(organisation, request, parameters);
    },
    otherMethod: () => keyedError(404, 'notFound'),
    none: () => keyedError(404, 'notFound'),
  });
}

function permissionMap({ accounts, links }: Organisation, _: ApiRequest, [id = '']: string[]): ApiResponse {
  const isSynced = links.some(({ atlassianAccountId }) => atlassianAccountId === id);
  const { refusal } = accounts.find(({ accountId }) => accountId === id) ?? {};
  const key = refusal ?? (isSynced ? 'externalDirectory.scim' : undefined);
  const json = {
    'profile.write': { '/name': ALLOWED, '/nickname': ALLOWED },
    'profile.read': ALLOWED,
    'email.set': key ? { allowed: false, reason: { key } } : ALLOWED,
    'lifecycle.enablement': ALLOWED,
    'lifecycle.delete': ALLOWED,
    'apiToken.read': ALLOWED,
    'apiToken.delete': ALLOWED,
  };
  return { status: 200, json };
}

function profile({ accounts }: Organisation, _: ApiRequest, [id]: string[]): ApiResponse {
  const account = accounts.find(({ accountId }) => accountId === id);
  return { status: 200, json: { account: account && profileOf(account) } };
}

function profileOf({ accountId, accountType, accountStatus, name, nickname, email, timeZone }: Account) {
  return {
    account_id: accountId,
    account_type: accountType,
    account_status: accountStatus,
    name,
    nickname,
    email,
    zoneinfo: timeZone,
  };
}

/** Real response bodies contain the key twice: https://jira.atlassian.com/browse/AX-201 */
function keyedError(status: number, key: string): ApiResponse {
  return { status, json: { key, errorKey: key } };
}
