import { describe, expect, it } from 'vitest';
import { diagnose, read } from '../../src/answer.ts';
import { DOCUMENTED_CODES, ENTRA_SKIPS, SKIP_WORDS } from '../../src/knowledge/extract/documented-codes.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';

const knowledge = loadKnowledge();

/** What somebody who asks about a text gets: the article on its first error. */
async function articleOn(text: string) {
  const { diagnoses, speakUp } = await diagnose(read(text, knowledge), knowledge);
  const [first] = diagnoses;
  return { article: first?.verdict.article?.id ?? first?.verdict.candidates.map(({ id }) => id), speakUp };
}

const scim = (status: number, detail: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
  });
const okta = (said: string) =>
  `Automatic provisioning of user Ada Obi to app Example Board failed: Error while creating user ada.obi@example.com: ${said}`;
const remote = (said: string) => okta(`Bad Request. Errors reported by remote server: ${said}`);
const graph = (errorCode: string, reason = 'see the log') =>
  JSON.stringify({
    provisioningAction: 'create',
    provisioningStatusInfo: { status: 'failure', errorInformation: { errorCode, reason } },
  });
const event = (eventType: string) =>
  JSON.stringify({ eventType, outcome: { result: 'FAILURE', reason: null } });

/** Error codes of Entra's log and the article each leads to, in the order of Microsoft's page. */
const ENTRA: [string, string][] = [
  ['Conflict', 'entra-entry-conflict'],
  ['EntryConflict', 'entra-entry-conflict'],
  ['TooManyRequests', 'general-rate-limited'],
  ['InternalServerError', 'entra-repeats-by-itself'],
  ['InsufficientRights', 'entra-not-permitted'],
  ['MethodNotAllowed', 'entra-not-permitted'],
  ['NotPermitted', 'entra-not-permitted'],
  ['Unauthorized', 'entra-not-permitted'],
  ['UnprocessableEntity', 'entra-answer-not-understood'],
  ['WebExceptionProtocolError', 'entra-repeats-by-itself'],
  ['InvalidAnchor', 'entra-entry-gone'],
  ['NotImplemented', 'entra-answer-not-understood'],
  ['MandatoryFieldsMissing', 'entra-value-missing'],
  ['MissingValues', 'entra-value-missing'],
  ['SchemaAttributeNotFound', 'entra-mapping-wrong'],
  ['InternalError', 'entra-repeats-by-itself'],
  ['InvalidDomain', 'general-domain-unverified'],
  ['Timeout', 'entra-repeats-by-itself'],
  ['LicenseLimitExceeded', 'general-license-limit'],
  ['DuplicateTargetEntries', 'entra-duplicate-entries'],
  ['DuplicateSourceEntries', 'entra-duplicate-entries'],
  ['ImportSkipped', 'entra-value-missing'],
  ['SystemForCrossDomainIdentityManagementMultipleEntriesInResponse', 'entra-multiple-matches'],
  ['SystemForCrossDomainIdentityManagementServiceIncompatible', 'entra-answer-not-understood'],
  ['SchemaPropertyCanOnlyAcceptValue', 'entra-mapping-wrong'],
  ['SystemForCrossDomainIdentityManagementBadRequest', 'general-other'],
  ['SystemForCrossDomainIdentityManagementCredentialValidationFailure', 'entra-credentials-invalid'],
  ['AzureActiveDirectoryCannotUpdateObjectsOriginatedInExternalService', 'entra-cross-tenant'],
  ['AzureDirectoryB2BManagementPolicyCheckFailure', 'entra-cross-tenant'],
  ['AzureActiveDirectoryQuotaLimitExceeded', 'entra-cross-tenant'],
  ['InvitationCreationFailure', 'entra-cross-tenant'],
  ['AzureActiveDirectoryForbidden', 'entra-cross-tenant'],
  ['InvitationCreationFailureInvalidPropertyValue', 'entra-cross-tenant'],
  ['InvitationCreationFailureAmbiguousUser', 'entra-cross-tenant'],
  ['AzureActiveDirectoryCannotUpdateObjectsMasteredOnPremises', 'entra-cross-tenant'],
  ['AttributeValidationFailed', 'entra-value-missing'],
  ['EntryJoiningPropertyValueIsMissing', 'entra-value-missing'],
  ['SalesforceDuplicateUserName', 'entra-entry-conflict'],
  ['SalesforceRequiredFieldMissing', 'entra-value-missing'],
  ['SalesforceLicenseLimitExceeded', 'general-license-limit'],
  ['InvalidLookupReference', 'entra-mapping-wrong'],
  ['ServiceNowInstanceInvalid', 'servicenow-instance-invalid'],
  ['InvalidAttributeSyntax-LdapErr', 'entra-value-missing'],
  ['TooManyDeletes', 'entra-too-many-deletes'],
];

describe.each(ENTRA)('the code %s of Entra', (code, article) => {
  it.each([
    ['in the JSON of the log', graph(code)],
    ['under its label in the portal', `Provisioning log\nStatus: Failure\nError code: ${code}`],
    [
      'in a sentence',
      `Failed to create User 'ada.obi@example.com' in Example Board. Error code: ${code}. Retried once.`,
    ],
  ])('%s', async (_where, text) => {
    expect((await articleOn(text)).article).toBe(article);
  });
});

/** What HTTP calls a status needs the label: in a cell it may be one. */
const ALSO_STATUSES = ['Conflict', 'Unauthorized', 'SystemForCrossDomainIdentityManagementBadRequest'];

it.each(ENTRA.filter(([code]) => !ALSO_STATUSES.includes(code)))(
  'the code %s of Entra in a cell of its CSV',
  async (code, article) => {
    const row = `2026-11-20T08:00:00Z,Create,Failure,User,ada.obi@example.com,${code},Example Board`;
    expect((await articleOn(`Provisioning log\n${row}`)).article).toBe(article);
  },
);

describe.each([
  ['RedundantExport', 'entra-skipped'],
  ['NotEffectivelyEntitled', 'entra-skipped'],
  ['EntrySynchronizationSkipped', 'entra-skipped'],
])('the skip %s of Entra', (code, article) => {
  const details = { SkipReason: code };
  it.each([
    ['in the JSON of the log', JSON.stringify({ provisioningStatusInfo: { status: 'skipped' }, details })],
    ['under its label', `User 'ada.obi@example.com' will be skipped.\nSkipReason: ${code}`],
    ['in a cell', `2026-11-20T08:00:00Z,Other,Skipped,User,ada.obi@example.com,${code}`],
    ['in a question', `why does provisioning fail for her? the log says ${code}`],
  ])('%s is answered when asked, and never spoken up on', async (_where, text) => {
    expect(await articleOn(text)).toEqual({ article, speakUp: false });
  });
});

/** The conditions of the facts, by their numbers, that have a text of their own besides Entra's codes. */
const CONDITIONS: [string, string, string][] = [
  [
    'N01',
    'HTTP/1.1 401 Unauthorized\nGET https://api.atlassian.com/scim/directory/1b2c/Users',
    'atlassian-scim-key-ended',
  ],
  [
    'N01',
    okta('Error authenticating: Forbidden. Errors reported by remote server: '),
    'okta-authenticating-forbidden',
  ],
  [
    'N02, N06',
    okta('Conflict. Errors reported by remote server: Resource [GROUP]: with displayName already exists.'),
    'group-name-exists',
  ],
  [
    'N03',
    "Action could not be performed because you've reached the maximum number of users for your plan.",
    'atlassian-no-seat-left',
  ],
  ['N03', "You've reached the maximum number of users for one of your products.", 'atlassian-no-seat-left'],
  [
    'N03',
    '{"key":"licenceExceeded","context":{"reason":"[jira-product-discovery]"}}',
    'atlassian-no-seat-left',
  ],
  ['N26', 'The state of the entry in both the source and target systems already match.', 'entra-skipped'],
  ['N26', "User 'a@example.com' will be skipped because it is not in scope.", 'entra-skipped'],
  [
    'N26',
    "The User 'Li' will be skipped because the value of the property displayName is missing. SkipReason: AttributeValidationFailed",
    'entra-value-missing',
  ],
  [
    'N27',
    'You appear to have entered invalid credentials. Please confirm you are using the correct information for an administrative account',
    'entra-credentials-invalid',
  ],
  [
    'N28',
    `SystemForCrossDomainIdentityManagementCredentialValidationFailure\nWhile attempting to validate our authorization to access your application, we received this unexpected response:\nResource: https://scim.example.com/Users\nOperation: GET\nResponse Status Code: Unauthorized\nResponse Content: ${scim(401, 'Token expired')}`,
    'entra-credentials-invalid',
  ],
  [
    'N28',
    'You appear to have entered invalid credentials. Error code: SystemForCrossDomainIdentityManagementCredentialValidationFailure Response Content: {"error":"Not authorized to access : scim/directory/1b2c/Users","traceId":"7f"}',
    'wrong-kind-of-atlassian-key',
  ],
  [
    'N29',
    'An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response. To address this issue, ensure that the tenant URL is correct.',
    'entra-tenant-url-404',
  ],
  ['N30', '{"status":{"quarantine":{"reason":"IngestionInterrupted","error":null}}}', 'entra-quarantine'],
  ['N35', okta('License Limit Exceeded.'), 'general-license-limit'],
  [
    'N36',
    'User was assigned this application before Provisioning was enabled and not provisioned in the downstream application. Click Provision User.',
    'okta-provision-user',
  ],
  [
    'N37',
    okta('Operation failed because user profile is mastered under another system'),
    'okta-profile-mastered-elsewhere',
  ],
  [
    'N37',
    '{"errorCode":"E0000023","errorSummary":"Operation failed because user profile is mastered under another system"}',
    'okta-profile-mastered-elsewhere',
  ],
  [
    'N38',
    'Error while verifying if user a@example.com exists: . Errors reported by remote server: User a@example.com not exist or not belong to this account',
    'okta-person-not-in-account',
  ],
  ['N39', remote('The user already exists'), 'okta-user-exists-import'],
  [
    'N40, N47',
    okta(
      'Errors during execution: Error executing createNewUser: Bad Request. Errors reported by the connector : {"Errors":{"description":"long_username (user=adaobi)","code":400}}. Error Code: null',
    ),
    'slack-user-name',
  ],
  [
    'N40',
    'Errors reported by the connector : {"Errors":{"description":"userName is taken","code":409}}. Error Code: null',
    'general-duplicate-user',
  ],
  ['N47', '{"Errors":{"description":"username_not_allowed (user=admin)","code":400}}', 'slack-user-name'],
  ['N41', 'Error authenticating: null', 'okta-base-url'],
  ['N42', 'Base URL: Does not match required pattern', 'okta-base-url'],
  [
    'N43',
    `Error authenticating: null\nInvalid JSON: Unexpected character ('<' (code 60)): expected a valid value`,
    'connection-html-instead-of-json',
  ],
  [
    'N43',
    okta(
      `Bad Gateway. Errors reported by remote server: Invalid JSON: Unrecognized token 'error': was expecting`,
    ),
    'general-server-error',
  ],
  ['N44', event('application.provision.group_push.mapping.update.or.delete.failed'), 'okta-group-push'],
  [
    'N44',
    event('application.provision.group_push.mapping.update.or.delete.failed.with.error'),
    'okta-group-push',
  ],
  ['N45', event('application.integration.authentication_failure'), 'okta-credentials-invalid'],
  ['N45', event('application.integration.rate_limit_exceeded'), 'general-rate-limited'],
  ['N45', event('application.integration.general_failure'), 'general-other'],
  ['N45', event('application.provision.user.push_profile'), 'general-other'],
  ['N45', event('app.user_management.importing_profile_failed.email_length'), 'general-invalid-value'],
  ['N45', event('app.user_management.importing_profile_failed.missing_externalid'), 'general-invalid-value'],
  ['N49', scim(409, 'User has already been taken'), 'gitlab-identity-differs'],
  [
    'N50',
    scim(412, "The member's email address is not allowed for this group. Check with your administrator."),
    'gitlab-email-domain',
  ],
  [
    'N51',
    scim(412, "The member's email address is not linked to a SAML account or has an inactive SCIM identity."),
    'gitlab-identity-differs',
  ],
  [
    'N52',
    scim(412, "Namespace can't be blank, Name can't be blank, and User can't be blank."),
    'gitlab-name-blank',
  ],
  [
    'N53',
    "GitLab: Failed to match an entry in the source and target systems Group 'qa'",
    'gitlab-group-provisioning',
  ],
  [
    'N54',
    '{"detail":"Request is unparsable, syntactically incorrect, or violates schema.","status":"400","exceptionRequestId":"1"}',
    'aws-identity-center-value',
  ],
  ['N54', remote('Refused to create a new, duplicate resource'), 'general-duplicate-user'],
  ['N56', 'Your ServiceNow instance name appears to be invalid', 'servicenow-instance-invalid'],
  [
    'N57',
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter","detail":"INVALID_FILTER: more than 200 nodes"}',
    'general-invalid-filter',
  ],
  ['N57', scim(409, 'member already exists'), 'general-duplicate-user'],
  ['N57', scim(400, 'Cannot deactivate an owner'), 'general-forbidden'],
  [
    'N57',
    scim(400, "Cannot change properties on deactivated members other than 'active'"),
    'launchdarkly-member-refused',
  ],
  ['N57', scim(400, "Unknown custom role 'auditor'"), 'launchdarkly-member-refused'],
  ['N57', scim(409, 'A user with the same primary email already exists!'), 'general-duplicate-user'],
  [
    'N57',
    okta('An error occurred while pushing a profile update to this app'),
    'okta-profile-update-refused',
  ],
  [
    'N58',
    'Workday to Active Directory: InvalidAttributeSyntax-LdapErr: The syntax is invalid.',
    'entra-value-missing',
  ],
  ['Google', 'Authorization token could not be generated.', 'google-authorization-token'],
  [
    'JumpCloud',
    '{"event_type":"user_create_provision","success":false,"error_message":null}',
    'general-other',
  ],
  ['PingOne', 'PingOne sync status: Impacted 9, Success 4, Unsynced 5', 'ping-unsynced'],
  ['Okta', '{"eventType":"application.provision.user.push","outcome":{"result":"SKIPPED"}}', 'okta-skipped'],
];

describe('a documented condition', () => {
  it.each(CONDITIONS)('%s: %s', async (_number, text, article) => {
    expect((await articleOn(text)).article).toEqual(article);
  });
});

/** Conditions of the facts without a text to recognise. */
const WITHOUT_TEXT: Record<string, string> = {
  N04: 'people missing from a group: no error is shown',
  N05: 'SCIM beside "Azure AD for nested groups": no error is shown',
  N07: 'SSO and SCIM with different identifiers: it shows as the errors of N49 and of a held address',
  N31: 'what a restart costs: said in the steps of each article that restarts',
  N32: 'limits of Provision on demand: no error is documented',
  N33: 'known limits of Entra: no error is documented',
  N34: 'pages that were renamed',
  N46: 'who repeats what',
  N48: 'GitHub documents a status of the 400 range and no words',
};

it('every condition of the facts is here, or has no text', () => {
  const numbered = CONDITIONS.flatMap(([number]) => number.split(', '));
  // N08 to N25 and N55 are Entra's codes.
  const codes = [...Array.from({ length: 18 }, (_, i) => i + 8), 55].map(
    (n) => `N${String(n).padStart(2, '0')}`,
  );
  const known = new Set([...numbered, ...codes, ...Object.keys(WITHOUT_TEXT)]);
  const all = Array.from({ length: 58 }, (_, i) => `N${String(i + 1).padStart(2, '0')}`);
  expect(all.filter((number) => !known.has(number))).toEqual([]);
});

/** Listed because real logs hold them; what they mean is not documented, so that no article is about them. */
const UNDOCUMENTED = [
  'CredentialValidationUnavailable',
  'BadResponse',
  'ServiceIncompatibleFiltering',
  'InvalidUserPrincipalName',
];

it('every code that we list is tested here', () => {
  const { okta: events, ...entra } = DOCUMENTED_CODES;
  const listed = [...Object.values(entra).flat(), ...events].flatMap(([, codes]) => codes.split(' '));
  const all = [...listed, ...ENTRA_SKIPS, ...SKIP_WORDS.map(([code]) => code)];
  const tested = [
    ...ENTRA.map(([code]) => code),
    ...CONDITIONS.map(([, text]) => text),
    'RedundantExport',
    'NotEffectivelyEntitled',
    'EntrySynchronizationSkipped',
  ].join('\n');
  expect(all.filter((code) => !tested.includes(code) && !UNDOCUMENTED.includes(code))).toEqual([]);
});
