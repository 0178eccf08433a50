/** Longest wait that is believed (ms); a clock that is wrong must not silence a call for a day. */
const LONGEST_MS = 3_600_000;

/**
 * Milliseconds for which this response asks us to send no more of its kind: by Retry-After, or until the reset when no request is
 * left (the longer); null where it asks for nothing. Where a service does not publish the names of its headers, as Atlassian does
 * not, the usual ones are read: `X-RateLimit-*`, `RateLimit-*` and the `RateLimit` field of
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
export function askedWaitMs(headers: Headers, now: number): number | null {
  const waits = [retryAfterMs(headers.get('retry-after')?.trim() ?? '', now)];
  for (const [remaining, reset] of counters(headers)) {
    if (remaining?.trim() === '0') waits.push(untilReset(reset?.trim() ?? '', now));
  }
  const known = waits.filter((wait) => wait !== null);
  return known.length > 0 ? Math.min(Math.max(...known), LONGEST_MS) : null;
}

type Counter = [remaining: string | null | undefined, reset: string | null | undefined];

function counters(headers: Headers): Counter[] {
  const field = headers.get('ratelimit') ?? '';
  const part = (name: string) => new RegExp(`(?:^|[;,\\s])${name}=(\\d{1,15})(?!\\d)`, 'i').exec(field)?.[1];
  return [
    [headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')],
    [headers.get('ratelimit-remaining'), headers.get('ratelimit-reset')],
    [part('remaining') ?? part('r'), part('reset') ?? part('t')],
  ];
}

/** A reset is written as seconds from now, as a Unix time in seconds or milliseconds, or as a date. */
function untilReset(reset: string, now: number): number | null {
  if (!/^\d{10,15}$/.test(reset)) return retryAfterMs(reset, now);
  const at = Number(reset);
  return Math.max(0, (at < 1e12 ? at * 1000 : at) - now);
}

/** Seconds or a date, the two forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after ; null for anything else. */
function retryAfterMs(text: string, now: number): number | null {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
