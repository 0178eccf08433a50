import type { ScimError } from '../scim-error.ts';

/** The kinds of SCIM errors (docs/contract.md section 2): what each means, and who can usually fix it. */
const KINDS = {
  'duplicate-user': ['The user, or a value only one user may have, already exists.', 'org-admin'],
  'duplicate-group': ['The group, or a value only one group may have, already exists.', 'org-admin'],
  'not-found': [
    'A user, group, member or other resource that the request names does not exist.',
    'idp-admin',
  ],
  'invalid-value': [
    'An attribute is missing, malformed, too long, or has a value that is not allowed.',
    'idp-admin',
  ],
  'invalid-syntax': ['The request body could not be parsed or does not follow the schema.', 'idp-admin'],
  'invalid-path-or-patch': ['A PATCH path or operation is wrong or has no target.', 'idp-admin'],
  'invalid-filter': ['The filter is wrong or not supported.', 'idp-admin'],
  mutability: ['A read-only or immutable attribute was to be changed.', 'idp-admin'],
  unauthorized: ['The credential is missing, wrong or expired, or of the wrong kind.', 'idp-admin'],
  forbidden: ['The service knows the caller but does not allow this.', 'org-admin'],
  'domain-unverified': ["The address's domain is not verified, not claimed, or not allowed.", 'org-admin'],
  'license-limit': ['The seats or users of the plan are used up.', 'org-admin'],
  'rate-limited': ['Too many requests, or too many results, at once.', 'nobody'],
  'precondition-or-version': ['The resource changed in between, or its version was not given.', 'idp-admin'],
  'server-error': ['The service failed or took too long.', 'vendor-support'],
  unsupported: ['The service does not offer this operation, method or feature.', 'idp-admin'],
  'connection-setup': [
    'No SCIM service was reached: look at base URL, DNS, TLS, proxy or redirects.',
    'idp-admin',
  ],
  other: ['A SCIM error of no kind that has a name of its own.', 'vendor-support'],
} as const;

export type Category = keyof typeof KINDS;

export const CATEGORIES = Object.keys(KINDS) as [Category, ...Category[]];

/** What a category means, as a sentence. */
export const meaningOf = (category: Category): string => KINDS[category][0];

/** Who can usually fix an error of a category. */
export const usualFixer = (category: Category) => KINDS[category][1];

/**
 * scimType keywords of RFC 7644 section 3.12, table 9 (`uniqueness` is told apart by resource below). `sure`: servers use it
 * for nothing else, so it stands above the wording.
 */
const BY_SCIM_TYPE: Record<string, { category: Category; sure: boolean }> = {
  invalidfilter: { category: 'invalid-filter', sure: true },
  toomany: { category: 'rate-limited', sure: true },
  mutability: { category: 'mutability', sure: true },
  invalidpath: { category: 'invalid-path-or-patch', sure: true },
  invalidvers: { category: 'unsupported', sure: true },
  sensitive: { category: 'forbidden', sure: true },
  invalidsyntax: { category: 'invalid-syntax', sure: false },
  notarget: { category: 'invalid-path-or-patch', sure: false },
  invalidvalue: { category: 'invalid-value', sure: false },
};

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
  400: 'invalid-syntax',
  402: 'license-limit',
  403: 'forbidden',
  404: 'not-found',
  407: 'connection-setup',
  408: 'server-error',
  410: 'not-found',
  413: 'other',
  422: 'invalid-value',
};

/** What a looser scimType may be overruled by: causes it is commonly, and wrongly, sent for. */
const OVERRULES: Category[] = [
  'duplicate-user',
  'duplicate-group',
  'mutability',
  'domain-unverified',
  'license-limit',
  'not-found',
];

/** The error -> its category by the cause stated in its words, else the scimType, else the status. */
export function categoryOf(error: ScimError & { stated: Category | null }): Category {
  const { stated, httpStatus } = error;
  const scimType = error.scimType?.toLowerCase() ?? '';
  const typed = BY_SCIM_TYPE[scimType];
  if (scimType === 'uniqueness' || stated === 'duplicate-user') return duplicateOf(error);
  if (typed?.sure) return typed.category;
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
