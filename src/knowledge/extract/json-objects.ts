import { jsonrepair } from 'jsonrepair';
import { ESCAPED, jsonSpans } from './json-spans.ts';

export type JsonObject = { [key: string]: unknown };

/** A JSON object and where it is in a text. */
export type FoundObject = { value: JsonObject; start: number; end: number };

/** Characters of a broken object that are repaired; the time of a repair grows with the square where a string has no end. */
const LONGEST_REPAIR = 50_000;

/** How many times JSON may be inside a JSON string before we stop unwrapping. */
export const DEEPEST_STRING = 3;

/** Plain text -> the JSON objects in it, repaired where they are truncated or mangled; in order. Never throws. */
export function jsonObjects(text: string): FoundObject[] {
  const found = jsonSpans(text).flatMap(({ start, end }) => {
    const span = text.slice(start, end);
    const value = ESCAPED.test(span) ? parseEscaped(span) : parse(span);
    return value ? [{ value, start, end }] : [];
  });
  return found.length > 0 ? found : beheaded(text);
}

/** The tail of an object whose beginning was not copied along: `...Error"],"status":"409","detail":"..."}`. */
function beheaded(text: string): FoundObject[] {
  const first = /"(?:schemas|status|scimType|detail)"\s{0,5}:\s{0,5}["\d[]/.exec(text);
  if (!first || !/"(?:scimType|detail)"\s{0,5}:/.test(text.slice(first.index))) return [];
  const tail = `{${text.slice(first.index)}`;
  const [span] = jsonSpans(tail);
  const value = span && parse(tail.slice(0, span.end));
  return value ? [{ value, start: first.index, end: first.index + span.end - 1 }] : [];
}

/** A string that itself holds JSON -> its objects; anything else -> none. */
export function objectsInString(text: string): JsonObject[] {
  if (!text.includes('{')) return [];
  return jsonObjects(text).map(({ value }) => value);
}

function parse(span: string): JsonObject | null {
  for (const read of [JSON.parse, (text: string) => JSON.parse(jsonrepair(text.slice(0, LONGEST_REPAIR)))]) {
    try {
      const value: unknown = read(span);
      return isObject(value) ? value : null;
    } catch {
      // The next reader may repair it.
    }
  }
  return null;
}

/** `{\"schemas\":[...` bare in a log line: the text of a JSON string without its quotes. */
function parseEscaped(text: string): JsonObject | null {
  let inner = text;
  for (let level = 0; level < DEEPEST_STRING; level += 1) {
    inner = inner.replace(/\\(["\\/n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
    const span = jsonSpans(inner)[0];
    if (span?.start === 0 && !ESCAPED.test(inner)) return parse(inner.slice(0, span.end));
  }
  return null;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
