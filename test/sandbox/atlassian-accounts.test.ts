import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';

let atlassian: LocalAtlassian;
beforeAll(async () => {
  atlassian = await startAtlassian();
});
afterAll(() => atlassian.close());

async function get(path: string, key: string | null) {
  const response = await fetch(new URL(path, atlassian.apiUrl), {
    headers: key === null ? {} : { authorization: `Bearer ${key}` },
  });
  const body = JSON.parse(await response.text());
  return { status: response.status, type: response.headers.get('content-type'), body };
}

const idOf = (email: string) =>
  atlassian.accounts.find((account) => account.email === email)?.accountId ?? '';
const manage = (email: string, more = '') =>
  get(`/users/${encodeURIComponent(idOf(email))}/manage${more}`, atlassian.userManagementKey);
const scim = (rest: string) =>
  get(`/scim/directory/${atlassian.scimDirectoryId}/${rest}`, atlassian.scimToken);
const filtered = (filter: string) => scim(`Users?filter=${encodeURIComponent(filter)}`);

describe('each key opens only its own paths', () => {
  const paths = () => ({
    organisation: `/admin/v1/orgs/${atlassian.orgId}/domains`,
    links: `/admin/user-provisioning/v1/org/${atlassian.orgId}/user/x/get-scim-links`,
    manage: `/users/${encodeURIComponent(idOf('example@example.com'))}/manage`,
    scim: `/scim/directory/${atlassian.scimDirectoryId}/Users`,
  });

  test.each([
    ['organisation', 'apiKey', 200, { data: expect.any(Array) }],
    ['organisation', 'userManagementKey', 200, { data: expect.any(Array) }],
    ['organisation', 'scimToken', 401, { code: 401 }],
    ['organisation', 'none', 401, { code: 401 }],
    ['links', 'scimToken', 401, { code: 401 }],
    ['manage', 'userManagementKey', 200, { 'email.set': { allowed: true } }],
    ['manage', 'apiKey', 403, { status: 403, message: expect.stringContaining('manage:org') }],
    ['manage', 'scimToken', 401, { key: 'unauthorized' }],
    ['manage', 'none', 401, { key: 'unauthorized' }],
    ['scim', 'scimToken', 200, { totalResults: 5 }],
    [
      'scim',
      'apiKey',
      403,
      { error: expect.stringMatching(/^Not authorized to access : scim\/directory\/.*\/Users$/) },
    ],
    ['scim', 'userManagementKey', 403, { traceId: expect.any(String) }],
    ['scim', 'none', 401, { error: 'Missing authorization header.' }],
  ] as const)('%s with %s: %i', async (path, key, status, body) => {
    expect(await get(paths()[path], key === 'none' ? null : atlassian[key])).toMatchObject({ status, body });
  });
});

describe('user management', () => {
  test.each([
    ['example@example.com', { allowed: true }],
    ['google@example.com', { allowed: false, reason: { key: 'externalDirectory.google' } }],
    ['saml@example.com', { allowed: false, reason: { key: 'authPolicy.saml' } }],
    ['scim-managed@example.com', { allowed: false, reason: { key: 'externalDirectory.scim' } }],
    ['synced@example.com', { allowed: false, reason: { key: 'externalDirectory.scim' } }],
  ])('%s', async (email, permission) => {
    expect(await manage(email)).toMatchObject({ status: 200, body: { 'email.set': permission } });
  });

  test.each([
    ['unverified@example.com', 403, 'forbidden.targetUnverified'],
    ['partner@example.net', 403, 'forbidden'],
    ['nobody@example.com', 404, 'notFound'],
  ])('%s: %i %s', async (email, status, key) => {
    expect(await manage(email)).toMatchObject({ status, body: { key, errorKey: key } });
  });

  test('a refusal can be set and removed, and no other response contains it', async () => {
    atlassian.setAccount('example@example.com', { refusal: 'blocked.exportControl' });
    expect((await manage('example@example.com')).body['email.set']).toMatchObject({ allowed: false });
    const id = encodeURIComponent(idOf('example@example.com'));
    const details = `/admin/v2/orgs/${atlassian.orgId}/directories/-/users/${id}`;
    expect(JSON.stringify((await get(details, atlassian.apiKey)).body)).not.toContain('exportControl');
    atlassian.setAccount('example@example.com', { refusal: undefined });
    expect((await manage('example@example.com')).body['email.set']).toEqual({ allowed: true });
  });

  test('an unknown account, and a profile', async () => {
    expect(await get('/users/gone/manage', atlassian.userManagementKey)).toMatchObject({
      status: 404,
      body: { key: 'accountNotFound' },
    });
    expect((await manage('example@example.com', '/profile')).body.account).toMatchObject({
      account_id: idOf('example@example.com'),
      account_status: 'active',
      email: 'example@example.com',
    });
  });
});

describe('the SCIM directory', () => {
  test('finds a record by userName, and its account', async () => {
    const { status, type, body } = await filtered('userName eq "synced@example.com"');
    expect({ status, type }).toEqual({ status: 200, type: 'application/scim+json' });
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 1,
      startIndex: 1,
      itemsPerPage: 1,
    });
    expect(body.Resources).toMatchObject([
      {
        userName: 'synced@example.com',
        'urn:scim:schemas:extension:atlassian-external:1.0': {
          atlassianAccountId: idOf('synced@example.com'),
        },
      },
    ]);
  });

  test('a record that is not linked contains no account', async () => {
    const { body } = await filtered('userName eq "orphaned@example.com"');
    expect(body.Resources[0]).not.toHaveProperty('urn:scim:schemas:extension:atlassian-external:1.0');
  });

  test.each([
    ['userName eq "nobody@example.com"', 0],
    ['externalId eq "synced@example.com"', 0],
    ['USERNAME EQ "synced@example.com"', 1],
  ])('%s', async (filter, totalResults) => {
    expect((await filtered(filter)).body).toMatchObject({ totalResults });
  });

  test.each([
    'emails eq "a@example.com"',
    'emails[type eq "work"].value eq "a@example.com"',
    'userName sw "a"',
    'userName eq "a" or userName eq "b"',
    'userName eq "a\\x"',
    'userName',
    '',
  ])('refuses the filter %s', async (filter) => {
    expect(await filtered(filter)).toMatchObject({
      status: 400,
      body: { status: '400', scimType: 'invalidFilter', detail: 'Resource [USER] invalid filter' },
    });
  });

  test('pages', async () => {
    const page = (await scim('Users?startIndex=3&count=1')).body;
    expect(page).toMatchObject({ totalResults: 5, startIndex: 3, itemsPerPage: 1 });
    expect((await scim('Users?startIndex=9')).body).toMatchObject({ totalResults: 5, Resources: [] });
  });

  test('lists its features, and knows no other directory', async () => {
    expect((await scim('ServiceProviderConfig')).body).toMatchObject({
      bulk: { supported: false },
      filter: { supported: true },
    });
    expect(await get('/scim/directory/other/Users', atlassian.scimToken)).toMatchObject({
      status: 404,
      body: { status: '404', detail: 'Directory does not exist.' },
    });
  });
});
