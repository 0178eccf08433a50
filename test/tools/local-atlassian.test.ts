import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../src/sandbox/atlassian/start.ts';
import { lookUpWith } from '../../src/tools/look-up.ts';
import { TOOLS, type ToolName } from '../../src/tools/tools.ts';

const ALL = Object.keys(TOOLS) as ToolName[];
const LOCAL = {
  accountsFound: 1,
  accountStatus: 'active',
  emailVerified: true,
  claimStatus: 'managed',
  forDeletion: false,
  scimLinks: [],
  accountScimLinks: [],
  scimRecord: null,
  emailChangeAllowed: true,
  directoryNames: ['Example directory'],
  organisationName: 'Example',
};

const RECORD = {
  scimUserId: expect.anything(),
  active: true,
  atlassianAccountId: expect.stringMatching(/^712020:/),
};
const UNMANAGED = { claimStatus: 'unmanaged', emailChangeAllowed: 'unknown' };
const refused = (emailChangeRefusal: string) => ({ emailChangeAllowed: false, emailChangeRefusal });
const SYNCED = {
  managementSource: 'synced',
  accountScimLinks: [expect.anything()],
  ...refused('externalDirectory.scim'),
};
const UNLINKED = [expect.objectContaining({ atlassianAccountId: null })];

describe.each(['cursor', 'url'] as const)(
  'an organisation on the wire, one account a page, next as a %s',
  (linkForm) => {
    let atlassian: LocalAtlassian;
    beforeAll(async () => {
      atlassian = await startAtlassian({ pageSize: 1, linkForm });
    });
    afterAll(() => atlassian.close());

    test.each([
      ['example@example.com', LOCAL],
      ['Example@Example.com', LOCAL],
      ['synced@example.com', { ...LOCAL, ...SYNCED, scimLinks: [expect.anything()], scimRecord: RECORD }],
      ['unverified@example.com', { ...LOCAL, emailVerified: false, emailChangeAllowed: 'unknown' }],
      ['google@example.com', { ...LOCAL, ...refused('externalDirectory.google') }],
      ['saml@example.com', { ...LOCAL, ...refused('authPolicy.saml') }],
      ['scim-managed@example.com', { ...LOCAL, ...SYNCED }],
      ['leaving@example.com', { ...LOCAL, accountStatus: 'for_deletion', forDeletion: true }],
      ['external@example.com', { ...LOCAL, ...UNMANAGED, managementSource: 'unknown' }],
      ['partner@example.net', { ...LOCAL, ...UNMANAGED, domainStatus: 'not-listed' }],
      [
        'stale@example.com',
        { ...LOCAL, scimLinks: UNLINKED, scimRecord: { scimUserId: expect.anything(), active: true } },
      ],
      ['deactivated@example.com', { ...LOCAL, accountStatus: 'deactivated' }],
      ['twice@example.com', { accountsFound: 2, scimLinks: [] }],
      ['orphaned@example.com', { accountsFound: 0, scimLinks: UNLINKED }],
      ['nobody@example.com', { accountsFound: 0, scimLinks: [] }],
      ['nobody@example.org', { accountsFound: 0, domainStatus: 'unverified' }],
      ['nobody@example.net', { accountsFound: 0, domainStatus: 'not-listed' }],
    ])('%s', async (email, expected) => {
      const lookUp = lookUpWith({
        ATLASSIAN_ORG_ID: atlassian.orgId,
        ATLASSIAN_API_KEY: atlassian.apiKey,
        ATLASSIAN_API_URL: atlassian.apiUrl,
        ATLASSIAN_USER_MANAGEMENT_KEY: atlassian.userManagementKey,
        ATLASSIAN_SCIM_DIRECTORY_ID: atlassian.scimDirectoryId,
        ATLASSIAN_SCIM_TOKEN: atlassian.scimToken,
      });
      const facts = await lookUp(ALL, email);
      const byName = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
      expect(byName).toMatchObject({
        ...(email.toLowerCase().endsWith('@example.com') && { domainStatus: 'verified' }),
        ...expected,
      });
    });
  },
);
