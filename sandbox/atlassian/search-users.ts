import { compositeStatusOf } from './composite-status.ts';
import { listPageOf, type Paging } from './list-page.ts';
import type { Account } from './organisation.ts';
import { type ApiResponse, adminError } from './response.ts';

/** The account field that each list in the request filters by. An account must match every filter. */
const FILTERS: Readonly<Record<string, (account: Account) => string | undefined>> = {
  accountIds: (account) => account.accountId,
  accountStatus: (account) => account.accountStatus,
  emailDomains: (account) => account.email.split('@')[1],
  emails: (account) => account.email,
  membershipStatus: (account) => account.membershipStatus,
  status: compositeStatusOf,
};

const OTHERS = ['claimStatus', 'cursor', 'limit', 'searchTerm'];

/**
 * Searches the accounts. Refuses filters that this stand-in does not support rather than ignoring them.
 * https://developer.atlassian.com/cloud/admin/organization/rest/api-group-users/#api-v2-orgs-orgid-directories-directoryid-users-search-post
 */
export function searchUsers(body: unknown, accounts: readonly Account[], paging: Paging): ApiResponse {
  const request = asObject(body);
  if (!request) return invalid('The body must be a JSON object.');
  if (request.emails !== undefined && request.searchTerm !== undefined) {
    return invalid('emails and searchTerm are mutually exclusive.');
  }
  const unknown = Object.keys(request).filter((key) => !(key in FILTERS) && !OTHERS.includes(key));
  if (unknown.length > 0)
    return { status: 501, text: `The sandbox does not support the filter ${unknown.join(', ')}.` };

  let found = accounts.filter((account) => claimMatches(account, request) && termMatches(account, request));
  for (const [key, fieldOf] of Object.entries(FILTERS)) {
    const wanted = request[key];
    if (wanted === undefined) continue;
    if (!Array.isArray(wanted)) return invalid(`${key} must be an array.`);
    found = found.filter((account) => wanted.includes(fieldOf(account)));
  }
  const { cursor, limit } = request;
  if (cursor !== undefined && typeof cursor !== 'string') return invalid('cursor must be a string.');
  const size =
    typeof limit === 'number' && limit >= 1 ? Math.min(Math.floor(limit), paging.size) : paging.size;
  const users = found.map((account) => {
    const { refusal: _, ...shown } = account;
    return { ...shown, status: compositeStatusOf(account) };
  });
  return listPageOf(users, cursor, { ...paging, size });
}

function claimMatches(account: Account, { claimStatus }: Record<string, unknown>): boolean {
  return claimStatus === undefined || claimStatus === account.claimStatus;
}

function termMatches(account: Account, { searchTerm }: Record<string, unknown>): boolean {
  if (typeof searchTerm !== 'string') return true;
  return `${account.name} ${account.email}`.toLowerCase().includes(searchTerm.toLowerCase());
}

function invalid(detail: string): ApiResponse {
  return adminError('ADMIN-400-24', detail);
}

function asObject(body: unknown): Record<string, unknown> | null {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : null;
}
