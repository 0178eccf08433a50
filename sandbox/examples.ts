/**
 * A post to try with one click: a label, and what is posted. An integration posts in its own form, and only in channels.
 */
export type Example = { id: string; label: string; kind: string } & (
  | { text: string }
  | { integration: { text: string; attachments: unknown[] } }
  | { file: { name: string; content: string } }
);

const scimError = (status: number | string, detail: string, scimType?: string): string =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status,
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  });

/** The sample that Atlassian publishes. Like the original, it lacks the closing brace. */
export const SEED = scimError(
  '409',
  'Resource [USER]: with email[example@example.com] already exists.',
  'uniqueness',
).slice(0, -1);

/** One-click posts of different categories and shapes. They use addresses from the sandbox organisation. */
export const EXAMPLES: readonly Example[] = [
  { id: 'seed', kind: 'SCIM JSON', label: 'Address held by another account', text: SEED },
  {
    id: 'unverified',
    kind: 'Okta',
    label: 'The holder never verified the address',
    text: 'Automatic profile push of user unverified@example.com to app Atlassian Cloud failed: Error while trying to push profile update for unverified@example.com: Conflict. Errors reported by remote server: Resource [USER]: with email[unverified@example.com] already exists.',
  },
  {
    id: 'leaving',
    kind: 'Entra',
    label: 'The holder is marked for deletion',
    text: `Failed to update User 'leaving@example.com' in AtlassianCloud\nStatus code: Conflict (409)\nError message: StatusCode: Conflict Message: Processing of the HTTP request resulted in an exception. Web Response: ${scimError('409', 'Resource [USER]: with email[leaving@example.com] already exists.', 'uniqueness')}.`,
  },
  {
    id: 'group',
    kind: 'Okta',
    label: 'Group name exists',
    text: 'Unable to update Group Push mapping target App group jira-users: Error while creating user group jira-users: Conflict. Errors reported by remote server: Resource [GROUP]: with displayName already exists.',
  },
  {
    id: 'primary',
    kind: 'SCIM JSON',
    label: 'No primary e-mail',
    text: scimError('400', 'Resource [USER] One email address need to be marked as primary.'),
  },
  {
    id: 'path',
    kind: 'Log line',
    label: 'A PATCH path that does not exist',
    text: `2026-03-02T08:30:00Z ERROR scim PATCH /scim/v2/Users/5 ${scimError('400', 'The path name..givenName cannot be read', 'invalidPath')}`,
  },
  {
    id: 'credentials',
    kind: 'Okta',
    label: 'Credentials are invalid',
    text: 'Automatic provisioning of user Kim Osei to app Atlassian Cloud failed: The credentials used to connect to the API were invalid; please check your configuration',
  },
  {
    id: 'quarantine',
    kind: 'Entra',
    label: 'Provisioning is in quarantine',
    text: 'Provisioning\nCurrent cycle status: Quarantine. Provisioning has been put in quarantine, error: EncounteredEscrowProportionThreshold\nIncremental cycle stopped. 0% complete',
  },
  {
    id: 'limit',
    kind: 'Log line',
    label: 'The directory is full',
    text: '2026-03-02T02:10:11Z scim-proxy ERROR POST https://api.atlassian.com/scim/directory/7d1c2b9e-0000-4a11-9c55-2f6f0e1b3a10/Users failed: Exceeded Maximum users',
  },
  {
    id: 'domain',
    kind: 'HTTP',
    label: 'The domain is not claimed',
    text: 'SCIM provisioning failed when the address of pia.lund@example.com changed to example.org:\n```HTTP/2 403\ncontent-type: application/json\n\n{"key":"forbidden.unclaimedDomain","context":{"domain":"example.org"}}```',
  },
  {
    id: 'rate',
    kind: 'curl',
    label: 'Too many requests',
    text: 'The sync stops in the middle since noon, this is all we get:\n```$ curl -i https://api.example.com/scim/v2/Users?startIndex=401\nHTTP/2 429\nretry-after: 30\ncontent-length: 0```',
  },
  {
    id: 'tls',
    kind: 'Log line',
    label: 'The certificate is not trusted',
    text: '2026-03-02T06:00:01Z ERROR scim-sync {"error":"Get \\"https://idm.example.com/scim/v2/Users\\": tls: failed to verify certificate: x509: certificate signed by unknown authority"}',
  },
  {
    id: 'google',
    kind: 'Google',
    label: 'No authorization token',
    text: 'Admin console > Apps > Atlassian Cloud > Autoprovisioning\nError: Authorization token could not be generated. Retry authorization and save changes again.',
  },
  {
    id: 'alert',
    kind: 'Integration',
    label: 'A monitoring alert with an attachment',
    integration: {
      text: '',
      attachments: [
        {
          color: '#d13438',
          fallback: 'Provisioning failed for stale@example.com',
          title: 'Provisioning failed',
          text: `stale@example.com was not created in Atlassian Cloud.\n\`\`\`${scimError('409', 'Resource [USER]: with email[stale@example.com] already exists.', 'uniqueness')}\`\`\``,
          fields: [
            { title: 'Job', value: 'atlassian-scim-sync', short: true },
            { title: 'Environment', value: 'production', short: true },
          ],
          footer: 'Alerts',
        },
      ],
    },
  },
  {
    id: 'file',
    kind: 'File',
    label: 'A log file with the error',
    file: {
      name: 'provisioning.log',
      content: `2026-03-02T07:59:58Z INFO  sync started\n2026-03-02T08:00:01Z ERROR ${scimError('409', 'Resource [USER]: with email[synced@example.com] already exists.', 'uniqueness')}\n2026-03-02T08:00:02Z INFO  sync ended, 1 failed\n`,
    },
  },
  {
    id: 'question',
    kind: 'Question',
    label: 'Who holds an address?',
    text: 'is example@example.com verified?',
  },
  {
    id: 'talk',
    kind: 'No error',
    label: 'Small talk that the bot ignores',
    text: 'Thanks, the sync looks fine today. Lunch at noon?',
  },
];
