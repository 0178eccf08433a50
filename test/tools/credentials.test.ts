import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type LocalAtlassian, startAtlassian } from '../../src/sandbox/atlassian/start.ts';
import { allowedCall } from '../../src/tools/atlassian/allowed-calls.ts';
import type { ReadRequest } from '../../src/tools/atlassian.ts';
import { lookUpWith } from '../../src/tools/look-up.ts';
import { TOOLS, type ToolName } from '../../src/tools/tools.ts';
import {
  API_KEY,
  contextFor,
  json,
  NOW,
  SCIM_TOKEN,
  startServer,
  USER_MANAGEMENT_KEY,
} from './local-server.ts';

const ALL = Object.keys(TOOLS) as ToolName[];
const READING: [string, ReadRequest['method'], string, string][] = [
  ['organisations', 'GET', '/admin/v1/orgs', API_KEY],
  ['domains', 'GET', '/admin/v1/orgs/o/domains', API_KEY],
  ['directories', 'GET', '/admin/v2/orgs/o/directories', API_KEY],
  ['user search', 'POST', '/admin/v2/orgs/o/directories/-/users/search', API_KEY],
  ['user details', 'GET', '/admin/v2/orgs/o/directories/-/users/a', API_KEY],
  ['SCIM links by address', 'POST', '/admin/user-provisioning/v1/org/o/get-scim-links-for-email', API_KEY],
  ['SCIM links by account', 'GET', '/admin/user-provisioning/v1/org/o/user/a/get-scim-links', API_KEY],
  ['permissions', 'GET', '/users/a/manage', USER_MANAGEMENT_KEY],
  ['profile', 'GET', '/users/a/manage/profile', USER_MANAGEMENT_KEY],
  ['SCIM users', 'GET', '/scim/directory/d/Users', SCIM_TOKEN],
  ['SCIM service provider', 'GET', '/scim/directory/d/ServiceProviderConfig', SCIM_TOKEN],
];

let server: Awaited<ReturnType<typeof startServer>> | undefined;
let atlassian: LocalAtlassian | undefined;
afterEach(async () => {
  await server?.close();
  await atlassian?.close();
  server = undefined;
  atlassian = undefined;
});

describe('every reading call carries the key of its kind and no other', () => {
  test.each(READING)('%s', async (_name, method, path, key) => {
    server = await startServer((_, response) => json(response, {}));
    const { atlassian: client, budget } = contextFor(server.url);
    await client.read({ method, path, ...(method === 'POST' ? { body: {} } : {}) }, z.unknown(), budget);
    expect(server.seen).toMatchObject([{ authorization: `Bearer ${key}` }]);
  });
});

describe('nothing else is ever sent', () => {
  const WRITING: [string, string][] = [
    ['PATCH', '/users/a/manage/profile'],
    ['PUT', '/users/a/manage/email'],
    ['POST', '/users/a/manage/lifecycle/disable'],
    ['POST', '/users/a/manage/lifecycle/delete'],
    ['GET', '/users/a/manage/api-tokens'],
    ['DELETE', '/users/a/manage/api-tokens/t'],
    ['POST', '/scim/directory/d/Users'],
    ['PUT', '/scim/directory/d/Users/1'],
    ['DELETE', '/scim/directory/d/Users/1'],
    ['DELETE', '/admin/user-provisioning/v1/org/o/user/a/onlyDeleteUserInDB'],
    ['PATCH', '/admin/user-provisioning/v1/org/o/scimDirectoryId/d/scimUserId/u/unlink'],
    ['POST', '/admin/v2/orgs/o/directories/-/users/a/suspend'],
    ['DELETE', '/admin/v2/orgs/o/directories/-/users/a'],
    ['POST', '/admin/v2/orgs/o/users/invite'],
    ['POST', '/admin/v1/orgs'],
    ['POST', '/users/a/manage'],
    ['get', '/admin/v1/orgs'],
    ['GET', '/admin/v1/orgs/'],
    ['GET', ''],
  ];
  test.each(WRITING)('%s %s', (method, path) => {
    expect(() => allowedCall(method, path)).toThrow(/not on the list of reading calls/);
  });

  test.each([
    '/admin/v1/orgs/../../../users/a/manage/email',
    '/users/a/manage/%2e%2e/%2e%2e/b/manage/lifecycle/delete',
    '//evil.example.com/admin/v1/orgs',
    '/\\evil.example.com/admin/v1/orgs',
    'https://evil.example.com/admin/v1/orgs',
    '@evil.example.com/admin/v1/orgs',
    '.evil.example.com/admin/v1/orgs',
    '/admin/v1/orgs/o/domains/../../../../users/a/manage/lifecycle/delete',
    '/users/a/manage/email?x=/users/a/manage',
    '/users/a/manage/email#/users/a/manage',
    '/users/a/manage/;/email',
  ])('GET %s', async (path) => {
    const connections: string[] = [];
    const listener = createServer((request, response) => {
      connections.push(request.url ?? '');
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => listener.once('listening', resolve));
    const { atlassian: client, budget } = contextFor(
      `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    );
    await expect(client.read({ method: 'GET', path }, z.unknown(), budget)).rejects.toThrow();
    expect(connections).toEqual([]);
    listener.close();
  });
});

describe('a key of the wrong kind', () => {
  const facts = async (changes: Record<string, string | undefined>) => {
    atlassian = await startAtlassian();
    const settings = {
      ATLASSIAN_ORG_ID: atlassian.orgId,
      ATLASSIAN_API_KEY: atlassian.apiKey,
      ATLASSIAN_API_URL: atlassian.apiUrl,
      ATLASSIAN_USER_MANAGEMENT_KEY: atlassian.userManagementKey,
      ATLASSIAN_SCIM_DIRECTORY_ID: atlassian.scimDirectoryId,
      ATLASSIAN_SCIM_TOKEN: atlassian.scimToken,
      ...changes,
    };
    const found = await lookUpWith(settings)(ALL, 'example@example.com');
    return Object.fromEntries(found.map((fact) => [fact.name, fact.complete ? fact.value : fact.reason]));
  };

  test("an organisation key in the directory's place says which kind belongs there", async () => {
    expect((await facts({ ATLASSIAN_SCIM_TOKEN: 'local-organisation-key' })).scimRecord).toMatch(
      /ATLASSIAN_SCIM_TOKEN is not the key of this directory: SCIM takes the directory's own key/,
    );
  });

  test('a key with scopes in the place of one without', async () => {
    const found = await facts({ ATLASSIAN_USER_MANAGEMENT_KEY: 'local-organisation-key' });
    expect(found.emailChangeAllowed).toMatch(/must be an organisation API key without scopes/);
    expect(found.accountsFound).toBe(1);
  });

  test("the directory's key in the organisation's place", async () => {
    expect((await facts({ ATLASSIAN_API_KEY: 'local-scim-directory-key' })).accountsFound).toMatch(
      /answered 403: ATLASSIAN_API_KEY/,
    );
  });

  test('an unknown key, a wrong organisation, a wrong directory', async () => {
    expect((await facts({ ATLASSIAN_API_KEY: 'old' })).accountsFound).toMatch(
      /has expired or is not an organisation/,
    );
    expect((await facts({ ATLASSIAN_ORG_ID: 'other' })).accountsFound).toMatch(
      /ATLASSIAN_ORG_ID may be wrong/,
    );
    expect((await facts({ ATLASSIAN_SCIM_DIRECTORY_ID: 'other' })).scimRecord).toMatch(
      /ATLASSIAN_SCIM_DIRECTORY_ID may be wrong/,
    );
  });

  test('a key that expires while running is named from then on', async () => {
    let valid = true;
    server = await startServer((_, response) =>
      valid ? json(response, { scimLinks: [] }) : json(response, {}, 401),
    );
    const lookUp = lookUpWith({
      ATLASSIAN_ORG_ID: 'o',
      ATLASSIAN_API_KEY: 'k',
      ATLASSIAN_API_URL: server.url,
    });
    expect(await lookUp(['scim-links'], 'a@b.co')).toMatchObject([{ complete: true }]);
    valid = false;
    expect(await lookUp(['scim-links'], 'a@b.co')).toMatchObject([
      { complete: false, reason: expect.stringContaining('has expired') },
    ]);
  });
});

describe('limits that the service names', () => {
  const headers: [string, Record<string, string>][] = [
    ['X-RateLimit-*', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }],
    ['RateLimit-*', { 'ratelimit-remaining': '0', 'ratelimit-reset': '30' }],
    ['seconds since 1970', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 30) }],
  ];
  test.each(headers)('%s: the next call is not made before they allow it', async (_name, limit) => {
    server = await startServer((_, response) => json(response, { scimLinks: [] }, 200, limit));
    const { atlassian: client, budget } = contextFor(server.url);
    const links = { method: 'GET', path: '/admin/user-provisioning/v1/org/o/user/a/get-scim-links' } as const;
    expect(await client.read(links, z.unknown(), budget)).toMatchObject({ ok: true });
    expect(await client.read(links, z.unknown(), budget)).toEqual({
      ok: false,
      reason: "Atlassian's limit of requests is reached; it asks to wait 30 s",
    });
    expect(server.seen).toHaveLength(1);
  });
});

test('a connection is used again, also after refusals', async () => {
  const sockets = new Set<unknown>();
  const listener = createServer((request, response) => {
    sockets.add(request.socket);
    response.writeHead(request.url?.includes('domains') ? 403 : 200, { 'content-type': 'application/json' });
    response.end('{"scimLinks":[]}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => listener.once('listening', resolve));
  const { atlassian: client, budget } = contextFor(
    `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
  );
  for (let i = 0; i < 4; i += 1) {
    await client.read({ method: 'GET', path: '/admin/v1/orgs/o/domains' }, z.unknown(), budget);
    await client.read({ method: 'GET', path: '/admin/v1/orgs' }, z.unknown(), budget);
  }
  // fetch may open a second one before the first is noticed to be free; eight calls never need eight.
  expect(sockets.size).toBeLessThanOrEqual(2);
  listener.closeAllConnections();
  listener.close();
});

test.each(['"jane doe"@example.com', 'jörg@bücher.example', "o'brien+x@example.com"])(
  '%s is asked about',
  async (email) => {
    server = await startServer((_, response) => json(response, { data: [], scimLinks: [], totalResults: 0 }));
    const lookUp = lookUpWith({
      ATLASSIAN_ORG_ID: 'o',
      ATLASSIAN_API_KEY: 'k',
      ATLASSIAN_API_URL: server.url,
      ATLASSIAN_SCIM_DIRECTORY_ID: 'd',
      ATLASSIAN_SCIM_TOKEN: 't',
    });
    const found = await lookUp(['account-by-email', 'scim-links', 'scim-record'], email);
    expect(found.every(({ complete }) => complete)).toBe(true);
    const searched = server.seen.find(({ url }) => url.endsWith('/search'))?.body;
    expect(searched).toMatchObject({ emails: expect.arrayContaining([email]) });
  },
);
