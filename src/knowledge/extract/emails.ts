import { ADDRESS_IN_TEXT } from '../../email-address.ts';

const RESOURCE_ID = /(?:\/(?:Users|Groups)\/[^\s/?"'<>]{1,300}|"id"\s{0,5}:\s{0,5}"[^"\n]{1,300}")/gi;

/**
 * The e-mail addresses in a text as written, distinct without regard to case, in order; percent-encoded ones decoded.
 * An `@` in a resource id (`/Users/<id>`, `"id": "<id>"`) makes none.
 */
export function emailsIn(text: string): string[] {
  if (!text.includes('@') && !text.includes('%40')) return [];
  const readable = percentDecoded(text.replace(/%40/gi, '@'), () => ' ').replace(RESOURCE_ID, ' ');
  const seen = new Map<string, string>();
  for (const [address] of readable.matchAll(ADDRESS_IN_TEXT)) {
    const tidy = address.replace(/^'+/, '');
    if (!seen.has(tidy.toLowerCase())) seen.set(tidy.toLowerCase(), tidy);
  }
  return [...seen.values()];
}

/** Percent-encoding undone. `broken`: what becomes of a run that is no text in UTF-8. */
export function percentDecoded(text: string, broken: (run: string) => string): string {
  return text.replace(/(?:%[0-9a-f]{2}){1,2000}/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return broken(run);
    }
  });
}
