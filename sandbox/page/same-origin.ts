import type { IncomingMessage } from 'node:http';

/**
 * Nothing inline and nothing from elsewhere; the page can be framed, sent and reached only by itself.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export const SAME_ORIGIN_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/**
 * Why a request is refused, or null. The Host must be this machine by a name of its own, so that a foreign name that was
 * pointed at 127.0.0.1 reaches nothing; an Origin, which browsers send with every request that changes something, must be the
 * page's own. A program on this machine (curl) sends none.
 */
export function whyNotSameOrigin({ headers }: IncomingMessage, port: number): string | null {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return `only as ${hosts[0]}`;
  const isOwn = headers.origin === undefined || headers.origin === `http://${headers.host}`;
  const site = headers['sec-fetch-site'] ?? 'none';
  return isOwn && ['none', 'same-origin'].includes(String(site)) ? null : 'only from this page';
}
