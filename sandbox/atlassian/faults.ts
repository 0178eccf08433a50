import type { ServerResponse } from 'node:http';
import { type ApiResponse, adminError, forbidden, gatewayError } from './response.ts';

/** A failure that a test asks for. `retryAfter`: seconds or an HTTP date, sent as the Retry-After header. */
export type Fault =
  | { status: 401 | 403 | 404 | 500 }
  | { status: 429 | 503; retryAfter?: number | string }
  | { kind: 'hang' | 'reset' | 'malformed' | 'html' | 'empty' }
  | { kind: 'redirect'; to: string };

type Planned = { pathPart: string; fault: Fault; left: number };

/** The faults planned for coming calls. The oldest one applies first. */
export function createFaults() {
  const planned: Planned[] = [];
  return {
    /** Makes calls whose path contains `pathPart` fail, either `times` times or until the returned function is called. */
    add(pathPart: string, fault: Fault, times = Number.POSITIVE_INFINITY): () => void {
      const entry = { pathPart, fault, left: times };
      planned.push(entry);
      return () => {
        entry.left = 0;
      };
    },
    take(path: string): Fault | undefined {
      const entry = planned.find(({ pathPart, left }) => left > 0 && path.includes(pathPart));
      if (entry) entry.left -= 1;
      return entry?.fault;
    },
  };
}

/** The response for a fault, or null for one that breaks the connection or leaves it open. */
export function faultResponse(fault: Fault, path: string, response: ServerResponse): ApiResponse | null {
  if ('status' in fault) return statusResponse(fault, path);
  switch (fault.kind) {
    case 'hang':
      return null;
    case 'reset':
      response.destroy();
      return null;
    case 'malformed':
      return { status: 200, headers: { 'content-type': 'application/json' }, text: '{"data":[' };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html' }, text: '<!doctype html><p>Log in</p>' };
    case 'empty':
      return { status: 200, text: '' };
    case 'redirect':
      return { status: 302, headers: { location: fault.to }, text: '' };
  }
}

function statusResponse(fault: Extract<Fault, { status: number }>, path: string): ApiResponse {
  switch (fault.status) {
    case 401:
      return gatewayError(401, 'Unauthorized');
    case 403:
      return forbidden(path);
    case 404:
      return adminError('ADMIN-404-2', 'The organization does not exist.');
    case 429:
      return gatewayError(429, 'Too many requests', retryHeader(fault.retryAfter));
    case 500:
      return adminError('ADMIN-500-1', 'Something went wrong.');
    case 503:
      return { status: 503, headers: retryHeader(fault.retryAfter), text: 'Service Unavailable' };
  }
}

function retryHeader(retryAfter: number | string | undefined): Record<string, string> {
  return retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
}
