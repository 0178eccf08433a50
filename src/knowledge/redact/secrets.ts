// A header's value is secret whatever its form, unless it is a closed placeholder without digits (`$TOKEN`, `<token>`, `***`).
const MARK = String.raw`\\{0,3}["'“”‘’*_\x60~]{0,3}`;
const OPEN = String.raw`\s{0,5}${MARK}[[({]{0,2}${MARK}`;
const HEADER = String.raw`(?:\bAuthorization${MARK}\s{0,5}[:=|]|"name"\s{0,5}:\s{0,5}"Authorization"\s{0,5},\s{0,5}"value"\s{0,5}:)${OPEN}`;
const SCHEME = '(?:Bearer|Basic|SSWS|Token)';
const PLACEHOLDER = String.raw`(?:<[^>\d]{0,40}>|\$\{?[A-Za-z_]{1,60}\}?(?![\w$])|\{{1,2}[^}\d]{0,40}\}|\*{3}|\[[^\]\d]{0,40}\]|\.{3})`;
const VALUE = String.raw`(?!${PLACEHOLDER})[^\s"'“”\\]{1,8000}`;
const PROSE = String.raw`(?:auth\w*|authentication|tokens?|realm|error|scheme|format|header|credentials?|prefix|is|was|and|or|not|has|in|for)\b`;

/** Kinds of secrets people paste along with an error, each with what is cut out of the text. */
const KINDS: [kind: string, RegExp][] = [
  ['Authorization header', new RegExp(`(?<=${HEADER}${SCHEME}\\s{1,5}[({]?)${VALUE}`, 'gi')],
  [
    'Authorization header',
    new RegExp(`(?<=${HEADER})(?!${SCHEME}\\b)(?=[^\\s"'“”]{0,80}\\d|[^\\s"'“”]{20})${VALUE}`, 'gi'),
  ],
  ['bearer token', new RegExp(`(?<=\\bBearer\\s{1,5})(?!${PROSE})[\\w.~+/=-]{6,8000}`, 'g')],
  [
    'bearer token',
    /(?<=\bbearer(?:[ _-]tokens?)?["'*_]{0,2}(?:\s{1,5}|\s{0,3}[:=]\s{0,3})["'({[$]{0,2})(?=[\w.~+/=-]{0,80}\d)[\w.~+/=-]{8,8000}/gi,
  ],
  ['Okta API token (SSWS)', /(?<=\bSSWS\s{1,5})[\w-]{8,200}/gi],
  ['Atlassian API token', /(?:ATATT|ATCTT|ATSTT)[A-Za-z0-9_=-]{8,1000}/g],
  ['JSON web token', /(?<!eyJ[\w-]{0,4000}?)eyJ[\w-]{6,20000}\.[\w-]{6,8000}\.?[\w-]{0,4000}/g],
  ['Slack token', /x(?:ox[a-z](?:\.xox[a-z])?|app)-[A-Za-z0-9-]{8,500}/g],
  ['OpenAI API key', /\bsk-(?=[\w-]{0,100}[\dA-Z]|[\w-]{0,60}[a-z]{20})[A-Za-z0-9_-]{16,500}/g],
];

/** Every text with a secret has one of these; most texts do not, and looking for them is cheap. */
const HINT =
  /authorization|bearer|ssws|at[acs]tt|(?<!eyj[\w-]{0,4000}?)eyj[\w-]{6,20000}\.|xox[a-z][-.]|xapp-|sk-/i;

export const CUT = '[secret removed]';

type Range = { start: number; end: number; kind: string };

/** A text without its secrets, and which kinds were cut out of it. */
export function withoutSecrets(text: string): { text: string; kinds: string[] } {
  const ranges = secretRanges(text);
  return { text: cut(text, 0, ranges), kinds: [...new Set(ranges.map(({ kind }) => kind))] };
}

/**
 * A JSON value (a Slack body) with every string cleaned, also where a secret is spread over pieces of rich text or over name and
 * value of a field. Slack's HTML copy of a snippet's preview is left out: tags cut its secrets into pieces.
 */
export function scrub<T>(value: T): { value: T; kinds: string[] } {
  if (!mayHold(value)) return { value, kinds: [] };
  const kinds = new Set<string>();
  return { value: cleaned(value, kinds) as T, kinds: [...kinds] };
}

function mayHold(value: unknown): boolean {
  if (typeof value === 'string') return value.length > 3 && HINT.test(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (mayHold((value as Record<string, unknown>)[key])) return true;
  return false;
}

function cleaned(value: unknown, kinds: Set<string>): unknown {
  if (typeof value === 'string') return cleanedText(value, kinds);
  if (Array.isArray(value)) return value.map((item) => cleaned(item, kinds));
  if (typeof value !== 'object' || value === null) return value;
  const whole = 'elements' in value && Array.isArray(value.elements) ? acrossPieces(value, kinds) : value;
  const entries = Object.entries(whole).filter(([key]) => key !== 'preview_highlight');
  return Object.fromEntries(
    entries.map(([key, item]) => [key, besideItsName(whole, key, cleaned(item, kinds), kinds)]),
  );
}

function cleanedText(text: string, kinds: Set<string>): string {
  const clean = withoutSecrets(text);
  for (const kind of clean.kinds) kinds.add(kind);
  return clean.text;
}

/** `{ title: "Authorization", value: "..." }`: the value is read together with its name. */
function besideItsName(object: object, key: string, value: unknown, kinds: Set<string>): unknown {
  const name = 'title' in object ? object.title : 'name' in object ? object.name : null;
  if (key !== 'value' || typeof value !== 'string' || typeof name !== 'string' || !HINT.test(name))
    return value;
  const head = `${name}: `;
  const clean = cleanedText(head + value, kinds);
  return clean.startsWith(head) ? clean.slice(head.length) : value;
}

/** Rich text without the secrets that are spread over several pieces; a new section counts as white space. */
function acrossPieces(block: object, kinds: Set<string>): object {
  const copy = structuredClone(block);
  const pieces = piecesOf(copy);
  const ranges = secretRanges(pieces.map(({ before, piece }) => before + piece.text).join(''));
  for (const { kind } of ranges) kinds.add(kind);
  let offset = 0;
  let next = 0;
  for (const { before, piece } of pieces) {
    offset += before.length;
    const { length } = piece.text;
    // Ranges and pieces are in order, so that those before this piece are not looked at again.
    while ((ranges[next]?.end ?? Number.POSITIVE_INFINITY) <= offset) next += 1;
    const inside: Range[] = [];
    for (let i = next; (ranges[i]?.start ?? Number.POSITIVE_INFINITY) < offset + length; i += 1)
      inside.push(ranges[i] as Range);
    if (inside.length > 0) {
      piece.text = cut(piece.text, offset, inside);
      if ('url' in piece) piece.url = CUT;
    }
    offset += length;
  }
  return copy;
}

type Piece = { text: string; url?: string };

function piecesOf(node: unknown, before = ''): { before: string; piece: Piece }[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('text' in node && typeof node.text === 'string') return [{ before, piece: node as Piece }];
  const inner = 'elements' in node && Array.isArray(node.elements) ? node.elements : [];
  const sections = 'type' in node && /^rich_text(?:_list)?$/.test(String(node.type));
  return inner.flatMap((element, i) => piecesOf(element, sections && i > 0 ? '\n' : i === 0 ? before : ''));
}

/** The text with the ranges replaced; `offset`: where the text begins in what the ranges count. */
function cut(text: string, offset: number, ranges: Range[]): string {
  let clean = '';
  let at = 0;
  for (const { start, end } of ranges) {
    clean += `${text.slice(at, Math.max(0, start - offset))}${CUT}`;
    at = Math.min(text.length, end - offset);
  }
  return clean + text.slice(at);
}

function secretRanges(text: string): Range[] {
  if (!HINT.test(text)) return [];
  const found = KINDS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind,
    })),
  ).filter(({ start }) => !text.startsWith(CUT, start) && !text.startsWith(CUT.slice(1), start));
  const ranges: Range[] = [];
  for (const range of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else ranges.push({ ...range });
  }
  return ranges;
}

/** Passwords and sessions: hidden for good, never put back. */
const CREDENTIALS = [
  /(?<=["'](?:password|passwd|pwd|secret|clientSecret|client_secret|apiKey|api_key|access_token|refresh_token)\\{0,3}["']\s{0,5}:\s{0,5}\\{0,3}["'])(?:[^"'\\\n]|\\(?!\\{0,2}["'])){1,2000}/gi,
  /(?<=\b(?:password|passwd|pwd|client_secret|api[_-]?key|access_token|refresh_token)\s{0,3}=\s{0,3})[^\s&,;"']{1,2000}/gi,
  /(?<=\b(?:Set-)?Cookie\s{0,3}:\s{0,3})[^\s][^\n]{0,4000}/gi,
  /(?<=\bX-[\w-]{0,40}(?:Key|Token|Secret)\s{0,3}:\s{0,3})\S{1,2000}/gi,
  /(?<=:\/\/)[^\s/@:"'<>]{1,200}:[^\s/@"'<>]{1,200}(?=@)/g,
  /(?<=\s(?:-u|--user|-U|--proxy-user)[ =]["']?)[^\s"':]{1,200}:[^\s"']{1,200}/g,
];

/** A text without passwords, cookies and keys in headers, whatever they look like; tokens known by their form are the door's. */
export function withoutCredentials(text: string): string {
  return CREDENTIALS.reduce((clean, pattern) => clean.replace(pattern, CUT), text);
}
