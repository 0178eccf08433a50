import type { ScimError } from './scim-error.ts';

/** The kinds of SCIM errors (docs/contract.md section 5.2): what each means, and who can usually fix it. */
const KINDS = {
  'duplicate-user': ['The user, or a value only one user may have, already exists.', 'org-admin'],
  'duplicate-group': ['The group, or a value only one group may have, already exists.', 'org-admin'],
  'not-found': ['A user, group, member or other resource that the request names does not exist.', 'idp-admin'],
  'invalid-value': ['An attribute is missing, malformed, too long, or has a value that is not allowed.', 'idp-admin'],
  'invalid-syntax': ['The request body could not be parsed or does not follow the schema.', 'idp-admin'],
  'invalid-path-or-patch': ['A PATCH path or operation is wrong or has no target.', 'idp-admin'],
  'invalid-filter': ['The filter is wrong or not supported.', 'idp-admin'],
  mutability: ['A read-only or immutable attribute was to be changed.', 'idp-admin'],
  unauthorized: ['The credential is missing, wrong or expired, or of the wrong kind.', 'idp-admin'],
  forbidden: ['The service knows the caller but does not allow this.', 'org-admin'],
  'domain-unverified': ["The address's domain is not verified, not claimed, or not allowed.", 'org-admin'],
  'license-limit': ['The seats or users of the plan are used up.', 'org-admin'],
  'rate-limited': ['Too many requests, or too many results, at once.', 'nobody'],
  'precondition-or-version': ['The resource changed in between, or its version was not given.', 'nobody'],
  'server-error': ['The service failed or took too long.', 'vendor-support'],
  unsupported: ['The service does not offer this operation, method or feature.', 'idp-admin'],
  'connection-setup': ['No SCIM service was reached: look at base URL, DNS, TLS, proxy or redirects.', 'idp-admin'],
  other: ['A SCIM error of no kind that has a name of its own.', 'vendor-support'],
} as const;

export type Category = keyof typeof KINDS;

export const CATEGORIES = Object.keys(KINDS) as [Category, ...Category[]];

/** What a category means, as a sentence. */
export const meaningOf = (category: Category): string => KINDS[category][0];

/** Who can usually fix an error of a category. */
export const usualFixer = (category: Category) => KINDS[category][1];

/** scimType keywords of RFC 7644 section 3.12, table 9 (`uniqueness` is told apart by resource below). */
const BY_SCIM_TYPE: Record<string, Category> = {
  invalidfilter: 'invalid-filter',
  toomany: 'rate-limited',
  mutability: 'mutability',
  invalidsyntax: 'invalid-syntax',
  invalidpath: 'invalid-path-or-patch',
  notarget: 'invalid-path-or-patch',
  invalidvalue: 'invalid-value',
  invalidvers: 'unsupported',
  sensitive: 'forbidden',
};

/** HTTP status meanings of RFC 7644 section 3.12, table 8, and of HTTP itself (RFC 9110, RFC 6585). */
const BY_STATUS: Record<number, Category> = {
  301: 'connection-setup',
  302: 'connection-setup',
  307: 'connection-setup',
  308: 'connection-setup',
  400: 'invalid-syntax',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'unsupported',
  412: 'precondition-or-version',
  413: 'other',
  415: 'invalid-syntax',
  422: 'invalid-value',
  428: 'precondition-or-version',
  429: 'rate-limited',
  501: 'unsupported',
};

/** Causes that the detail itself states; they beat scimType and status. */
const BY_DETAIL: [Category, RegExp][] = [
  ['connection-setup', /curl: \((?:6|7|35|51|60)\)|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|certificate|connection refused|Could not resolve host|Name or service not known/i],
  ['unauthorized', /(?:invalid|expired|missing)\b.{0,40}\b(?:token|credentials|authorization)|credentials? .{0,60}(?:invalid|expired)|CredentialValidation/i],
  ['domain-unverified', /domain\b.{0,60}\b(?:not (?:verified|claimed|allowed)|unverified)|unverified domain|unmanaged user with ID/i],
  ['license-limit', /licen[sc]es?\b.{0,60}\b(?:limit|exceeded|available|exhausted)|no (?:available )?(?:licen[sc]es|seats)/i],
  ['duplicate-group', /(?:resource \[?group\]?|\bgroup\b).{0,120}(?:already exists|already taken|not unique|is in use)|existing group with same name/i],
  ['duplicate-user', /already exists|already (?:taken|in use|registered)|is not unique|duplicate/i],
  ['mutability', /\b(?:readOnly|read-only|immutable)\b|cannot be (?:modified|changed)/i],
  ['not-found', /\b(?:not found|does not exist|no such (?:user|group))\b/i],
];

/** The error -> its category by the cause stated in the detail, else the scimType, else the status. */
export function categoryOf(error: ScimError): Category {
  const stated = BY_DETAIL.find(([, cause]) => cause.test(error.detail ?? ''))?.[0];
  const scimType = error.scimType?.toLowerCase();
  if (scimType === 'uniqueness' || stated === 'duplicate-user') return duplicateOf(error);
  if (stated) return stated;
  if (scimType && BY_SCIM_TYPE[scimType]) return BY_SCIM_TYPE[scimType];
  if (error.httpStatus === 409) return duplicateOf(error);
  if (error.httpStatus && error.httpStatus >= 500 && error.httpStatus !== 501) return 'server-error';
  return BY_STATUS[error.httpStatus ?? 0] ?? 'other';
}

function duplicateOf(error: ScimError): Category {
  return error.resource === 'Group' ? 'duplicate-group' : 'duplicate-user';
}
