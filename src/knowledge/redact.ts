import { emailsIn } from './extract/emails.ts';
import { withoutSecrets } from './secrets.ts';

/** Numbers and ids that point at one person or thing: phone numbers, UUIDs, long hex or digit runs. */
const POINTERS: [string, RegExp][] = [
  ['id', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ['id', /\b(?:\d{6,8}:)?[0-9a-f]{16,64}\b/gi],
  ['phone', /(?<![\w.])\+?\d[\d ()/-]{7,18}\d(?![\w.])/g],
];

/** A text in which people are placeholders, and how to put them back. */
export type Redacted = { text: string; restore(text: string): string };

/**
 * Replaces secrets, e-mail addresses and ids by placeholders; the same person keeps the same one, and two people of one
 * domain show the same domain (`<user-1@domain-1>`). Free prose may still hold names (docs/security.md).
 */
export function redact(text: string): Redacted {
  const originals = new Map<string, string>();
  const domains: string[] = [];
  let clean = withoutSecrets(text).text;
  for (const [i, address] of emailsIn(clean).entries()) {
    const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
    if (!domains.includes(domain)) domains.push(domain);
    const placeholder = `<user-${i + 1}@domain-${domains.indexOf(domain) + 1}>`;
    originals.set(placeholder, address);
    clean = clean.replace(new RegExp(RegExp.escape(address), 'gi'), placeholder);
  }
  for (const [kind, pattern] of POINTERS) {
    clean = clean.replace(pattern, (found) => {
      const known = [...originals].find(([, original]) => original === found)?.[0];
      const placeholder = known ?? `<${kind}-${originals.size + 1}>`;
      originals.set(placeholder, found);
      return placeholder;
    });
  }
  const restore = (redacted: string) =>
    [...originals].reduce((all, [placeholder, original]) => all.replaceAll(placeholder, original), redacted);
  return { text: clean, restore };
}
