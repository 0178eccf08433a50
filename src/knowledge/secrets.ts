// What stands after a scheme is secret whatever its form, unless it is a placeholder (`$TOKEN`, `<token>`, `{token}`, `***`).
const QUOTE = String.raw`\\{0,3}["']?`;
const VALUE = String.raw`[^\s"'\\$<{*[(][^\s"'\\]{0,8000}`;
const HEADER = String.raw`\bAuthorization${QUOTE}\s{0,5}[:=]\s{0,5}${QUOTE}`;
const PROSE = String.raw`(?:auth\w*|authentication|tokens?|realm|error|scheme|format|header|credentials?|prefix|is|was|and|or|not|has|in|for)\b`;

/** Kinds of secrets people paste along with an error, each with what is cut out of the text. */
const KINDS: [kind: string, RegExp][] = [
  ['Authorization header', new RegExp(`(?<=${HEADER}(?:Bearer|Basic|SSWS|Token)\\s{1,5})${VALUE}`, 'gi')],
  [
    'Authorization header',
    new RegExp(`(?<=${HEADER})(?!Bearer\\b|Basic\\b|SSWS\\b|Token\\b)(?=\\S{0,80}\\d|\\S{20})${VALUE}`, 'gi'),
  ],
  ['bearer token', new RegExp(`(?<=\\bBearer\\s{1,5})(?!${PROSE})[\\w.~+/=-]{6,8000}`, 'g')],
  ['bearer token', /(?<=\bbearer\s{1,5})(?=[\w.~+/=-]{0,80}\d)[\w.~+/=-]{8,8000}/gi],
  ['Okta API token (SSWS)', /(?<=\bSSWS\s{1,5})[\w-]{8,200}/gi],
  ['Atlassian API token', /\b(?:ATATT|ATCTT|ATSTT)[A-Za-z0-9_=-]{8,1000}/g],
  ['JSON web token', /\beyJ[A-Za-z0-9_-]{6,4000}\.[A-Za-z0-9_-]{6,8000}\.?[A-Za-z0-9_-]{0,4000}/g],
  ['Slack token', /\bx(?:ox[a-z](?:\.xox[a-z])?|app)-[A-Za-z0-9-]{8,500}/g],
  ['OpenAI API key', /\bsk-[A-Za-z0-9_-]{16,500}/g],
];

/** No secret stands in a text without one of these; most texts have none, and looking for them is cheap. */
const HINT = /authorization|bearer|ssws|at[acs]tt|eyj[\w-]{6,4000}\.|xox[a-z][-.]|xapp-|sk-/i;

export const CUT = '[secret removed]';

type Range = { start: number; end: number; kind: string };

/** A text without its secrets, and which kinds were cut out of it. */
export function withoutSecrets(text: string): { text: string; kinds: string[] } {
  const ranges = secretRanges(text);
  let clean = '';
  let at = 0;
  for (const { start, end } of ranges) {
    clean += `${text.slice(at, start)}${CUT}`;
    at = end;
  }
  return { text: clean + text.slice(at), kinds: [...new Set(ranges.map(({ kind }) => kind))] };
}

/**
 * A JSON value (a Slack body) with every string cleaned; the input is left as it is, and given back where it holds none. Slack splits one typed line into
 * several `elements`, so a secret is also found where its header and its value stand in neighbouring ones.
 */
export function scrub<T>(value: T): { value: T; kinds: string[] } {
  if (!mayHold(value)) return { value, kinds: [] };
  const kinds = new Set<string>();
  const clean = scrubInto(value, kinds) as T;
  return { value: clean, kinds: [...kinds] };
}

function mayHold(value: unknown): boolean {
  if (typeof value === 'string') return value.length > 3 && HINT.test(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (mayHold((value as Record<string, unknown>)[key])) return true;
  return false;
}

function scrubInto(value: unknown, kinds: Set<string>): unknown {
  if (typeof value === 'string') {
    const cleaned = withoutSecrets(value);
    for (const kind of cleaned.kinds) kinds.add(kind);
    return cleaned.text;
  }
  if (Array.isArray(value)) return acrossElements(value, kinds).map((item) => scrubInto(item, kinds));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, scrubInto(item, kinds)]));
}

/** Cuts a secret whose parts stand in neighbouring `{ text }` elements. */
function acrossElements(items: unknown[], kinds: Set<string>): unknown[] {
  const texts = items.map((item) => (isElement(item) ? item.text : null));
  if (texts.filter((text) => text !== null).length < 2) return items;
  const ranges = secretRanges(texts.map((text) => text ?? '').join(''));
  let offset = 0;
  return items.map((item) => {
    if (!isElement(item)) return item;
    const from = offset;
    offset += item.text.length;
    const hit = ranges.find(({ start, end }) => start < offset && end > from);
    if (!hit) return item;
    kinds.add(hit.kind);
    const before = item.text.slice(0, Math.max(0, hit.start - from));
    const after = item.text.slice(Math.min(item.text.length, hit.end - from));
    return { ...item, ...('url' in item ? { url: CUT } : {}), text: `${before}${CUT}${after}` };
  });
}

function isElement(item: unknown): item is { text: string } {
  return typeof item === 'object' && item !== null && 'text' in item && typeof item.text === 'string';
}

function secretRanges(text: string): Range[] {
  if (!HINT.test(text)) return [];
  const found = KINDS.flatMap(([kind, pattern]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind,
    })),
  ).filter(({ start, end }) => !text.slice(start, end).startsWith(CUT.slice(0, 8)));
  const ranges: Range[] = [];
  for (const range of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = ranges.at(-1);
    if (last && range.start < last.end) last.end = Math.max(last.end, range.end);
    else ranges.push({ ...range });
  }
  return ranges;
}
