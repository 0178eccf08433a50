import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedAccounts, seedLinks } from '../../sandbox/atlassian/seed.ts';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';
import { createAtlassianClient } from '../../src/atlassian/client.ts';
import { LOOK_UP_NAMES, type LookUpName } from '../../src/knowledge/article/article.ts';
import { choose } from '../../src/knowledge/choose/choose.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { fromAtlassian } from '../../src/look-up/from-atlassian.ts';

const ALL: readonly LookUpName[] = LOOK_UP_NAMES;
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
};
const NOBODY = { accountsFound: 0, scimLinks: [], scimRecord: null };
const UNMANAGED = {
  claimStatus: 'unmanaged',
  emailChangeAllowed: 'unknown',
  emailChangeRefusal: 'unknown',
};
const UNLINKED = [expect.objectContaining({ atlassianAccountId: null })];
const LINKED = [expect.objectContaining({ atlassianAccountId: expect.any(String) })];
const SYNCED = {
  managementSource: 'synced',
  accountScimLinks: LINKED,
  emailChangeAllowed: false,
  emailChangeRefusal: 'externalDirectory.scim',
};
const RECORD = { scimUserId: expect.any(String), active: true };

let atlassian: LocalAtlassian;
const settings = () => ({
  ...atlassian.settings,
});

describe.each(['cursor', 'url'] as const)(
  'an organisation on the wire, one entry a page, next as a %s',
  (linkForm) => {
    beforeAll(async () => {
      atlassian = await startAtlassian({ pageSize: 1, linkForm });
    });
    afterAll(() => atlassian.close());

    test.each([
      ['example@example.com', LOCAL],
      ['Example@Example.com', LOCAL],
      [
        'synced@example.com',
        {
          ...LOCAL,
          ...SYNCED,
          scimLinks: LINKED,
          scimRecord: { ...RECORD, atlassianAccountId: expect.any(String) },
        },
      ],
      ['unverified@example.com', { ...LOCAL, emailVerified: false, emailChangeAllowed: 'unknown' }],
      ['leaving@example.com', { ...LOCAL, accountStatus: 'for_deletion', forDeletion: true }],
      ['external@example.com', { ...LOCAL, ...UNMANAGED, managementSource: 'unknown' }],
      ['stale@example.com', { ...LOCAL, scimLinks: UNLINKED, scimRecord: RECORD }],
      ['deactivated@example.com', { ...LOCAL, accountStatus: 'deactivated' }],
      ['twice@example.com', { ...NOBODY, accountsFound: 2 }],
      [
        'google@example.com',
        { ...LOCAL, emailChangeAllowed: false, emailChangeRefusal: 'externalDirectory.google' },
      ],
      ['saml@example.com', { ...LOCAL, emailChangeAllowed: false, emailChangeRefusal: 'authPolicy.saml' }],
      ['scim-managed@example.com', { ...LOCAL, ...SYNCED }],
      ['partner@example.net', { ...LOCAL, ...UNMANAGED, domainStatus: 'not-listed' }],
      ['contractor@example.org', { ...LOCAL, ...UNMANAGED, domainStatus: 'unverified' }],
      [
        'rehired@example.com',
        { ...LOCAL, ...SYNCED, accountStatus: 'deactivated', scimLinks: LINKED, scimRecord: RECORD },
      ],
      ['orphaned@example.com', { ...NOBODY, scimLinks: UNLINKED, scimRecord: RECORD }],
      ['former-name@example.com', { ...NOBODY, scimLinks: LINKED, scimRecord: RECORD }],
      ['nobody@example.com', NOBODY],
      ['nobody@example.org', { ...NOBODY, domainStatus: 'unverified' }],
      ['nobody@gmail.com', { ...NOBODY, domainStatus: 'public-mail' }],
      ['"no body"@example.net', { ...NOBODY, domainStatus: 'not-listed' }],
    ])('%s', async (address, expected) => {
      const facts = await fromAtlassian(createAtlassianClient(settings()))(ALL, address);
      const byName = Object.fromEntries(facts.map(({ name, value }) => [name, value]));
      expect(byName).toMatchObject({
        organisationName: 'Example',
        ...(address.toLowerCase().endsWith('@example.com') && { domainStatus: 'verified' }),
        ...expected,
      });
    });
  },
);

test('every case of a held address can be met here', async () => {
  atlassian = await startAtlassian();
  const article = loadKnowledge().articles.find(({ decision }) => decision === 'address-holder');
  if (!article) throw new Error('no article has this table');
  const nobody = ['com', 'org', 'net'].map((ending) => `nobody@example.${ending}`);
  const held = [...seedAccounts(), ...seedLinks()].map(({ email }) => email);
  const chosen = new Set<string | undefined>();
  for (const address of [...held, ...nobody, 'nobody@gmail.com']) {
    const facts = await fromAtlassian(createAtlassianClient(settings()))(article.lookups, address);
    chosen.add(choose(article, facts).branch?.id);
  }
  await atlassian.close();
  expect(article.branches.map(({ id }) => id).filter((id) => !chosen.has(id))).toEqual([]);
});

test.each(['nobody@example.com', 'twice@example.com'])(
  '%s: nothing is said of one account',
  async (address) => {
    atlassian = await startAtlassian();
    const facts = await fromAtlassian(createAtlassianClient(settings()))(ALL, address);
    expect(facts.map(({ name }) => name)).toEqual([
      'accountsFound',
      'domainStatus',
      'organisationName',
      'scimLinks',
      'scimRecord',
    ]);
    await atlassian.close();
  },
);

describe('keys of the wrong kind', () => {
  beforeAll(async () => {
    atlassian = await startAtlassian();
  });
  afterAll(() => atlassian.close());

  /** The reasons of the facts that are unknown, each once. */
  async function reasonsWith(wrong: Partial<ReturnType<typeof settings>>, names = ALL) {
    const facts = await fromAtlassian(createAtlassianClient({ ...settings(), ...wrong }))(
      names,
      'example@example.com',
    );
    return [...new Set(facts.flatMap((fact) => (fact.complete ? [] : fact.reason)))];
  }

  test('none, and everything is known', async () => {
    expect(await reasonsWith({})).toEqual([]);
  });

  test('an organisation key in the place of the directory token, and the other way round', async () => {
    expect(await reasonsWith({ ATLASSIAN_SCIM_TOKEN: atlassian.apiKey })).toEqual([
      "Atlassian answered 403: ATLASSIAN_SCIM_TOKEN is not accepted for this directory; it must be the SCIM directory's own API key, not an organisation API key",
    ]);
    expect(await reasonsWith({ ATLASSIAN_API_KEY: atlassian.scimToken }, ['scim-links'])).toEqual([
      'Atlassian answered 401: ATLASSIAN_API_KEY is wrong, has expired or is not an organisation API key',
    ]);
  });

  test('a key with scopes at user management', async () => {
    expect(await reasonsWith({ ATLASSIAN_USER_MANAGEMENT_KEY: atlassian.apiKey })).toEqual([
      'Atlassian answered 403: ATLASSIAN_USER_MANAGEMENT_KEY is a key with scopes; this call needs an organisation API key without scopes',
    ]);
  });

  test('ids of others', async () => {
    expect(await reasonsWith({ ATLASSIAN_ORG_ID: 'other' }, ['account-by-email', 'organisation'])).toEqual([
      'Atlassian answered 404: ATLASSIAN_ORG_ID is wrong: there is no such organisation',
      'the list of organisations that the API key may see does not contain ATLASSIAN_ORG_ID',
    ]);
    expect(await reasonsWith({ ATLASSIAN_SCIM_DIRECTORY_ID: 'other' })).toEqual([
      'Atlassian answered 404: ATLASSIAN_SCIM_DIRECTORY_ID may be wrong, or the organisation has no Atlassian Guard subscription',
    ]);
  });

  test('a key that is withdrawn while the bot runs', async () => {
    const lookUp = fromAtlassian(createAtlassianClient(settings()));
    expect(await lookUp(['domain-status'], 'example@example.com')).toMatchObject([{ value: 'verified' }]);
    const heal = atlassian.fail('/domains', { status: 401 });
    expect(await lookUp(['domain-status'], 'example@example.com')).toMatchObject([
      { reason: expect.stringMatching(/ATLASSIAN_API_KEY used to be accepted and no longer is/) },
    ]);
    heal();
    expect(await lookUp(['domain-status'], 'example@example.com')).toMatchObject([{ value: 'verified' }]);
  });
});
