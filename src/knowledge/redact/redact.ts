import { emailsIn } from '../extract/emails.ts';
import { withoutSecrets } from '../secrets.ts';
import { type Kind, namedValues } from './fields.ts';
import { isWordOfTheTrade } from './vocabulary.ts';

/** Numbers and ids that point at one person or thing. */
const POINTERS: [kind: string, RegExp][] = [
  ['id', /\b\d{6,8}:[0-9a-f-]{8,64}\b/gi],
  ['id', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['id', /\b00[a-z][A-Za-z0-9]{17}\b/g],
  ['id', /\b[0-9a-f]{16,64}\b/gi],
  ['ip', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g],
  ['ip', /\b(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b/gi],
  ['phone', /(?<![\w.:-])\+?\d[\d ()/-]{7,18}\d(?![\w-]|[.:]\w)/g],
  [
    'domain',
    /(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,6}(?:com|org|net|info|biz|dev|app|cloud|edu|gov|int|example|test|local|internal|corp|lan|[a-z]{2})(?![\w-]|\.\w)/g,
  ],
];

/** Hosts that say which service or provider spoke, and nothing about who uses it. */
const PUBLIC_HOST =
  /(?:^|\.)(?:atlassian\.(?:com|net)|okta\.com|microsoft\.com|microsoftonline\.com|windows\.net|azure\.com|google\.com|googleapis\.com|onelogin\.com|jumpcloud\.com|pingone\.com|sailpoint\.com|slack\.com|github\.com|ietf\.org)$/;

/** Between texts that are redacted together; a control picture that nobody writes. */
const BREAK = '\n\u241e\n';

/** A text in which people are placeholders, and how to put them back. */
export type Redacted = { text: string; restore(text: string): string };

/**
 * Replaces secrets and what points at people by placeholders: values of known SCIM fields first, then addresses, ids, phone
 * numbers, domains, and the names found in fields, in providers' sentences and in addresses wherever they recur. The same person
 * keeps the same placeholder, and two people of one domain show the same domain (`<user-1@domain-1>`). Free prose may
 * still hold names that stand nowhere else (docs/security.md). Pure.
 */
export function redact(text: string): Redacted {
  const { texts, restore } = redactTogether([text]);
  return { text: texts[0] ?? '', restore };
}

/** Several texts, in which one person has one placeholder. */
export function redactTogether(given: string[]): { texts: string[]; restore(text: string): string } {
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();
  /** One placeholder for a value, whatever the case it is written in. */
  const placeholderFor = (kind: string, value: string): string => {
    const known = [...originals].find(([, original]) => original.toLowerCase() === value.toLowerCase())?.[0];
    if (known) return known;
    const n = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, n);
    originals.set(`<${kind}-${n}>`, value);
    return `<${kind}-${n}>`;
  };

  // Each by itself: a secret at the end of one must not swallow the beginning of the next.
  let clean = given
    .map((text) => withoutPlaceholders(withoutSecrets(text).text.replaceAll(BREAK, ' ')))
    .join(BREAK);
  const named = namedValues(clean);
  const addresses = [...emailsIn(clean), ...quotedLocalParts(clean)];
  const domains: string[] = [];
  for (const [i, address] of addresses.entries()) {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    if (!domains.includes(domain)) domains.push(domain);
    const placeholder = `<user-${i + 1}@domain-${domains.indexOf(domain) + 1}>`;
    originals.set(placeholder, address);
    clean = replaceAll(clean, address, placeholder);
    clean = replaceAll(clean, address.replace('@', '%40'), placeholder);
    clean = replaceAll(clean, encodeURIComponent(address), placeholder);
  }
  for (const [i, domain] of domains.entries()) {
    originals.set(`<domain-${i + 1}>`, domain);
    counts.set('domain', i + 1);
  }
  counts.set('user', addresses.length);
  for (const { kind, value } of byLength([...named, ...partsOf(addresses), ...wordsOf(named)])) {
    if (isWordOfTheTrade(value) || value.includes('@')) continue;
    clean = replaceWord(clean, value, () => placeholderFor(kind, value));
  }
  for (const [kind, pattern] of POINTERS) {
    clean = clean.replace(pattern, (found) =>
      kind === 'domain' && PUBLIC_HOST.test(found) ? found : placeholderFor(kind, found),
    );
  }
  const restore = (redacted: string) =>
    redacted.replace(
      /<[a-z]{2,6}-\d{1,4}(?:@domain-\d{1,4})?>/g,
      (placeholder) => originals.get(placeholder) ?? placeholder,
    );
  return { texts: clean.split(BREAK), restore };
}

/**
 * The beginning of a redacted text, about as long as this, never ending inside a placeholder. Cut after redaction, because half
 * an address is none to a pattern and still somebody's.
 */
export function beginning(redacted: string, most: number): string {
  return redacted.length <= most ? redacted : redacted.slice(0, most).replace(/<[^<>]{0,40}$/, '');
}

type Named = { kind: Kind; value: string };

/** What looks like a placeholder in a paste would be put back as somebody else's value. */
function withoutPlaceholders(text: string): string {
  return text.replace(/<(?=(?:user|name|phone|id|ip|place|domain)-\d)/g, '‹');
}

/** `"jane doe"@example.com` (RFC 5321 section 4.1.2), which other readers leave out. */
function quotedLocalParts(text: string): string[] {
  return [...new Set(text.match(/"[^"\n@]{1,64}"@[\p{L}\d.-]{1,255}/gu) ?? [])];
}

/** `jane.doe@example.com` -> `jane`, `doe`, which people are called by in the prose around it. */
function partsOf(addresses: string[]): Named[] {
  return addresses.flatMap((address) =>
    address
      .slice(0, address.lastIndexOf('@'))
      .split(/[._+\d-]+/)
      .filter((part) => part.length >= 3)
      .map((value) => ({ kind: 'name' as const, value })),
  );
}

/** The single words of names of several. */
function wordsOf(named: Named[]): Named[] {
  return named
    .filter(({ kind, value }) => kind === 'name' && /\s/.test(value))
    .flatMap(({ kind, value }) =>
      value
        .split(/\s+/)
        .filter((word) => word.length >= 3)
        .map((word) => ({ kind, value: word })),
    );
}

function byLength(named: Named[]): Named[] {
  const distinct = new Map(
    named.filter(({ value }) => value.length >= 2).map((one) => [one.value.toLowerCase(), one]),
  );
  return [...distinct.values()].toSorted((a, b) => b.value.length - a.value.length);
}

function replaceAll(text: string, value: string, placeholder: string): string {
  return text.replace(new RegExp(RegExp.escape(value), 'gi'), placeholder);
}

/** Whole words only, and not inside a placeholder. */
function replaceWord(text: string, value: string, placeholder: () => string): string {
  const word = new RegExp(
    `<[a-z]{2,6}-\\d{1,4}(?:@domain-\\d{1,4})?>|(?:(?<![\\p{L}\\d])|(?<=%[\\da-f]{2}))${RegExp.escape(value)}(?![\\p{L}\\d])`,
    'giu',
  );
  return text.replace(word, (found) => (/^<[a-z]{2,6}-\d/.test(found) ? found : placeholder()));
}
