import type { Reading } from './reading.ts';

const TOKEN_BEFORE = /[\w+/=.~-]{16}[ \t]{0,5}\r?$/;
/** A line of nothing but a token's letters, unlike a word; a long one may have words after it. */
const TOKEN_LINE =
  /[ \t>|]{0,20}(?=(?:(?=[\w+/=.~-]{0,200}[\dA-Z_=+/-])|[\w.~]{20})[\w+/=.~-]{4,5000}["'`]?[ \t]{0,5}(?:\r?\n|$)|(?=[\w+/=.~-]{0,19}\d)[\w+/=.~-]{20})/y;

/** Tokens that were wrapped over lines, joined; null when there are none. */
export function unwrapped({ text, rawAt, rawEnd }: Reading): Reading | null {
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
