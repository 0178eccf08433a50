import { ADDRESS_LIKE } from '../../email-address.ts';
import type { Named } from './payload-values.ts';
import { harmless, personal, UNMISTAKABLE } from './personal-attributes.ts';
import type { Kind } from './placeholders.ts';

const KEYS = UNMISTAKABLE.join('|');
const NAME = String.raw`\p{Lu}[\p{L}.'’-]{1,40}(?: \p{Lu}[\p{L}.'’-]{0,40}){1,3}`;

/** `"userName": "jdoe"` in any quotes, escaped or not, in what no parser takes; `<userName>jdoe</userName>`. */
const PAIRS = [
  new RegExp(
    String.raw`(\\{0,3}["'“”])(?:[\w:.]{0,120}[:.])?(${KEYS})["'“”\\]{1,4}\s{0,5}[:=]>?\s{0,5}[[{]{0,2}\s{0,5}(?:(?:\\{0,3}["'“”])value\\{0,3}["'“”]\s{0,5}:\s{0,5})?(?:\\{0,3}["“”]([^"“”\\\n]{1,300})(?=\\{0,3}["“”](?!\s{0,5}:))|'([^'\n]{1,300})'(?!\s{0,5}:))`,
    'gi',
  ),
  new RegExp(String.raw`<(?:[\w-]{1,20}:)?()(${KEYS})>\s{0,5}([^<\n]{1,300})<\/`, 'gi'),
];

/** `displayName=Jane Doe, ...`, `givenName: Jane` at the end of a line; longer text behind a colon is what an error says. */
const ASSIGNED = [
  new RegExp(
    String.raw`(?<![\w.])(?<key>(?i:${KEYS}))\s{0,3}=\s{0,3}(?<value>${NAME}|[\p{L}\p{N}._@+-]{2,80})(?=[\s,;)\]&|]|$)`,
    'gu',
  ),
  new RegExp(
    String.raw`(?<![\w.])(?<key>(?i:${KEYS}))\s{0,3}:\s{0,3}(?<value>${NAME}|[\p{L}\p{N}._@+-]{2,80})(?=\s{0,3}(?:[,;)\]&|]|$))`,
    'gmu',
  ),
];

/** A filter compares an attribute with a value (RFC 7644 section 3.4.2.2). */
const FILTER =
  /(?<![\w.])([a-z][\w.:-]{0,120})(?:\[[^\]\n]{1,200}\](?:\.\w{1,40})?)?\s{1,3}(?:eq|ne|co|sw|ew|gt|ge|lt|le)\s{1,3}(?:\\{0,3}"([^"\\\n]{1,300})|'([^'\n]{1,300})')/gi;
const AFTER_BRACKET = /\](?:\.\w{1,40})?\s{1,3}(?:eq|ne|co|sw|ew)\s{1,3}\\{0,3}"([^"\\\n]{1,300})/gi;

/** Sentences in which identity providers and clients name a person, headers, directory names, and what a URL addresses. */
const SENTENCES: [Kind, RegExp][] = [
  [
    'name',
    new RegExp(
      String.raw`\b(?:of|for|update|create|creating|updating|push(?:ing)?|provision(?:ing)?|deactivate|deactivating|delete|deleting) user (${NAME})(?= (?:to|from|in|failed|into|with|because|:)|[,.:;]|$)`,
      'gmu',
    ),
  ],
  [
    'user',
    /\b(?:creating|updating|pushing|provisioning|deactivating|deleting|for|of) user ([\p{L}\p{N}._-]{2,80})(?=:|,| (?:to|in|from) app\b)/gu,
  ],
  ['user', /\b(?:User|Group|user|account|principal|member) '([^'\n]{1,200})'/g],
  ['user', /\b(?:User|Group|user|account|principal|member) \\{0,3}["“]([^"”\\\n]{1,200})\\{0,3}["”]/g],
  ['user', /\b(?:user|account|resource) \[([^\]\n]{1,200})\]/gi],
  ['user', /\buser\s{0,3}=\s{0,3}([\p{L}\p{N}._-]{2,80})(?=[\s,;)\]]|$)/giu],
  ['user', /^(?:X-)?(?:Remote-|Forwarded-)?User(?:name)?\s{0,3}:\s{0,3}([\p{L}\p{N}._-]{2,80})$/gimu],
  ['name', new RegExp(`(${NAME}) ?[<(](?=${ADDRESS_LIKE})`, 'gu')],
  ['name', /\bCN=([^,;"'\\\n]{2,100})/g],
  ['place', /\bOU=([^,;"'\\\n]{2,100})/g],
  ['org', /\bDC=(?!com\b|net\b|org\b|local\b)([\w-]{2,63})/g],
  ['id', /\/(?:Users|Groups|managed-users|members)\/(?!\.search)([^\s/?#"'<>)\]},;]{1,300})/gi],
];

/** The personal values that a text names outside its payloads. */
export function proseValues(text: string): Named[] {
  return [
    ...PAIRS.flatMap((pattern) => found(text, pattern, ([, , key = '', a, b]) => [keyKind(key), a ?? b])),
    ...ASSIGNED.flatMap((pattern) =>
      found(text, pattern, ({ groups }) => [keyKind(groups?.key ?? ''), groups?.value]),
    ),
    ...found(text, FILTER, ([, attribute = '', a, b]) =>
      harmless(attribute) ? ['value', undefined] : [keyKind(attribute.split(/[.:]/).at(-1) ?? ''), a ?? b],
    ),
    ...found(text, AFTER_BRACKET, ([, value]) => ['value', value]),
    ...SENTENCES.flatMap(([kind, pattern]) => found(text, pattern, ([, value]) => [kind, value])),
  ];
}

function keyKind(key: string): Kind {
  return personal(key, false) ?? 'value';
}

function found(
  text: string,
  pattern: RegExp,
  read: (match: RegExpExecArray) => [Kind, string | undefined],
): Named[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [kind, value] = read(match);
    return value ? [{ kind, value: value.trim() }] : [];
  });
}
