import { jsonrepair } from 'jsonrepair';
import { ESCAPED, jsonSpans } from './json-spans.ts';

export type JsonObject = { [key: string]: unknown };

/** A JSON object found in a text, with where it stands there. */
export type FoundObject = { value: JsonObject; start: number; end: number };

/** How many times JSON may stand inside a JSON string before we stop unwrapping. */
export const DEEPEST_STRING = 3;

/** Plain text -> the JSON objects in it, repaired where they are truncated or mangled; in order. Never throws. */
export function jsonObjects(text: string): FoundObject[] {
  const found: FoundObject[] = [];
  for (const { start, end, complete } of jsonSpans(text)) {
    const span = text.slice(start, end);
    const value = ESCAPED.test(span) ? parseEscaped(span) : parse(span, complete);
    if (value) found.push({ value, start, end });
  }
  return found.length > 0 ? found : beheaded(text);
}

/** The tail of an object whose beginning was not copied along: `...Error"],"status":"409","detail":"..."}`. */
function beheaded(text: string): FoundObject[] {
  const first = /"(?:schemas|status|scimType|detail)"\s{0,5}:\s{0,5}["\d[]/.exec(text);
  if (!first || !/"(?:scimType|detail)"\s{0,5}:/.test(text.slice(first.index))) return [];
  const [span] = jsonSpans(`{${text.slice(first.index)}`);
  const value = span && parse(`{${text.slice(first.index)}`.slice(0, span.end), span.complete);
  return value ? [{ value, start: first.index, end: first.index + span.end - 1 }] : [];
}

/** A string that itself holds JSON -> its objects; anything else -> none. */
export function objectsInString(text: string): JsonObject[] {
  if (!text.includes('{')) return [];
  return jsonObjects(text).map(({ value }) => value);
}

function parse(span: string, complete: boolean): JsonObject | null {
  if (complete) {
    try {
      return asObject(JSON.parse(span));
    } catch {
      // repaired below
    }
  }
  try {
    return asObject(JSON.parse(jsonrepair(span)));
  } catch {
    return null;
  }
}

/** `{\"schemas\":[...` standing bare in a log line: the text of a JSON string without its quotes. */
function parseEscaped(text: string): JsonObject | null {
  let inner = text;
  for (let level = 0; level < DEEPEST_STRING; level += 1) {
    inner = inner.replace(/\\(["\\/n])/g, (_, char: string) => (char === 'n' ? '\n' : char));
    const span = jsonSpans(inner)[0];
    if (span?.start === 0 && !ESCAPED.test(inner)) return parse(inner.slice(0, span.end), span.complete);
  }
  return null;
}

function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** True for a JSON object, false for arrays, null and the rest. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
