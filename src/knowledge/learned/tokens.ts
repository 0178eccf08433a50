/** What a value is replaced by. No word of a text can be one of these. */
const EMAIL = '<email>';
const URL_WORD = '<url>';
const ID = '<id>';
const NUMBER = '<number>';
/** a number of three digits that begins with 4 or 5: perhaps an HTTP status */
const STATUS = '<status>';

const [OTHER, LOWER, UPPER, DIGIT, CJK, SPACE, JOINER] = [0, 1, 2, 3, 4, 5, 6];

/** A run of letters is read up to here; a longer one is a key or a hash that nobody wrote. */
const LONGEST_WORD = 40;

/** The class of each UTF-16 unit, by fixed ranges: nothing here depends on a locale or on a version of Unicode. */
const CLASSES = Uint8Array.from({ length: 65536 }, (_, code) => {
  if (code < 128) return classOfAscii(code);
  if (code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200d)) return SPACE;
  if (code === 0xd7 || code === 0xf7 || code < 0xc0 || (code >= 0x2000 && code < 0x2c00)) return OTHER;
  if (code <= 0xde) return UPPER;
  if (code >= 0xd800 || (code >= 0x3000 && code < 0x3040))
    return code >= 0xff66 && code <= 0xff9d ? CJK : OTHER;
  if (code <= 0x30ff && code >= 0x3040) return CJK;
  return (code >= 0x3400 && code <= 0x9fff) || code >= 0xac00 ? CJK : LOWER;
});

function classOfAscii(code: number): number {
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  if (code >= 48 && code <= 57) return DIGIT;
  if (code <= 32) return SPACE;
  // Inside an address, a host name, a key or an id.
  return '@._-+%'.includes(String.fromCharCode(code)) ? JOINER : OTHER;
}

const kindAt = (text: string, at: number): number => CLASSES[text.charCodeAt(at)] ?? OTHER;

/**
 * Text -> its words in order, as the classifiers see them: lower-case, names in camelCase and snake_case split, addresses, URLs,
 * ids and numbers as placeholders, each Chinese, Japanese or Korean character a word. At most `most`. Linear in the length.
 */
export function tokensOf(text: string, most: number): string[] {
  const tokens: string[] = [];
  for (let at = 0; at < text.length && tokens.length < most; ) {
    const kind = kindAt(text, at);
    if (kind === CJK) tokens.push(text[at] ?? '');
    at = kind === LOWER || kind === UPPER || kind === DIGIT ? readRun(text, at, tokens) : at + 1;
  }
  return tokens;
}

/** Is a word a placeholder? */
export const isPlaceholder = (word: string): boolean => word.startsWith('<');

/** Is a word a single character of a script without spaces? */
export const isCharacter = (word: string): boolean => CLASSES[word.charCodeAt(0)] === CJK;

/** A run of letters, digits and joiners: a URL, an address, an id, a number, or words. Returns where it ends. */
function readRun(text: string, from: number, tokens: string[]): number {
  let at = from;
  let digits = 0;
  let mark = -1;
  for (; at < text.length; at += 1) {
    const kind = kindAt(text, at);
    if (kind === OTHER || kind === SPACE || kind === CJK) break;
    if (kind === DIGIT) digits += 1;
    if (mark < 0 && text[at] === '@') mark = at;
  }
  if (text.startsWith('://', at)) {
    while (at < text.length && kindAt(text, at) !== SPACE && !'"\'<>`|)]}'.includes(text[at] ?? '')) at += 1;
    tokens.push(URL_WORD);
  } else if (mark > from && mark < at - 3) tokens.push(EMAIL);
  else if (at - from >= 8 && digits * 4 >= at - from) tokens.push(ID);
  else readWords(text, from, at, tokens);
  return at;
}

function readWords(text: string, from: number, end: number, tokens: string[]): void {
  let start = from;
  const close = (at: number) => {
    if (at > start) tokens.push(wordOf(text.slice(start, Math.min(at, start + LONGEST_WORD))));
    start = at;
  };
  for (let at = from; at < end; at += 1) {
    const kind = kindAt(text, at);
    const before = at > from ? kindAt(text, at - 1) : OTHER;
    if (kind === JOINER) {
      close(at);
      start = at + 1;
    } else if ((kind === DIGIT) !== (before === DIGIT)) close(at);
    else if (kind === UPPER && (before === LOWER || (before === UPPER && isLower(text, at + 1, end))))
      close(at);
  }
  close(end);
}

/** The next letter is lower-case: an upper-case one before it begins a word ("HTTPServer"). A plural ("IDs") does not. */
function isLower(text: string, at: number, end: number): boolean {
  return (
    at < end &&
    kindAt(text, at) === LOWER &&
    !(text[at] === 's' && (at + 1 === end || kindAt(text, at + 1) !== LOWER))
  );
}

function wordOf(run: string): string {
  if (kindAt(run, 0) === DIGIT)
    return run.length === 3 && (run[0] === '4' || run[0] === '5') ? STATUS : NUMBER;
  let word = '';
  let from = 0;
  for (let at = 0; at < run.length; at += 1) {
    if (kindAt(run, at) !== UPPER) continue;
    word += run.slice(from, at) + String.fromCharCode(run.charCodeAt(at) + 32);
    from = at + 1;
  }
  return from === 0 ? run : word + run.slice(from);
}
