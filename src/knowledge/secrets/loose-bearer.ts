import { isPlaceholder, isProse } from './prose.ts';
import type { Span } from './span.ts';

const BEARER = /bearer(?:[ _-]?tokens?)?["'`*_)]{0,3}(?:[ \t\n+]{1,10}|\s{0,3}[:=]\s{0,3})["'`({[]{0,3}/iy;
const TOKEN = /[\w.~+/=%:|$-]{6,}/y;

/** A token after the word Bearer (RFC 6750 section 2.1) without a header. What is said about such tokens is none. */
export function looseBearer(text: string, at: number): (Span & { kind: string }) | null {
  BEARER.lastIndex = at;
  const [before = ''] = BEARER.exec(text) ?? [];
  if (before === '') return null;
  const start = at + before.length;
  TOKEN.lastIndex = start;
  const [token = ''] = TOKEN.exec(text) ?? [];
  if (
    token === '' ||
    isPlaceholder(text, start) ||
    isProse(text, start) ||
    /^[a-z_]{1,20}=["']?/.test(text.slice(start, start + 24))
  )
    return null;
  const found = { start, end: start + token.length, kind: 'bearer token' };
  if (/\d/.test(token)) return token.length >= 8 ? found : null;
  // Letters alone: after the name of the scheme as it is sent, or at the end of a line or quotation.
  const ends = /^["'`]?[ \t]*(?:\r?\n|$)/.test(text.slice(found.end, found.end + 10));
  return before === 'Bearer ' || token.length >= 20 || (ends && token.length >= 8) ? found : null;
}
