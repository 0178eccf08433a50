/**
 * Milliseconds a Retry-After header asks to wait, or null where there is none or it cannot be read.
 * Both forms of https://www.rfc-editor.org/rfc/rfc9110#field.retry-after are understood.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
