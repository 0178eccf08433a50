import { domainToASCII } from 'node:url';

// Every pattern for e-mail addresses: a dot-string or a quoted string, then a domain (RFC 5321 section 4.1.2), in the letters of any
// script (RFC 6531 section 3.3). A local part has at most 64 characters, a domain 255 (RFC 5321 section 4.5.3.1), and each of its
// labels 63 (RFC 1035 section 2.3.4).

/** Letters with their marks, and digits; for use within a character class. */
const LETTERS = String.raw`\p{L}\p{M}\p{N}`;
const LABEL = `[${LETTERS}](?:[${LETTERS}-]{0,61}[${LETTERS}])?`;
const TOP_LEVEL = String.raw`(?:xn--[a-z0-9-]{1,59}|[\p{L}\p{M}]{2,24})`;
/** Scripts whose words follow a Latin one without a space. */
const UNSPACED = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]`;

/** An ordinary address in running text: no quotes, a top-level domain, not the credentials in a URL, not `git@host:path`. */
export const ADDRESS_IN_TEXT = new RegExp(
  String.raw`(?<![${LETTERS}._%+/:@-])[${LETTERS}_][${LETTERS}._+'-]{0,63}@(?:${LABEL}\.){1,8}(?:[A-Za-z]{2,24}(?=${UNSPACED})|${TOP_LEVEL}(?![${LETTERS}@-]|\.[${LETTERS}]|:[\w/]))`,
  'gu',
);

/** `"jane doe"@example.com` in running text. A quotation mark after a letter closes something else. */
export const QUOTED_ADDRESS_IN_TEXT = new RegExp(
  String.raw`(?<![${LETTERS}])"[^"\n]{1,64}"@(?:${LABEL}\.){0,8}${LABEL}`,
  'gu',
);

/** A word with an @ inside, meant as an address, valid or not. A mention begins with its @. */
export const MEANT_AS_ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s,;<>()[\]{}"'`*|@][^\s,;<>()[\]{}"`*|@]{0,63})@[^\s,;<>()[\]{}"'|?!]{0,255}/gu;

/** Source of a pattern for hiding, broad on purpose: also `%40` for @, IP domains (RFC 5321 section 4.1.3), JSON escapes. */
export const ADDRESS_LIKE = String.raw`(?:\\{1,3}"[^"\\\n]{1,64}\\{1,3}"|[${LETTERS}._%+'-]{1,320})(?:@|%40)(?:\[[\w:.]{2,64}\]|[${LETTERS}._-]{1,255})`;

/** Consecutive and final dots are allowed, against the RFC: some carriers gave out such addresses. A first dot is not. */
const WHOLE = new RegExp(
  String.raw`^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}]){1,62}"|(?!\.)[^\s\p{Cc}"(),:;<>@[\\\]]{1,64})@${LABEL}(?:\.${LABEL})*$`,
  'u',
);

/** Is the whole text an address? Its domain may be a single label, such as `localhost`. */
export function isEmailAddress(text: string): boolean {
  if (!WHOLE.test(text)) return false;
  const { domain } = splitAddress(text);
  return domain.length <= 255 && domainToASCII(domain) !== '';
}

/** Is it an address that can exist on the Internet, in a top-level domain? */
export function isInternetAddress(text: string): boolean {
  return isEmailAddress(text) && /\.[^.]{2,}$/u.test(splitAddress(text).domain);
}

/** Splits at the last `@`: a quoted local part may contain one too. */
export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) };
}
