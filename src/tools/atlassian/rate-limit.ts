import { retryAfterMs } from './retry-after.ts';

/**
 * Milliseconds that an answer asks to wait before the next request, null where it asks for nothing: `Retry-After`, else a limit
 * that is used up and when it is lifted. Atlassian's names for these headers are not confirmed, so the usual ones are read
 * (https://developer.atlassian.com/cloud/admin/organization/rest/intro/ , rate limits).
 */
export function askedToWaitMs(headers: Headers, now: number): number | null {
  const retryAfter = retryAfterMs(headers.get('retry-after'), now);
  if (retryAfter !== null) return retryAfter;
  for (const prefix of ['x-ratelimit-', 'ratelimit-']) {
    if (headers.get(`${prefix}remaining`)?.trim() === '0') return resetMs(headers.get(`${prefix}reset`), now);
  }
  return null;
}

/** A moment: seconds from now, seconds since 1970, or a date. */
function resetMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{10}$/.test(text)) return Math.max(0, Number(text) * 1000 - now);
  return retryAfterMs(text, now);
}
