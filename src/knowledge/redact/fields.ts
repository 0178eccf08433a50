/** What a personal value is called where it stood. */
export type Kind = 'name' | 'user' | 'phone' | 'id' | 'place';

type Named = { kind: Kind; value: string };

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
/** Of these also the bare form counts, `displayName: Jane Roe`; others are common words in prose. */
const UNMISTAKABLE =
  'displayName|nickName|familyName|givenName|middleName|firstName|lastName|userName|userPrincipalName|samAccountName|externalId';

/** A value in quotes of one kind, which ends at that kind alone: names hold apostrophes, JSON in JSON escapes its quotes. */
const VALUES = [
  String.raw`\\{1,3}"((?:(?!\\{1,3}").){1,200}?)\\{1,3}"`,
  String.raw`"((?:\\.|[^"\\\n]){1,200})"`,
  String.raw`'((?:\\.|[^'\\\n]){1,200})'`,
  '“([^”\\n]{1,200})”',
  '‘([^’\\n]{1,200})’',
];
const QUOTE = String.raw`(?:\\{0,3}["'“”‘’])`;

const quoted = FIELDS.flatMap(([kind, keys]) =>
  VALUES.map((value): [Kind, RegExp] => [
    kind,
    new RegExp(`${QUOTE}(?:${keys})${QUOTE}\\s{0,5}[:=]>?\\s{0,5}\\[?\\s{0,5}${value}`, 'gi'),
  ]),
);
const elements = FIELDS.map(([kind, keys]): [Kind, RegExp] => [
  kind,
  new RegExp(`<(?:\\w{1,20}:)?(?:${keys})>([^<\\n]{1,200})</`, 'gi'),
]);
const bare: [Kind, RegExp] = [
  'name',
  new RegExp(`\\b(?:${UNMISTAKABLE})[ \\t]{0,3}[:=][ \\t]{0,3}([^\\n,;"'“”{}\\[\\]<>=:]{2,80})`, 'gi'),
];
/** Filters (RFC 7644 section 3.4.2.2), also as they stand in a URL. */
const FILTERS: [Kind, RegExp][] = [
  ['user', /\b[\w.:]{2,80}\s{1,3}(?:eq|ne|co|sw|ew)\s{1,3}\\{0,3}["']([^"'\\\n]{1,200})/gi],
  ['user', /\b\w{2,40}(?:%20|\+)(?:eq|ne|co|sw|ew)(?:%20|\+)%22((?:(?!%22)\S){1,200})/gi],
];

/** Sentences in which identity providers and services name a person. */
const SENTENCES: [Kind, RegExp][] = [
  [
    'name',
    /\b(?:of|for|update|create|creating|updating|push(?:ing)?|provision(?:ing)?|deactivate|delete) user ([\p{L}][\p{L}.'’-]{1,40}(?: [\p{Lu}][\p{L}.'’-]{0,40}){1,3})(?= (?:to|from|in|failed|into|with|because|:)|[,.:;]|$)/gu,
  ],
  ['user', /\b(?:User|Group|user|account|principal|member) '([^'\n]{1,200})'/g],
  ['user', /\b(?:User|Group|user|account|principal|member) ["“]([^"”\n]{1,200})["”]/g],
  [
    'user',
    /\b(?:user|userName|login|account|principal)\s{0,3}[=:]\s{0,3}([\p{L}\d._-]{2,80})(?=[\s,;)\]]|$)/giu,
  ],
  ['user', /\b(?:user|account|resource) \[([^\]\n]{1,200})\]/gi],
];

/** The values of multi-valued attributes: `"phoneNumbers":[{"value":"555-1234"}]` (RFC 7643 section 2.4). */
const LISTS: [Kind, RegExp][] = [
  ['phone', /\\{0,3}"(?:phoneNumbers|ims)\\{0,3}"\s{0,5}:\s{0,5}\[([^\]]{1,2000})\]/gi],
  ['place', /\\{0,3}"addresses\\{0,3}"\s{0,5}:\s{0,5}\[([^\]]{1,2000})\]/gi],
  ['name', /\\{0,3}"(?:members|groups|manager|photos)\\{0,3}"\s{0,5}:\s{0,5}[[{]([^\]}]{1,2000})[\]}]/gi],
];
const VALUE_IN_LIST =
  /\\{0,3}"(?:value|display|formatted|\$ref)\\{0,3}"\s{0,5}:\s{0,5}\\{0,3}"((?:\\.|[^"\\\n]){1,200})/gi;

/** The personal values that fields, filters and sentences of a text name, as they are written. */
export function namedValues(text: string): Named[] {
  const single = [...quoted, ...elements, bare, ...FILTERS, ...SENTENCES].flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map(([, value = '']) => ({ kind, value: value.trim() })),
  );
  const listed = LISTS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].flatMap(([, items = '']) =>
      [...items.matchAll(VALUE_IN_LIST)].map(([, value = '']) => ({ kind, value: value.trim() })),
    ),
  );
  return [...single, ...listed].flatMap(({ kind, value }) => [{ kind, value }, ...unescaped(kind, value)]);
}

/** JSON may write a name with escapes (RFC 8259 section 7), while the prose beside it has it in letters. */
function unescaped(kind: Kind, value: string): Named[] {
  if (!value.includes('\\')) return [];
  const plain = value.replace(/\\{1,3}u([\da-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  return plain === value ? [] : [{ kind, value: plain }];
}
