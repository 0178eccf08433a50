import type { ScimError } from '../scim-error.ts';
import type { Category } from './category.ts';

/** scimTypes of RFC 7644 section 3.12, table 9, but for `uniqueness`. `sure`: it outweighs the wording; servers use it right. */
const BY_SCIM_TYPE = new Map<string, { category: Category; sure: boolean }>([
  ['invalidfilter', { category: 'invalid-filter', sure: true }],
  ['toomany', { category: 'rate-limited', sure: true }],
  ['mutability', { category: 'mutability', sure: true }],
  ['invalidpath', { category: 'invalid-path-or-patch', sure: true }],
  ['invalidvers', { category: 'unsupported', sure: true }],
  ['sensitive', { category: 'forbidden', sure: true }],
  ['invalidsyntax', { category: 'invalid-syntax', sure: false }],
  ['notarget', { category: 'invalid-path-or-patch', sure: false }],
  ['invalidvalue', { category: 'invalid-value', sure: false }],
]);

/** Statuses that say their cause whatever the wording (RFC 9110, RFC 6585). */
const SURE_STATUS: Record<number, Category> = {
  401: 'unauthorized',
  405: 'unsupported',
  412: 'precondition-or-version',
  415: 'invalid-syntax',
  428: 'precondition-or-version',
  429: 'rate-limited',
  501: 'unsupported',
};

/** The other HTTP status meanings of RFC 7644 section 3.12, table 8, and of RFC 9110. */
const BY_STATUS: Record<number, Category> = {
  402: 'license-limit',
  403: 'forbidden',
  404: 'not-found',
  407: 'connection-setup',
  408: 'server-error',
  410: 'not-found',
  413: 'other',
  422: 'invalid-value',
};

/** Causes for which a less certain scimType is often sent wrongly; they outweigh it. */
const OVERRULES: Category[] = [
  'duplicate-user',
  'duplicate-group',
  'mutability',
  'domain-unverified',
  'license-limit',
  'not-found',
];

/** The error -> its category: by a sure scimType or status, then by the cause its words state, then by what is left. */
export function categoryOf(error: ScimError & { stated: Category | null }): Category {
  const { stated, httpStatus } = error;
  const scimType = error.scimType?.toLowerCase() ?? '';
  const typed = BY_SCIM_TYPE.get(scimType);
  if (scimType === 'uniqueness' || stated === 'duplicate-user') return duplicateOf(error);
  // A version of the resource, not of SCIM, where the status says so (RFC 9110 section 15.5.13).
  if (typed?.sure && !(scimType === 'invalidvers' && httpStatus === 412)) return typed.category;
  if (scimType === 'notarget' && httpStatus === 404) return 'not-found';
  if (httpStatus && SURE_STATUS[httpStatus]) return SURE_STATUS[httpStatus];
  if (typed && !(stated && OVERRULES.includes(stated))) return typed.category;
  if (stated) return stated;
  if (httpStatus === 409) return duplicateOf(error);
  return byStatus(httpStatus ?? 0);
}

function byStatus(status: number): Category {
  if (status >= 300 && status < 400) return 'connection-setup';
  if (status >= 500) return 'server-error';
  return BY_STATUS[status] ?? 'other';
}

function duplicateOf(error: ScimError): Category {
  return error.resource === 'Group' ? 'duplicate-group' : 'duplicate-user';
}
