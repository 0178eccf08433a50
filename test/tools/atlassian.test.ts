import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { path, type ReadRequest } from '../../src/tools/atlassian.ts';
import { startBudget } from '../../src/tools/budget.ts';
import { API_KEY, contextFor, type Handler, json, startServer } from './local-server.ts';

const ANYTHING = z.unknown();
const DOMAINS: ReadRequest = { method: 'GET', path: '/admin/v1/orgs/org-1/domains' };
const SEARCH: ReadRequest = {
  method: 'POST',
  path: '/admin/v2/orgs/org-1/directories/-/users/search',
  body: { emails: [] },
};

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

/** Answers each request with the next status; the last one stays. `headers` go with every refusal. */
function answers(statuses: number[], headers = {}): Handler {
  let next = 0;
  return (_, response) => {
    const status = statuses[Math.min(next++, statuses.length - 1)] ?? 200;
    json(response, { data: [] }, status, status === 200 ? {} : headers);
  };
}

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
      const { atlassian, budget } = contextFor(server.url, 500, { fetch });
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

  test('encodes path parameters and keeps the root of a proxy', async () => {
    server = await startServer(answers([200]));
    const { atlassian, budget } = contextFor(`${server.url}/proxy`);
    const target = path`/admin/v1/orgs/${'a/b?c#d e'}/domains`;
    await atlassian.read({ method: 'GET', path: target, query: { cursor: 'x=&y' } }, ANYTHING, budget);
    expect(server.seen[0]?.url).toBe('/proxy/admin/v1/orgs/a%2Fb%3Fc%23d%20e/domains?cursor=x%3D%26y');
  });
});

describe('tries again', () => {
  test.each([429, 500, 503])('after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  test('not before Retry-After', async () => {
    server = await startServer(answers([429, 200], { 'retry-after': '1' }));
    const { atlassian, budget } = contextFor(server.url);
    const start = performance.now();
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  test('not at all when Retry-After is longer than the budget', async () => {
    server = await startServer(answers([503, 200], { 'retry-after': '3' }));
    const { atlassian, budget } = contextFor(server.url);
    const start = performance.now();
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: false });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(server.seen).toHaveLength(1);
  });

  test.each([400, 401, 403, 404])('not after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: false });
    expect(server.seen).toHaveLength(1);
  });

  test('never longer than the budget', async () => {
    server = await startServer(() => undefined);
    const { atlassian } = contextFor(server.url, 0, { attemptMs: 10_000 });
    const start = performance.now();
    const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(600));
    expect(result).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test('never after the caller gave up', async () => {
    server = await startServer(answers([200]));
    const { atlassian } = contextFor(server.url);
    const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(600, AbortSignal.abort()));
    expect(result).toMatchObject({ ok: false });
    expect(server.seen).toEqual([]);
  });
});

test('stops asking for a while after several failures in a row, call by call', async () => {
  server = await startServer(({ url }, response) =>
    json(response, { data: [] }, url === SEARCH.path ? 200 : 500),
  );
  const { atlassian } = contextFor(server.url);
  for (let i = 0; i < 6; i++) await atlassian.read(DOMAINS, ANYTHING, startBudget(400));
  const sent = server.seen.length;
  const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(400));
  expect(result).toEqual({ ok: false, reason: expect.stringContaining('failed several times in a row') });
  expect(server.seen).toHaveLength(sent);
  expect(await atlassian.read(SEARCH, ANYTHING, startBudget(400))).toMatchObject({ ok: true });
});

test('names a scope only where it is documented', async () => {
  server = await startServer(answers([403]));
  const { atlassian, budget } = contextFor(server.url);
  expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({
    reason: expect.stringContaining('read:domains:admin'),
  });
  expect(await atlassian.read(SEARCH, ANYTHING, budget)).toEqual({
    ok: false,
    reason: 'Atlassian answered 403: ATLASSIAN_API_KEY may not be allowed to do this (search users)',
  });
});

test('logs a failure with constant words and neither key nor address', async () => {
  server = await startServer(answers([403]));
  const warn = vi.fn();
  const { atlassian, budget } = contextFor(server.url, 500, { log: { warn } });
  await atlassian.read({ ...SEARCH, body: { emails: ['a@example.com'] } }, ANYTHING, budget);
  expect(warn.mock.calls).toEqual([
    [
      {
        call: 'search users',
        reason: 'Atlassian answered 403: ATLASSIAN_API_KEY may not be allowed to do this (search users)',
      },
      'Atlassian look-up failed',
    ],
  ]);
});
