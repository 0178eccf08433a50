import { domainToASCII } from 'node:url';

// What counts as an e-mail address: a dot-string or a quoted string, then a domain (RFC 5321 section 4.1.2), in the letters of any
// script (RFC 6531 section 3.3). A local part has at most 64 characters, a domain 255 (RFC 5321 section 4.5.3.1), and each label of
// it 63 (RFC 1035 section 2.3.4). No other file decides this; what differs between uses is how much is let through.

/** Letters with their marks, and digits; for use within a class. */
const LETTERS = String.raw`\p{L}\p{M}\p{N}`;
const LABEL = `[${LETTERS}](?:[${LETTERS}-]{0,61}[${LETTERS}])?`;
const TOP_LEVEL = String.raw`(?:xn--[a-z0-9-]{1,59}|[\p{L}\p{M}]{2,24})`;

/**
 * An address in running text, of the form people have: without quotes, and with a top-level domain. What a URL's credentials or
 * `git@host:path` contain is no address.
 */
export const ADDRESS_IN_TEXT = new RegExp(
  String.raw`(?<![${LETTERS}._%+/:@-])[${LETTERS}_][${LETTERS}._+'-]{0,63}@(?:${LABEL}\.){1,8}${TOP_LEVEL}(?![${LETTERS}@-]|\.[${LETTERS}]|:[\w/])`,
  'gu',
);

/** `"jane doe"@example.com` in running text. A quote after a letter closes something else. */
export const QUOTED_ADDRESS_IN_TEXT = new RegExp(
  String.raw`(?<![${LETTERS}])"[^"\n]{1,64}"@(?:${LABEL}\.){0,8}${LABEL}`,
  'gu',
);

/** A word with an @ inside, which somebody means as an address, right or wrong. A mention begins with its @. */
export const MEANT_AS_ADDRESS =
  /(?:"[^"\n]{1,64}"|[^\s,;<>()[\]{}"'`*|@][^\s,;<>()[\]{}"`*|@]{0,63})@[^\s,;<>()[\]{}"'|?!]{0,255}/gu;

/**
 * The source of a pattern for hiding: whatever could be an address or a broken one, its @ percent-encoded or not, the domain a name
 * or an IP address (RFC 5321 section 4.1.3), a quoted local part with the quotes as JSON escapes them. Its local part may be longer
 * than any that is valid, so that no half is left. Hiding too much does no harm.
 */
export const ADDRESS_LIKE = String.raw`(?:\\{1,3}"[^"\\\n]{1,64}\\{1,3}"|[${LETTERS}._%+'-]{1,320})(?:@|%40)(?:\[[\w:.]{2,64}\]|[${LETTERS}._-]{1,255})`;

/** Against the RFC, dots may follow one another or end the local part, because some carriers gave out such addresses. */
const WHOLE = new RegExp(
  String.raw`^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}]){1,62}"|(?!\.)[^\s\p{Cc}"(),:;<>@[\\\]]{1,64})@${LABEL}(?:\.${LABEL})*$`,
  'u',
);

/** Is a text an address, whole and alone? A domain of one label, such as `localhost`, is one. */
export function isEmailAddress(text: string): boolean {
  if (text.length > 320 || !WHOLE.test(text)) return false;
  const { domain } = splitAddress(text);
  return domain.length <= 255 && domainToASCII(domain) !== '';
}

/** Is it an address as it has to be on the Internet, in a top-level domain? */
export function isInternetAddress(text: string): boolean {
  return isEmailAddress(text) && /\.[^.]{2,}$/u.test(splitAddress(text).domain);
}

/** A quoted local part may hold an `@` too. */
export function splitAddress(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) };
}
