/** What a personal value is called where it stood. */
export type Kind = 'name' | 'user' | 'phone' | 'id' | 'place';

/** SCIM attributes that say who somebody is (RFC 7643 sections 4.1 and 4.3), and what identity providers call the same. */
const FIELDS: [Kind, string][] = [
  [
    'name',
    'displayName|nickName|formatted|familyName|givenName|middleName|firstName|lastName|full_?name|first_?name|last_?name|cn|sn|preferredName|manager|display|name',
  ],
  ['user', 'userName|user|login|upn|userPrincipalName|samAccountName|mailNickname|profileUrl'],
  ['phone', 'phoneNumbers?|phone|mobile|mobilePhone|telephone|telephoneNumber|fax'],
  [
    'id',
    'id|externalId|employeeNumber|employeeId|objectId|scimUserId|accountId|atlassianAccountId|immutableId|traceId',
  ],
  [
    'place',
    'streetAddress|street|locality|postalCode|formattedAddress|costCenter|organization|department|division|title',
  ],
];

/** `"key": "value"` in any quotes, escaped or not; the value is kept short, as such values are. */
const QUOTED = String.raw`(?:\\{0,3}["'“”])`;
const patterns = FIELDS.map(([kind, keys]): [Kind, RegExp] => [
  kind,
  new RegExp(`${QUOTED}(?:${keys})${QUOTED}\\s{0,5}:\\s{0,5}${QUOTED}([^"'“”\\\\\\n]{1,200})${QUOTED}`, 'gi'),
]);

/** Sentences in which identity providers name a person: Okta, Microsoft Entra, and log lines. */
const SENTENCES: [Kind, RegExp][] = [
  [
    'name',
    /\b(?:of|for|update|create|creating|updating|push(?:ing)?|provision(?:ing)?|deactivate|delete) user ([\p{L}][\p{L}.'’-]{1,40}(?: [\p{Lu}][\p{L}.'’-]{0,40}){1,3})(?= (?:to|from|in|failed|into|with|because|:)|[,.:;]|$)/gu,
  ],
  ['user', /\b(?:User|Group|user|account|principal) '([^'\n]{1,200})'/g],
  [
    'user',
    /\b(?:user|userName|login|account|principal)\s{0,3}[=:]\s{0,3}([\p{L}\d._-]{2,80})(?=[\s,;)\]]|$)/giu,
  ],
  ['user', /\b(?:user|account|resource) \[([^\]\n]{1,200})\]/gi],
];

/** The personal values that fields and sentences of a text name, as they are written. */
export function namedValues(text: string): { kind: Kind; value: string }[] {
  return [...patterns, ...SENTENCES].flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(([, value = '']) => ({ kind, value: value.trim() })),
  );
}
