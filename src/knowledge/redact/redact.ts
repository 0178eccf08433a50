import { QUOTED_ADDRESS_IN_TEXT, splitAddress } from '../../email-address.ts';
import { emailsIn, percentDecoded } from '../extract/emails.ts';
import { CUT, withoutSecrets } from '../secrets/secrets.ts';
import { type Named, payloadValues } from './payload-values.ts';
import { isWordOfTheTrade } from './personal-attributes.ts';
import {
  createPlaceholders,
  type Placeholders,
  replaceOutside,
  withoutPlaceholders,
} from './placeholders.ts';
import { POINTERS, shownHost } from './pointers.ts';
import { proseValues } from './prose-values.ts';

/** A text in which people are placeholders, and how to put them back. */
export type Redacted = { text: string; restore(text: string): string };

/** How many values are looked for in a text at most, the longest ones first. */
const MOST_VALUES = 2000;

/**
 * Replaces secrets and what points at people by placeholders: addresses, ids, phone numbers, hosts, the values of SCIM payloads, and
 * names from fields, providers' sentences and addresses wherever they recur. The same person keeps the same placeholder, and two
 * people of one domain show the same domain (`<user-1@domain-1>`). Names in free prose alone may remain (docs/security.md). Secrets
 * are not put back. `around`: the larger text that this one is from; people named there are hidden here too. Pure.
 */
export function redact(text: string, around: string = text): Redacted {
  const { texts, restore } = redactTogether([text], [around]);
  return { text: texts[0] ?? '', restore };
}

/** Several texts, in which one person has one placeholder. */
export function redactTogether(texts: string[], around: string[]) {
  const placeholders = createPlaceholders();
  const shown = texts.map((text) => withoutPlaceholders(plain(text)));
  const known = [...shown, ...around.map(plain)];
  const addresses = distinct(
    known.flatMap((text) => [...emailsIn(text), ...(text.match(QUOTED_ADDRESS_IN_TEXT) ?? [])]),
  );
  const named = [...around.flatMap(payloadValues).map(made), ...known.flatMap(proseValues)];
  const unusual = named.map(({ value }) => value).filter((value) => value.includes('@'));
  const kinds = kindsOf([...named, ...partsOf(addresses), ...partsOf(unusual), ...wordsOf(named)]);
  const hide = (value: string) => placeholders.of(kinds.get(value.toLowerCase()) ?? 'value', value);
  const clean = shown
    .map((text) => replaceValues(text, addresses, placeholders.ofAddress))
    .map((text) => replaceValues(text, [...kinds.keys()], hide))
    .map((text) => withoutPointers(text, placeholders));
  return { texts: clean, restore: placeholders.restore };
}

function withoutPointers(text: string, placeholders: Placeholders): string {
  return POINTERS.reduce((rest, [kind, pattern]) => {
    const hide = (value: string) => placeholders.of(kind === 'domain' ? 'tenant' : kind, value);
    const hidden = (found: string) => placeholders.of(kind, found);
    return replaceOutside(
      rest,
      pattern,
      (found) => (kind === 'domain' && shownHost(found, hide)) || hidden(found),
    );
  }, text);
}

/** Without secrets, however they are written. */
function plain(text: string): string {
  const clean = (one: string) => withoutSecrets(one).text;
  return clean(undisguised(clean(text)));
}

/** Payloads are read as they are, since undoing their escapes would break them; their values are compared with undisguised text. */
function made({ kind, value }: Named): Named {
  return { kind, value: undisguised(value).trim() };
}

function distinct(addresses: string[]): string[] {
  return [...new Map(addresses.toReversed().map((one) => [one.toLowerCase(), one])).values()].toReversed();
}

/** `jane.doe@acme.example` -> `jane.doe`, `jane`, `doe`, `acme`, by which people and their company are called in the prose around it. */
function partsOf(addresses: string[]): Named[] {
  return addresses.flatMap((address) => {
    const { local, domain } = splitAddress(address);
    const company = domain.split('.').at(-2) ?? '';
    const parts: Named[] = [
      { kind: 'user', value: local },
      ...local.split(/[._+\d-]+/).map((value): Named => ({ kind: 'name', value })),
      { kind: 'org', value: company.length >= 4 ? company : '' },
    ];
    return parts.filter(({ value }) => value.length >= 3);
  });
}

/** The single words of names of several. */
function wordsOf(named: Named[]): Named[] {
  return named
    .filter(({ kind, value }) => kind === 'name' && /\s/.test(value))
    .flatMap(({ kind, value }) =>
      value
        .split(/[^\p{L}\p{N}'’-]+/u)
        .filter((word) => word.length >= 3)
        .map((word) => ({ kind, value: word })),
    );
}

/** What is hidden under which kind; a value's own kind comes before that of its parts. Also as JSON writes it, and JSON within JSON. */
function kindsOf(named: Named[]): Map<string, Named['kind']> {
  const kinds = new Map<string, Named['kind']>();
  for (const { kind, value } of named) {
    if (value.length < 2 || value.includes(CUT) || isWordOfTheTrade(value)) continue;
    for (const written of [value, escaped(value), escaped(escaped(value))])
      if (!kinds.has(written.toLowerCase())) kinds.set(written.toLowerCase(), kind);
  }
  return kinds;
}

/** As it is written within a string of JSON. */
function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** Whole words only, without regard to case, the longest first. */
function replaceValues(text: string, values: string[], placeholderFor: (value: string) => string): string {
  if (values.length === 0) return text;
  const longest = values.toSorted((a, b) => b.length - a.length).slice(0, MOST_VALUES);
  const any = new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${longest.map((value) => RegExp.escape(value)).join('|')})(?![\\p{L}\\p{N}])`,
    'giu',
  );
  return replaceOutside(text, any, placeholderFor);
}

/** Undoes percent-encoding, JSON's escapes of letters, invisible and full-width characters. What is not valid stays as it is. */
function undisguised(text: string): string {
  return percentDecoded(text, (run) => run)
    .replace(/\\{1,3}u([0-9a-f]{4})/gi, (written, code: string) => {
      const letter = String.fromCharCode(Number.parseInt(code, 16));
      // ASCII ones may be quotes or line breaks, which the text around them needs as they are.
      return letter > '\u007f' ? letter : written;
    })
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}
