import type { AllowedCall } from './allowed-calls.ts';
import { CREDENTIALS, type Credential } from './credentials.ts';

// Every reason completes "could not check, because ..." and has no full stop.

export const TIMED_OUT = 'Atlassian did not answer in time';
export const CIRCUIT_OPEN =
  'Atlassian failed several times in a row, so it is not asked again for some seconds';
export const TOO_LARGE = "Atlassian's answer was too large and was not read";
export const BROKEN_OFF = "the connection broke off before Atlassian's answer was complete";
export const EMPTY = 'Atlassian answered with an empty body';
export const NOT_JSON =
  'the answer was not JSON; something other than Atlassian may be answering at ATLASSIAN_API_URL';

export const unusableKey = (credential: Credential): string =>
  `${CREDENTIALS[credential].variable} contains characters that cannot be sent`;
export const missingKey = (credential: Credential): string =>
  `${CREDENTIALS[credential].variable} is not set`;
export const limitReached = (waitMs: number): string =>
  `Atlassian's limit of requests is reached; it asks to wait ${Math.ceil(waitMs / 1000)} s`;

const CONNECTION: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  ENOTFOUND: 'the host name was not found',
  EAI_AGAIN: 'the host name could not be resolved',
  UND_ERR_CONNECT_TIMEOUT: 'the connection was not accepted in time',
};

/** Why no answer came at all. Only the error's code is read: its message may carry an address or a header. */
export function unreachable(error: unknown): string {
  const detail = CONNECTION[errorCode(error)];
  return `Atlassian could not be reached${detail ? `: ${detail}` : ''}`;
}

function errorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

/**
 * What a refusal means, for an organisation admin. `waitMs`: how long the service asks to wait, if it said so.
 *
 * Statuses: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ . Keys live for a year at most:
 * https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis
 */
export function refusal(status: number, call: AllowedCall, waitMs: number | null): string {
  const wait = waitMs === null ? '' : `; it asks to wait ${Math.ceil(waitMs / 1000)} s`;
  if (status >= 500) return `Atlassian answered ${status}: the service failed${wait}`;
  if (status >= 300 && status < 400) return `the answer was a redirect (${status}), which is never followed`;
  switch (status) {
    case 401:
      return `Atlassian answered 401: ${CREDENTIALS[call.credential].variable} is wrong, has expired or is not ${CREDENTIALS[call.credential].kind}`;
    case 403:
      return `Atlassian answered 403: ${call.forbidden}`;
    case 404:
      return `Atlassian answered 404: ${call.notFound}`;
    case 429:
      return `Atlassian answered 429: too many requests${wait || '; it did not say how long to wait'}`;
    default:
      return `Atlassian answered ${status}: it did not accept the request`;
  }
}

/** Names the first field that is missing or of another kind; a path consists of our own schema's names. */
export function malformed(path: readonly PropertyKey[]): string {
  const where = path.filter((part) => typeof part === 'string').join('.');
  return `Atlassian's answer did not have the documented form${where ? ` (${where})` : ''}`;
}
