import type { AllowedCall } from './allowed-calls.ts';
import { CREDENTIALS, type Credential } from './atlassian-settings.ts';

// Why something could not be checked. Each reason completes "could not check, because ..." and has no full stop.

export const REASONS = {
  TIMED_OUT: 'Atlassian did not answer in time',
  CIRCUIT_OPEN: 'Atlassian failed several times in a row, so it is not asked again for a few seconds',
  TOO_LARGE: "Atlassian's answer was too large and was not read",
  BROKEN_OFF: "the connection broke off before Atlassian's answer was complete",
  EMPTY: 'Atlassian answered with an empty body',
  NOT_JSON: 'the answer was not JSON; something other than Atlassian may be answering at ATLASSIAN_API_URL',
};

const CONNECTION = new Map([
  ['ECONNREFUSED', 'the connection was refused'],
  ['ECONNRESET', 'the connection was closed'],
  ['UND_ERR_SOCKET', 'the connection was closed'],
  ['ENOTFOUND', 'the host name was not found'],
  ['EAI_AGAIN', 'the host name could not be resolved'],
  ['UND_ERR_CONNECT_TIMEOUT', 'the connection was not accepted in time'],
]);

/** Why no answer came. Only the error's code is read: its message may contain an address or a header. */
export function unreachable(error: unknown): string {
  const detail = CONNECTION.get(errorCode(error));
  return `Atlassian could not be reached${detail ? `: ${detail}` : ''}`;
}

function errorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return '';
  return typeof cause.code === 'string' ? cause.code : '';
}

/** Names the first field that is missing or of another type. The path consists of names in our own schema. */
export function malformed(path: readonly PropertyKey[]): string {
  const where = path.filter((part) => typeof part === 'string').join('.');
  return `Atlassian's answer did not have the documented form${where ? ` (${where})` : ''}`;
}

/** Atlassian's rate limit asks us to wait, and the wait is not over yet. */
export function limited(waitMs: number): string {
  return `Atlassian accepts no more requests of this kind for ${Math.ceil(waitMs / 1000)} s (rate limit), so none was sent`;
}

/** What shows why a request was refused. `text`: the body, which is never repeated. */
type Refusal = {
  status: number;
  text: string;
  call: AllowedCall;
  /** the credential was accepted by an earlier call */
  acceptedBefore: boolean;
  /** how long the service asks us to wait, if it says so */
  waitMs: number | null;
};

const { variable: MANAGEMENT_KEY, is: WITHOUT_SCOPES } = CREDENTIALS['user management key'];
const { variable: SCIM_TOKEN, is: DIRECTORY_KEY } = CREDENTIALS['directory token'];

/**
 * Bodies that say more than their status. `forbidden.*`, `accountNotFound`:
 * https://developer.atlassian.com/cloud/admin/user-management/rest/ ; ADMIN codes:
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/ ; keys with scopes: https://jira.atlassian.com/browse/ID-9051 ;
 * "Not authorized to access":
 * https://support.okta.com/help/s/article/How-to-get-the-API-Key-and-Directory-ID-needed-to-authorize-the-Atlassian-Admin-Workflows-Connector
 */
const SAID: { credential: Credential; status: number; body: RegExp; means: string }[] = [
  {
    credential: 'user management key',
    status: 403,
    body: /"forbidden\.targetUnverified"/,
    means:
      "the account's e-mail address is not verified (forbidden.targetUnverified), so Atlassian does not say what may be changed",
  },
  {
    credential: 'user management key',
    status: 403,
    body: /\bmanage:org\b/,
    means: `${MANAGEMENT_KEY} is a key with scopes; this call needs ${WITHOUT_SCOPES}`,
  },
  {
    credential: 'user management key',
    status: 404,
    body: /"accountNotFound"/,
    means: 'user management has no such account',
  },
  {
    credential: 'directory token',
    status: 403,
    body: /Not authorized to access\s?:\s?scim\/directory/i,
    means: `${SCIM_TOKEN} is not accepted for this directory; it must be ${DIRECTORY_KEY}, not an organisation API key`,
  },
  {
    credential: 'organisation key',
    status: 404,
    body: /"ADMIN-404-2"/,
    means: 'ATLASSIAN_ORG_ID is wrong: there is no such organisation',
  },
];

/** What a status means when the body says no more. */
const BY_STATUS: Record<Credential, { 403: string; 404: string }> = {
  'organisation key': {
    403: 'the API key may not be allowed to do this; ATLASSIAN_API_KEY must be a key of this organisation',
    404: 'ATLASSIAN_ORG_ID may be wrong, or the requested item was not found',
  },
  'user management key': {
    403: `this organisation may not manage the account, or ${MANAGEMENT_KEY} is not ${WITHOUT_SCOPES}`,
    404: 'user management does not know the account; it only knows accounts that this organisation manages',
  },
  // Both statuses also occur without Atlassian Guard: https://mrrefactoring.github.io/jira.js/guide/administration
  'directory token': {
    403: `${SCIM_TOKEN} may not be ${DIRECTORY_KEY}, or the organisation has no Atlassian Guard subscription`,
    404: 'ATLASSIAN_SCIM_DIRECTORY_ID may be wrong, or the organisation has no Atlassian Guard subscription',
  },
};

/**
 * What a refusal means, for an organisation admin. Keys expire after a year at most:
 * https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis
 */
export function refusal({ status, text, call, acceptedBefore, waitMs }: Refusal): string {
  const answered = `Atlassian answered ${status}: `;
  const wait = waitMs === null ? '' : `; it asks us to wait ${Math.ceil(waitMs / 1000)} s`;
  if (status >= 500) return `${answered}the service failed${wait}`;
  if (status >= 300 && status < 400) return `the answer was a redirect (${status}), which is never followed`;
  if (status === 429) return `${answered}too many requests${wait || '; it did not say how long to wait'}`;
  if (status === 401) return answered + unauthorized(call.credential, acceptedBefore);
  if (status !== 403 && status !== 404) return `${answered}it did not accept the request`;
  const said = SAID.find(
    (row) => row.credential === call.credential && row.status === status && row.body.test(text),
  );
  const scope = status === 403 && call.scope ? `; a key with scopes needs ${call.scope}` : '';
  return answered + (said?.means ?? BY_STATUS[call.credential][status]) + scope;
}

function unauthorized(credential: Credential, acceptedBefore: boolean): string {
  const { variable, is } = CREDENTIALS[credential];
  return acceptedBefore
    ? `${variable} used to be accepted and no longer is: it has expired or was revoked`
    : `${variable} is wrong, has expired or is not ${is}`;
}

/** Atlassian has answered a valid key with an empty list (jira.atlassian.com/browse/ACCESS-966): it does not prove the key wrong. */
export const NOT_ON_THE_LIST =
  'the list of organisations that the API key may see does not contain ATLASSIAN_ORG_ID';
