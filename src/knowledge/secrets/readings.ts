/** A text as its reader sees it. `rawAt`: where a part of it that begins here begins in the raw text; `rawEnd`: where one ends. */
export type Reading = { text: string; rawAt(start: number): number; rawEnd(end: number): number };

/** Most texts need no second reading: they are ASCII without percent signs, entities and backslashes. */
const DISGUISED = /[%&\\\u0080-\uffff]|<mailto:/;
/** JSON within JSON within a URL is as deep as people paste it. */
const MOST_LAYERS = 3;

/**
 * Every way to read a text: with letters as they look (full-width, invisible), with its escapes undone (percent, HTML, JSON), layer by
 * layer, and with wrapped tokens joined. All of them count, because undoing an escape may also end a value early.
 */
export function readingsOf(raw: string): Reading[] {
  const readings: Reading[] = [];
  let reading: Reading = { text: raw, rawAt: (i) => i, rawEnd: (i) => i };
  if (DISGUISED.test(raw)) {
    reading = rewritten(reading, plainLetter) ?? reading;
    readings.push(reading);
    for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
      const deeper = rewritten(reading, unescaped);
      if (!deeper) break;
      reading = deeper;
      readings.push(reading);
    }
  } else readings.push(reading);
  const joined = unwrapped(reading);
  return joined ? [...readings, joined] : readings;
}

/** What stands at `i`: how many characters, and the one that they mean (-1: none). Null: it means itself. */
type Rewrite = (text: string, i: number, code: number) => { length: number; code: number } | null;

/** Null when nothing was rewritten. */
function rewritten({ text, rawAt, rawEnd }: Reading, rewrite: Rewrite): Reading | null {
  const codes = new Uint16Array(text.length);
  const places = new Uint32Array(text.length + 1);
  let n = 0;
  let changed = false;
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    const meant = rewrite(text, i, code);
    if (meant) changed = true;
    if (!meant || meant.code >= 0) {
      codes[n] = meant?.code ?? code;
      places[n] = i;
      n += 1;
    }
    i += meant?.length ?? 1;
  }
  if (!changed) return null;
  places[n] = text.length;
  const read = Buffer.from(codes.buffer, 0, n * 2).toString('utf16le');
  const before = (i: number) => places[i] ?? text.length;
  return { text: read, rawAt: (i) => rawAt(before(i)), rawEnd: (i) => rawEnd(before(i)) };
}

const letters = new Map<number, number | null>();

/** Full-width and styled letters, typographic quotes and blanks, invisible characters. */
const plainLetter: Rewrite = (text, i, code) => {
  if (code < 0x80) return null;
  const point = text.codePointAt(i) ?? code;
  let plain = letters.get(point);
  if (plain === undefined) {
    plain = plainCode(String.fromCodePoint(point));
    if (letters.size < 5000) letters.set(point, plain);
  }
  return plain === null ? null : { length: point > 0xffff ? 2 : 1, code: plain };
};

function plainCode(letter: string): number | null {
  if (/\p{Default_Ignorable_Code_Point}/u.test(letter)) return -1;
  if (/[\u0085\u2028\u2029]/.test(letter)) return 10;
  if (/[\u201c-\u201f\u00ab\u00bb]/.test(letter)) return 34;
  if (/[\u2018-\u201b]/.test(letter)) return 39;
  const plain = letter.normalize('NFKC');
  return plain.length === 1 && plain < '\u0080' ? plain.charCodeAt(0) : null;
}

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
const unescaped: Rewrite = (text, i, code) => {
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

const TOKEN_BEFORE = /[\w+/=.~-]{16}[ \t]{0,5}\r?$/;
/** A line of nothing but a token's letters, unlike a word; a long one may have words after it. */
const TOKEN_LINE =
  /[ \t>|]{0,20}(?=(?:(?=[\w+/=.~-]{0,200}[\dA-Z_=+/-])|[\w.~]{20})[\w+/=.~-]{4,5000}["'`]?[ \t]{0,5}(?:\r?\n|$)|(?=[\w+/=.~-]{0,19}\d)[\w+/=.~-]{20})/y;

/** Tokens that were wrapped over lines, joined; null when there are none. */
function unwrapped({ text, rawAt, rawEnd }: Reading): Reading | null {
  const pieces: string[] = [];
  /** where each piece begins in the joined text and in the text */
  const starts: [number, number][] = [];
  let from = 0;
  let length = 0;
  const take = (to: number, next: number) => {
    starts.push([length, from]);
    pieces.push(text.slice(from, to));
    length += to - from;
    from = next;
  };
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const before = TOKEN_BEFORE.exec(text.slice(Math.max(from, at - 24), at));
    TOKEN_LINE.lastIndex = at + 1;
    if (before && TOKEN_LINE.test(text))
      take(at - (/\s*$/.exec(before[0])?.[0].length ?? 0), TOKEN_LINE.lastIndex);
  }
  if (pieces.length === 0) return null;
  take(text.length, text.length);
  const plain = (i: number) => i + offsetAt(starts, i);
  return {
    text: pieces.join(''),
    rawAt: (i) => rawAt(plain(i)),
    rawEnd: (i) => (i === 0 ? 0 : rawEnd(plain(i - 1) + 1)),
  };
}

/** By halving: pieces are in order. */
function offsetAt(starts: [number, number][], i: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle]?.[0] ?? 0) <= i) low = middle;
    else high = middle - 1;
  }
  const [joined, plain] = starts[low] ?? [0, 0];
  return plain - joined;
}
