import { plainCode } from './plain-letter.ts';
import type { Rewrite } from './reading.ts';

const ENTITY =
  /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(lt|gt|amp|quot|apos|nbsp|colon|equals|sol|lowbar|period));?/iy;
const ENTITIES: Record<string, string> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  colon: ':',
  equals: '=',
  sol: '/',
  lowbar: '_',
  period: '.',
};
/** Slack makes links of what looks like an address (docs.slack.dev/messaging/formatting-message-text), also within another word. */
const MAIL_LINK = /<mailto:[^<>|\s]{1,320}\|/y;
const BACKSLASH = /\\(?:u([0-9a-f]{4})|x([0-9a-f]{2})|[ \t]{0,40}\r?\n[ \t]{0,80}|([\x21-\x7e]))/iy;
const LETTERS: Record<string, string> = { n: '\n', r: '\n', t: '\t' };

/** Percent-encoding (RFC 3986 section 2.1), HTML's character references, and backslashes: JSON's (RFC 8259 section 7), Markdown's, a shell's at the end of a line. */
export const unescaped: Rewrite = (text, i, code) => {
  if (code === 37) {
    const byte = hex(text.charCodeAt(i + 1)) * 16 + hex(text.charCodeAt(i + 2));
    if (byte >= 0x80) return severalBytes(text, i);
    return byte >= 0 ? { length: 3, code: byte } : null;
  }
  if (code === 38) {
    ENTITY.lastIndex = i;
    const found = ENTITY.exec(text);
    if (!found) return null;
    const [{ length }, decimal, hexadecimal, name] = found;
    if (name) return { length, code: (ENTITIES[name.toLowerCase()] ?? ' ').charCodeAt(0) };
    return { length, code: Number.parseInt(decimal ?? hexadecimal ?? '', decimal ? 10 : 16) & 0xffff };
  }
  if (code === 60) {
    MAIL_LINK.lastIndex = i;
    const found = MAIL_LINK.exec(text);
    return found && { length: found[0].length, code: -1 };
  }
  if (code !== 92) return null;
  BACKSLASH.lastIndex = i;
  const found = BACKSLASH.exec(text);
  if (!found) return null;
  const [{ length }, long, short, letter] = found;
  if (long || short) return { length, code: Number.parseInt(long ?? short ?? '', 16) };
  if (letter === undefined) return { length, code: -1 };
  const meant = LETTERS[letter] ?? (/\w/.test(letter) ? null : letter);
  return meant === null ? null : { length, code: meant.charCodeAt(0) };
};

/** A letter beyond ASCII, which in percent-encoding has two bytes or more (UTF-8). */
function severalBytes(text: string, i: number): ReturnType<Rewrite> {
  BYTES.lastIndex = i;
  const [bytes = ''] = BYTES.exec(text) ?? [];
  try {
    const letter = decodeURIComponent(bytes);
    return letter === '' ? null : { length: bytes.length, code: plainCode(letter) ?? letter.charCodeAt(0) };
  } catch {
    return null;
  }
}
const BYTES =
  /%(?:[cd][0-9a-f]%[89ab][0-9a-f]|e[0-9a-f](?:%[89ab][0-9a-f]){2}|f[0-7](?:%[89ab][0-9a-f]){3})/iy;

/** -1000: not a digit. */
function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1000;
}
