import type { Category } from '../classify/category.ts';

/** Codes by category, several in one string. */
type Codes = [Category, string][];

/**
 * Codes of Microsoft Entra's provisioning log that nobody else uses; the name of a service may come before one
 * (`ContosoEntryConflict`). Sources, below learn.microsoft.com/entra/identity: `monitoring-health/howto-analyze-provisioning-logs`,
 * `saas-apps/salesforce-provisioning-tutorial`, `saas-apps/servicenow-provisioning-tutorial`,
 * `app-provisioning/hr-user-creation-issues`, `app-provisioning/application-provisioning-quarantine-status`.
 */
const ENTRA_ALONE: Codes = [
  ['unauthorized', 'CredentialValidationFailure'],
  ['connection-setup', 'CredentialValidationUnavailable ServiceNowInstanceInvalid'],
  ['server-error', 'WebExceptionProtocolError'],
  [
    'duplicate-user',
    'EntryConflict DuplicateTargetEntries DuplicateSourceEntries SalesforceDuplicateUserName',
  ],
  ['duplicate-user', 'InvitationCreationFailureAmbiguousUser'],
  ['not-found', 'InvalidAnchor'],
  ['invalid-value', 'MandatoryFieldsMissing SalesforceRequiredFieldMissing AttributeValidationFailed'],
  ['invalid-value', 'ImportSkipped EntryJoiningPropertyValueIsMissing InvalidUserPrincipalName'],
  ['invalid-value', 'SchemaAttributeNotFound SchemaPropertyCanOnlyAcceptValue InvalidLookupReference'],
  ['invalid-value', 'InvalidAttributeSyntax-LdapErr InvitationCreationFailureInvalidPropertyValue'],
  ['forbidden', 'B2BManagementPolicyCheckFailure InvitationCreationFailure AzureActiveDirectoryForbidden'],
  ['forbidden', 'CannotUpdateObjectsOriginatedInExternalService CannotUpdateObjectsMasteredOnPremises'],
  ['license-limit', 'AzureActiveDirectoryQuotaLimitExceeded SalesforceLicenseLimitExceeded'],
  ['other', 'MultipleEntriesInResponse ServiceIncompatible ServiceIncompatibleFiltering TooManyDeletes'],
];

/** Codes of the same log that other programs use as well: they count in a text about provisioning. */
const ENTRA_SHARED: Codes = [
  ['domain-unverified', 'InvalidDomain'],
  ['license-limit', 'LicenseLimitExceeded'],
  ['invalid-value', 'MissingValues'],
  ['forbidden', 'InsufficientRights NotPermitted'],
  ['other', 'BadResponse'],
];

/** Codes of the same log that are plain words elsewhere: they count in a row of a log as well. */
const ENTRA_WORDS: Codes = [
  ['rate-limited', 'TooManyRequests'],
  ['server-error', 'InternalServerError InternalError Timeout'],
  ['forbidden', 'MethodNotAllowed'],
  ['other', 'UnprocessableEntity NotImplemented'],
];

/** Codes of the same log that are also what HTTP calls a status: they count only where they are called an error code. */
const ENTRA_STATUSES: Codes = [
  ['duplicate-user', 'Conflict'],
  ['forbidden', 'Unauthorized'],
  ['other', 'BadRequest'],
];

/** Why an entry was passed over although nothing failed: by Entra (same pages; `app-provisioning/provision-on-demand`). */
export const ENTRA_SKIPS = ['RedundantExport', 'NotEffectivelyEntitled', 'EntrySynchronizationSkipped'];

/**
 * The same in words, all of which must stand in the text. `SKIPPED` is a result in Okta's System Log (developer.okta.com,
 * System Log API), `Unsynced` one in PingOne's sync status (docs.pingidentity.com, `p1_view_sync_status`).
 */
export const SKIP_WORDS: [code: string, ...words: RegExp[]][] = [
  [
    'RedundantExport',
    /state of the (?:entry|user|group) in both (?:the source and target )?systems already match/i,
  ],
  ['RedundantExport', /\bis already in the desired state in the target system/i],
  ['NotEffectivelyEntitled', /\bnot effectively entitled\b/i],
  ['NotEffectivelyEntitled', /will be skipped because (?:it|the \w{4,6}) is (?:not in|out of) scope\b/i],
  ['NotEffectivelyEntitled', /\bnot assigned to the application\b.{0,40}\bout of scope\b/i],
  ['SKIPPED', /\bapplication\.provision\.\w/, /\bSKIPPED\b/],
  ['Unsynced', /\bPing ?One\b/i, /\bUnsynced\b/i],
];

/**
 * Event types of Okta's System Log that say more than that a push failed, present and former names
 * (help.okta.com, "App event types"; developer.okta.com, event types), and an error code of its API.
 */
const OKTA: Codes = [
  ['unauthorized', 'application.integration.authentication_failure'],
  ['rate-limited', 'application.integration.rate_limit_exceeded'],
  ['invalid-value', 'app.user_management.importing_profile_failed.email_length'],
  ['invalid-value', 'app.user_management.importing_profile_failed.missing_externalid'],
  ['other', 'application.provision.group_push.mapping.update.or.delete.failed'],
  ['other', 'application.provision.group_push.mapping.update.or.delete.failed.with.error'],
  ['forbidden', 'E0000023'],
];

/** Codes that say more than a service's own answer beside them: Entra gives up on the token whatever the body says. */
export const OUTWEIGHS_ANSWER = ['CredentialValidationFailure'];

/** Codes that say nothing beside a failing status: Entra names a 409 of the app `ServiceIncompatibleFiltering`. */
export const WEAKER_THAN_STATUS = [
  'ServiceIncompatible',
  'ServiceIncompatibleFiltering',
  'BadResponse',
  'BadRequest',
];

/** By how sure it is that such a word is a code: see each list. `okta`: event types and error codes of Okta. */
export const DOCUMENTED_CODES = {
  alone: ENTRA_ALONE,
  shared: ENTRA_SHARED,
  words: ENTRA_WORDS,
  statuses: ENTRA_STATUSES,
  okta: OKTA,
};
