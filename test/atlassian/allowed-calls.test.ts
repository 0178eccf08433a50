import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startBudget } from '../../src/atlassian/budget.ts';
import { path, type ReadRequest } from '../../src/atlassian/client.ts';
import {
  API_KEY,
  answers,
  contextFor,
  DOMAINS,
  SEARCH,
  SETTINGS,
  startServer,
} from '../tools/local-server.ts';

const ANYTHING = z.unknown();

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

const WRITES: [string, string][] = [
  ['DELETE', '/admin/v1/orgs/org-1/directory/users/account-1'],
  ['POST', '/admin/v1/orgs/org-1/directory/users/account-1/suspend-access'],
  ['POST', '/admin/v1/orgs/org-1/directory/users/account-1/restore-access'],
  ['POST', '/admin/v2/orgs/org-1/directories/-/users/account-1/suspend'],
  ['POST', '/admin/v2/orgs/org-1/directories/-/users/account-1/restore'],
  ['DELETE', '/admin/v2/orgs/org-1/directories/-/users/account-1'],
  ['POST', '/admin/v2/orgs/org-1/users/invite'],
  ['PUT', '/users/account-1/manage/email'],
  ['PATCH', '/users/account-1/manage/profile'],
  ['DELETE', '/users/account-1/manage/api-tokens/token-1'],
  ['POST', '/users/account-1/manage/lifecycle/disable'],
  ['POST', '/users/account-1/manage/lifecycle/enable'],
  ['POST', '/users/account-1/manage/lifecycle/delete'],
  ['POST', '/users/account-1/manage/lifecycle/cancel-delete'],
  ['PATCH', '/admin/user-provisioning/v1/org/org-1/scimDirectoryId/d/scimUserId/u/unlink'],
  ['DELETE', '/admin/user-provisioning/v1/org/org-1/user/account-1/onlyDeleteUserInDB'],
  ['POST', '/scim/directory/d/Users'],
  ['PUT', '/scim/directory/d/Users/u'],
  ['PATCH', '/scim/directory/d/Users/u'],
  ['DELETE', '/scim/directory/d/Users/u'],
];

/** The right method with a path that only looks like a listed one. */
const LOOKALIKES: [string, string][] = [
  ['POST', DOMAINS.path],
  ['DELETE', DOMAINS.path],
  ['GET', '/'],
  ['GET', `${DOMAINS.path}/domain-1`],
  ['GET', '/admin/v1/orgs/../domains'],
  ['GET', '/admin/v1/orgs/org-1/x/../domains'],
  ['GET', '/admin/v1/orgs/org-1/x/%2e%2e/domains'],
  ['GET', '/admin/v1/orgs/org-1/./domains'],
  ['GET', '/admin/v1/orgs//domains'],
  ['GET', '/admin/v1//orgs/org-1/domains'],
  ['GET', '/admin/v1/orgs/org-1\\domains'],
  ['GET', '/admin/v1/orgs/a%2Fb/domains'],
  ['GET', '/admin/v1/orgs/a%5Cb/domains'],
  ['GET', '/admin/v1/orgs/a%252Fb/domains'],
  ['GET', '/admin/v1/orgs/a%00/domains'],
  ['GET', `${DOMAINS.path}/`],
  ['GET', `${DOMAINS.path}?x`],
  ['GET', `${DOMAINS.path}#x`],
  ['GET', `${DOMAINS.path}\n`],
  ['GET', `${DOMAINS.path}\t`],
  ['GET', ` ${DOMAINS.path}`],
  ['GET', `/x?y=${DOMAINS.path}`],
  ['GET', DOMAINS.path.toUpperCase()],
  ['GET', '.elsewhere.example/admin/v1/orgs'],
  ['GET', '/\\\\elsewhere.example/admin/v1/orgs'],
  ['GET', '/users/account-1/manage/;/email'],
  ['GET', '/users/account-1/manage/email'],
  ['GET', '/users/account-1/manage/api-tokens'],
  ['GET', '/users/account-1/manage/lifecycle/delete'],
  ['POST', '/users/account-1/manage'],
  ['PATCH', '/users/account-1/manage'],
  ['POST', '/users/account-1/manage/profile'],
  ['GET', '/admin/user-provisioning/v1/org/org-1/user/account-1/onlyDeleteUserInDB'],
  ['POST', '/admin/user-provisioning/v1/org/org-1/user/account-1/get-scim-links'],
  ['POST', '/admin/v2/orgs/org-1/directories/-/users/search/../account-1/suspend'],
  ['POST', '/admin/v2/orgs/org-1/directories/-%2Fusers%2Faccount-1%2Fsuspend%3F/users/search'],
  ['get', DOMAINS.path],
  ['GET ', DOMAINS.path],
  ['HEAD', DOMAINS.path],
  ['GET', `http://elsewhere.example${DOMAINS.path}`],
  ['GET', `:80@elsewhere.example${DOMAINS.path}`],
  ['GET', '/admin/v1/orgs/org-1/x/%2e%2e/../domains/..'],
  ['GET', '@elsewhere.example/admin/v1/orgs/org-1/domains'],
  ['GET', '//elsewhere.example/admin/v1/orgs/org-1/domains'],
  ['POST', `${SEARCH.path}/../account-1/suspend`],
  ['PUT', SEARCH.path],
];

describe('only reads', () => {
  test.each([...WRITES, ...LOOKALIKES])(
    '%s %s is refused before anything is sent',
    async (method, target) => {
      server = await startServer(answers([200]));
      const fetch = vi.fn();
      const { atlassian, budget } = contextFor(server.url, { fetch });
      const request = { method, path: target } as ReadRequest;
      await expect(atlassian.read(request, ANYTHING, budget)).rejects.toThrow(
        'not on the list of reading calls',
      );
      expect(fetch).not.toHaveBeenCalled();
      expect(server.seen).toEqual([]);
    },
  );

  test('sends the key, and only there', async () => {
    server = await startServer(answers([200]));
    const { atlassian, budget } = contextFor(`${server.url}/`);
    expect(await atlassian.read(SEARCH, ANYTHING, budget)).toEqual({ ok: true, data: { data: [] } });
    expect(server.seen).toEqual([
      { method: 'POST', url: SEARCH.path, authorization: `Bearer ${API_KEY}`, body: { emails: [] } },
    ]);
  });

  test('does not follow a redirect', async () => {
    const elsewhere = await startServer(answers([200]));
    server = await startServer((_, response) => {
      response.writeHead(307, { location: `${elsewhere.url}${DOMAINS.path}` });
      response.end();
    });
    const { atlassian, budget } = contextFor(server.url);
    const result = await atlassian.read(DOMAINS, ANYTHING, budget);
    expect(result).toEqual({ ok: false, reason: expect.stringContaining('redirect (307)') });
    expect(elsewhere.seen).toEqual([]);
    await elsewhere.close();
  });

  test('encodes path parameters and queries, and keeps the root of a proxy', async () => {
    server = await startServer(answers([200]));
    const { atlassian, budget } = contextFor(`${server.url}/proxy`);
    const target = path`/admin/user-provisioning/v1/org/${'org-1'}/user/${'557058:a'}/get-scim-links`;
    await atlassian.read({ method: 'GET', path: target, query: { cursor: 'x=&y' } }, ANYTHING, budget);
    expect(server.seen[0]?.url).toBe(
      '/proxy/admin/user-provisioning/v1/org/org-1/user/557058%3Aa/get-scim-links?cursor=x%3D%26y',
    );
  });

  test('a parameter cannot become a path of its own', async () => {
    server = await startServer(answers([200]));
    const { atlassian, budget } = contextFor(server.url);
    for (const id of ['a/b', '..', '%2e%2e', 'a?b', 'a#b', 'a\\b', 'a b', '']) {
      const request: ReadRequest = { method: 'GET', path: path`/admin/v1/orgs/${id}/domains` };
      await expect(atlassian.read(request, ANYTHING, budget)).rejects.toThrow('not on the list');
    }
    expect(server.seen).toEqual([]);
  });
});

const { ATLASSIAN_USER_MANAGEMENT_KEY: MANAGEMENT_KEY, ATLASSIAN_SCIM_TOKEN: SCIM_TOKEN } = SETTINGS;

/** Every call on the list, and the credential it is made with. */
const READS: [ReadRequest['method'], string, string][] = [
  ['GET', '/admin/v1/orgs', API_KEY],
  ['GET', '/admin/v1/orgs/org-1/domains', API_KEY],
  ['POST', '/admin/v2/orgs/org-1/directories/-/users/search', API_KEY],
  ['GET', '/admin/v2/orgs/org-1/directories', API_KEY],
  ['GET', '/admin/v2/orgs/org-1/directories/dir-1/users/557058:a', API_KEY],
  ['POST', '/admin/user-provisioning/v1/org/org-1/get-scim-links-for-email', API_KEY],
  ['GET', '/admin/user-provisioning/v1/org/org-1/user/557058:a/get-scim-links', API_KEY],
  ['GET', '/users/557058:a/manage', MANAGEMENT_KEY],
  ['GET', '/users/557058:a/manage/profile', MANAGEMENT_KEY],
  ['GET', '/scim/directory/scim-1/Users', SCIM_TOKEN],
  ['GET', '/scim/directory/scim-1/ServiceProviderConfig', SCIM_TOKEN],
];

describe.each(READS)('%s %s', (method, target, credential) => {
  test('is made, with the credential of its kind', async () => {
    server = await startServer(answers([200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read({ method, path: target }, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(server.seen).toMatchObject([{ method, url: target, authorization: `Bearer ${credential}` }]);
  });

  test('is not made without it, whatever else is set', async () => {
    server = await startServer(answers([200]));
    const variable = Object.entries(SETTINGS).find(([, value]) => value === credential)?.[0] ?? '';
    const { atlassian, budget } = contextFor(server.url, {}, { [variable]: undefined });
    const result = await atlassian.read({ method, path: target }, ANYTHING, budget);
    expect(result).toEqual({ ok: false, reason: `${variable} is not set` });
    expect(server.seen).toEqual([]);
  });
});

test('connections are used again, after refusals and for other credentials too', async () => {
  server = await startServer(answers([200, 200, 401, 403, 404, 400, 200]));
  const { atlassian } = contextFor(server.url);
  const ask = ([method, target]: (typeof READS)[number]) =>
    atlassian.read({ method, path: target }, ANYTHING, startBudget(2000));
  for (const call of READS.slice(0, 2)) await ask(call);
  const open = server.sockets();
  for (const call of READS) await ask(call);
  expect(server.seen).toHaveLength(READS.length + 2);
  expect(server.sockets()).toBe(open);
});
