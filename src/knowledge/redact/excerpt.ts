import type { ExtractedError } from '../scim-error.ts';
import { withoutSecrets } from '../secrets/secrets.ts';

/** How much of an error's text a model sees at most, and how much of that may come before the service's own words. */
const LONGEST = 4000;
const BEFORE = 1500;
/** A value that says who somebody is has fewer characters. */
const LONGEST_VALUE = 500;

/** The part of an error's text around what the service says, whole values only, so that no half address is left at its ends. */
export function excerpt({ text, detail }: Pick<ExtractedError, 'text' | 'detail'>): string {
  // Before anything is cut: a password without the word before it looks like any other.
  const clean = withoutSecrets(text).text;
  const at = detail ? clean.indexOf(detail.slice(0, 60)) : 0;
  return cutAtEdges(clean, Math.max(0, at - BEFORE), LONGEST);
}

/** What may come before or after a value. */
const EDGE = /[\s"'`,;:{}()[\]<>|=]/;

/** Is this place between an opening and a closing quotation mark? */
function isQuoted(text: string, at: number): boolean {
  return (text.slice(0, at).split('"').length - 1) % 2 === 1;
}

/** At most `length` characters from `start` on, without the values that lie across its ends. */
export function cutAtEdges(text: string, start: number, length: number): string {
  let from = start;
  let to = Math.min(text.length, start + length);
  // No pattern finds half of a quoted value. A quotation mark far away belongs to something else.
  const closing = text.indexOf('"', from);
  if (closing >= 0 && closing - from < LONGEST_VALUE && isQuoted(text, from))
    from = Math.min(to, closing + 1);
  const opening = text.lastIndexOf('"', to - 1);
  if (to < text.length && to - opening < LONGEST_VALUE && isQuoted(text, to)) to = Math.max(from, opening);
  if (from > 0) while (from < to && !EDGE.test(text[from] ?? '')) from += 1;
  if (to < text.length) while (to > from && !EDGE.test(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
}
