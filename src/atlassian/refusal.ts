import type { AllowedCall } from './allowed-calls.ts';
import { CREDENTIALS, type Credential } from './credentials.ts';

/** A refused request, as far as it tells why. `text`: the body, of which nothing is ever repeated. */
export type Refusal = {
  status: number;
  text: string;
  call: AllowedCall;
  /** the credential was accepted by an earlier call */
  acceptedBefore: boolean;
  /** how long the service asks to wait, if it said so */
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
const TOLD: { credential: Credential; status: number; body: RegExp; means: string }[] = [
  {
    credential: 'user management key',
    status: 403,
    body: /"forbidden\.targetUnverified"/,
    means:
      "the account's e-mail address is not verified (forbidden.targetUnverified), so it is not told what may be changed",
  },
  {
    credential: 'user management key',
    status: 403,
    body: /\bmanage:org\b/,
    means: `${MANAGEMENT_KEY} is a key with scopes; expected here is ${WITHOUT_SCOPES}`,
  },
  {
    credential: 'user management key',
    status: 404,
    body: /"accountNotFound"/,
    means: 'user management knows no such account',
  },
  {
    credential: 'directory token',
    status: 403,
    body: /Not authorized to access\s?:\s?scim\/directory/i,
    means: `${SCIM_TOKEN} does not open this directory; expected here is ${DIRECTORY_KEY}, not an organisation API key`,
  },
  {
    credential: 'organisation key',
    status: 404,
    body: /"ADMIN-404-2"/,
    means: 'ATLASSIAN_ORG_ID is wrong, there is no such organisation',
  },
];

/** What a status means where the body tells nothing more. */
const BY_STATUS: Record<Credential, { 403: string; 404: string }> = {
  'organisation key': {
    403: 'the API key may not be allowed to do this; expected in ATLASSIAN_API_KEY is a key of this organisation',
    404: 'ATLASSIAN_ORG_ID may be wrong, or what was asked for was not found',
  },
  'user management key': {
    403: `this organisation may not manage the account, or ${MANAGEMENT_KEY} is not ${WITHOUT_SCOPES}`,
    404: 'user management does not know the account; it only knows accounts that this organisation manages',
  },
  // Without Atlassian Guard both statuses are met: https://mrrefactoring.github.io/jira.js/guide/administration
  'directory token': {
    403: `${SCIM_TOKEN} may not be ${DIRECTORY_KEY}, or the organisation has no Atlassian Guard subscription`,
    404: 'ATLASSIAN_SCIM_DIRECTORY_ID may be wrong, or the organisation has no Atlassian Guard subscription',
  },
};

/**
 * What a refusal means, for an organisation admin; completes "could not check, because ...", without full stop. Keys live for a year
 * at most: https://support.atlassian.com/organization-administration/docs/manage-an-organization-with-the-admin-apis
 */
export function refusal({ status, text, call, acceptedBefore, waitMs }: Refusal): string {
  const answered = `Atlassian answered ${status}: `;
  const wait = waitMs === null ? '' : `; it asks to wait ${Math.ceil(waitMs / 1000)} s`;
  if (status >= 500) return `${answered}the service failed${wait}`;
  if (status >= 300 && status < 400) return `the answer was a redirect (${status}), which is never followed`;
  if (status === 429) return `${answered}too many requests${wait || '; it did not say how long to wait'}`;
  if (status === 401) return answered + unauthorized(call.credential, acceptedBefore);
  if (status !== 403 && status !== 404) return `${answered}it did not accept the request`;
  const told = TOLD.find(
    (row) => row.credential === call.credential && row.status === status && row.body.test(text),
  );
  const scope = status === 403 && call.scope ? `; a key with scopes needs ${call.scope}` : '';
  return answered + (told?.means ?? BY_STATUS[call.credential][status]) + scope;
}

function unauthorized(credential: Credential, acceptedBefore: boolean): string {
  const { variable, is } = CREDENTIALS[credential];
  return acceptedBefore
    ? `${variable} was accepted before and is not any more: it has expired or was revoked`
    : `${variable} is wrong, has expired or is not ${is}`;
}
