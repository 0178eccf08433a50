import type { IncomingMessage } from 'node:http';

/**
 * Allows nothing inline and nothing from other sites. Only the page itself can load, frame or call it.
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
 * Why a stand-in of a service refuses a request, or null. Programs call it by a loopback name and send no Origin; a browser that
 * shows a page of somebody else sends one with whatever could change something.
 */
export function whyNotProgram({ headers }: IncomingMessage): string | null {
  const isLocal = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/.test(headers.host ?? '');
  return isLocal && headers.origin === undefined && headers['sec-fetch-site'] === undefined
    ? null
    : 'This stand-in answers programs on this machine alone.';
}

/**
 * Why a request to the page is refused, or null. The Host must be a loopback name, so that a foreign name pointed at 127.0.0.1 reaches
 * nothing. The Origin, which browsers send with every request that changes something, must be the page's own. Programs such
 * as curl send none.
 */
export function whyNotSameOrigin({ headers }: IncomingMessage, port: number): string | null {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`);
  if (!hosts.includes(headers.host ?? '')) return `Open this page as http://${hosts[0]}/.`;
  const isOwn = headers.origin === undefined || headers.origin === `http://${headers.host}`;
  const site = headers['sec-fetch-site'] ?? 'none';
  return isOwn && ['none', 'same-origin'].includes(String(site))
    ? null
    : 'Requests are accepted only from this page.';
}
