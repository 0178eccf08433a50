import type { Account } from './organisation.ts';
import type { Reply } from './response.ts';
import { type Incoming, type Organisation, type Route, routed } from './route.ts';

/** Only calls that read: https://developer.atlassian.com/cloud/admin/user-management/rest/ */
const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/users\/([^/]+)\/manage$/, answer: permissionMap },
  { method: 'GET', path: /^\/users\/([^/]+)\/manage\/profile$/, answer: profile },
];

const ALLOWED = { allowed: true };

/** User management; it only knows accounts that the organisation manages, and tells nothing of an unverified one. */
export function userManagement(organisation: Organisation, request: Incoming): Reply {
  return routed(ROUTES, request, {
    found: (answer, parameters) => {
      const account = organisation.accounts.find(({ accountId }) => accountId === parameters[0]);
      if (!account) return keyed(404, 'accountNotFound');
      if (account.claimStatus !== 'managed') return keyed(403, 'forbidden');
      if (!account.emailVerified) return keyed(403, 'forbidden.targetUnverified');
      return answer(organisation, request, parameters);
    },
    otherMethod: () => keyed(404, 'notFound'),
    none: () => keyed(404, 'notFound'),
  });
}

function permissionMap({ accounts, links }: Organisation, _: Incoming, [id = '']: string[]): Reply {
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

function profile({ accounts }: Organisation, _: Incoming, [id]: string[]): Reply {
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

/** Live bodies repeat the key: https://jira.atlassian.com/browse/AX-201 */
function keyed(status: number, key: string): Reply {
  return { status, json: { key, errorKey: key } };
}
