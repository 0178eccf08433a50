/** Deeper nesting than any SCIM answer has; refusing it keeps a hostile paste from costing time or stack. */
const DEEPEST = 64;
const LONGEST_ESCAPED = 20_000;

/** An object whose quotes are themselves escaped. */
export const ESCAPED = /^\{\s{0,200}\\+["n]/;

/** What the beginning of a JSON (or Python) object looks like. */
const OPENS = /^\{\s{0,200}(?:["'}\\]|[A-Za-z_$][\w$]{0,60}\s?:)/;

/**
 * Where the outermost objects of a text are, in order. One whose end is missing is cut where its content stops being JSON, so
 * that chat after a truncated body stays outside. Linear in the text's length.
 */
export function jsonSpans(text: string): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  let start = text.indexOf('{');
  while (start >= 0) {
    const { end, tooDeep } = endOf(text, start);
    if (!tooDeep && end > start + 1) spans.push({ start, end });
    start = text.indexOf('{', Math.max(end, start + 1));
  }
  return spans;
}

function endOf(text: string, start: number): { end: number; tooDeep?: boolean } {
  const begin = text.slice(start, start + 270);
  if (ESCAPED.test(begin)) return { end: escapedEnd(text, start) };
  return OPENS.test(begin) ? scan(text, start) : { end: start };
}

/** `{\\"schemas\\":...` inside a log line's string: up to the quote that closes that string. */
function escapedEnd(text: string, start: number): number {
  const closing = /[^\\]"/.exec(text.slice(start, start + LONGEST_ESCAPED));
  return closing ? start + closing.index + 1 : Math.min(text.length, start + LONGEST_ESCAPED);
}

function scan(text: string, start: number): { end: number; tooDeep?: boolean } {
  const open: string[] = [];
  let at = start;
  let lastGood = start + 1;
  while (at < text.length) {
    const char = text[at] as string;
    if (char === '{' || char === '[') {
      open.push(char);
      if (open.length > DEEPEST) return { end: at, tooDeep: true };
      at += 1;
    } else if (char === '}' || char === ']') {
      open.pop();
      at += 1;
      lastGood = at;
      if (open.length === 0) return { end: at };
    } else if (char === '"' || char === "'") {
      const end = stringEnd(text, at, char);
      if (end < 0) return { end: text.length };
      at = end;
      lastGood = at;
      if (!continuesJson(text, at)) return { end: at };
    } else if (/[\s,:]/.test(char)) {
      at += 1;
    } else {
      const word = /^(?:[-+.\w$]{1,80}|\.\.\.|…)/.exec(text.slice(at, at + 80))?.[0];
      if (!word) return { end: lastGood };
      at += word.length;
      if (!continuesJson(text, at)) return { end: lastGood };
      lastGood = at;
    }
  }
  return { end: text.length };
}

/** Past the closing quote, or -1 when the text ends first. A quote inside the value, unescaped by a bad paste, does not close it. */
function stringEnd(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === quote && closes(text, at, quote)) return at + 1;
  }
  return -1;
}

const DOUBLE_CLOSES = /"\s{0,20}(?:[}\]]|,\s{0,20}["'])/;
const SINGLE_CLOSES = /'\s{0,20}(?:[}\]]|,\s{0,20}["'])/;

function closes(text: string, at: number, quote: string): boolean {
  const rest = text.slice(at + 1, at + 400);
  if (/^\s*(?:[,:}\]]|$)/.test(rest)) return true;
  const line = rest.split('\n', 1)[0] ?? '';
  return !(quote === '"' ? DOUBLE_CLOSES : SINGLE_CLOSES).test(line);
}

function continuesJson(text: string, at: number): boolean {
  return /^\s*(?:[,:}\]]|$|["'][\w$:.-]{1,120}["']\s{0,20}:)/.test(text.slice(at, at + 300));
}
