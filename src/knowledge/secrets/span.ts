/** Where a secret value begins and ends in a text. */
export type Span = { start: number; end: number };

/** Longer values are cut off here; what comes after has another line or quote. */
const LONGEST = 20_000;

/** Where the line of a place ends, for places in ascending order: each line is walked once. */
export type LineEnd = (at: number) => number;

export function lineEndsOf(text: string): LineEnd {
  let known = -1;
  return (at) => {
    if (at > known) {
      const end = text.indexOf('\n', at);
      known = end < 0 ? text.length : end;
    }
    return Math.min(known, at + LONGEST);
  };
}

/** From here to the closing quotation mark, or to the end of the line if there is none. */
export function quoted(text: string, start: number, mark: string, lineEnd: LineEnd): Span {
  const line = lineEnd(start);
  for (
    let end = text.indexOf(mark, start);
    end >= 0 && end - start < LONGEST;
    end = text.indexOf(mark, end + 1)
  ) {
    if (text[end - 1] === '\\' && text[end - 2] !== '\\') continue;
    return { start, end: end > line && /[ :{}]/.test(text.slice(line, end)) ? line : end };
  }
  return { start, end: line };
}

/** A run without blanks; it ends where its list, address, object or tag does. */
export function run(text: string, start: number): Span {
  RUN.lastIndex = start;
  return { start, end: start + (RUN.exec(text)?.[0].length ?? 0) };
}
const RUN = /(?:[^\s"'`<>&;,|\\]|\\(?![nrt"'`\\])|[&;,](?![\w.-]{1,40}=|\s|$)|\|(?!\s))*/y;

/** From here to a mark, or to the end of the line if there is none. */
export function upTo(mark: string, text: string, start: number, lineEnd: LineEnd): Span {
  const line = text.slice(start, lineEnd(start));
  const length = line.indexOf(mark);
  return { start, end: trimmed(text, start, start + (length < 0 ? line.length : length)) };
}

/** The rest of the line, or of the quotation that it is in; a mark after `=` opens a parameter (`username="..."`, RFC 9110 section 11.4). */
export function restOfLine(text: string, start: number, lineEnd: LineEnd): Span {
  const end = lineEnd(start);
  for (let at = start; at < end; at += 1) {
    const letter = text[at];
    if (letter === '\\' && /["'`nr\\]/.test(text[at + 1] ?? '')) return { start, end: at };
    if (letter === '<' && text[at + 1] === '/') return { start, end: at };
    if (letter !== '"' && letter !== "'" && letter !== '`') continue;
    if (letter === "'" && /\w/.test(text[at - 1] ?? '') && /\w/.test(text[at + 1] ?? '')) continue;
    if (text[at - 1] !== '=' && text[at - 2] !== '=') return { start, end: at };
    const closing = text.indexOf(letter, at + 1);
    if (closing < 0 || closing > end) return { start, end };
    at = closing;
  }
  return { start, end: trimmed(text, start, end) };
}

function trimmed(text: string, start: number, end: number): number {
  let to = end;
  while (to > start && /\s/.test(text[to - 1] ?? '')) to -= 1;
  return to;
}
