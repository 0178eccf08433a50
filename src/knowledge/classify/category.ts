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
  mutability: ['The request tried to change a read-only or immutable attribute.', 'idp-admin'],
  unauthorized: ['The credential is missing, wrong or expired, or of the wrong kind.', 'idp-admin'],
  forbidden: ['The service knows the caller but does not allow this.', 'org-admin'],
  'domain-unverified': ["The address's domain is not verified, not claimed, or not allowed.", 'org-admin'],
  'license-limit': ['The seats or users of the plan are used up.', 'org-admin'],
  'rate-limited': ['Too many requests, or too many results, at once.', 'nobody'],
  'precondition-or-version': ['The resource changed in between, or its version was not given.', 'idp-admin'],
  'server-error': ['The service failed or took too long.', 'vendor-support'],
  unsupported: ['The service does not offer this operation, method or feature.', 'idp-admin'],
  'connection-setup': [
    'No SCIM service was reached. Check the base URL, DNS, TLS, proxy and redirects.',
    'idp-admin',
  ],
  other: ['A SCIM error that fits none of the other categories.', 'vendor-support'],
} as const;

export type Category = keyof typeof KINDS;

export const CATEGORIES = Object.keys(KINDS) as [Category, ...Category[]];

/** What a category means, as a sentence. */
export const meaningOf = (category: Category): string => KINDS[category][0];

/** Who can usually fix an error of a category. */
export const usualFixer = (category: Category) => KINDS[category][1];
