import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../sandbox/atlassian/faults.ts';
import {
  type LocalAtlassian,
  type LocalAtlassianOptions,
  startAtlassian,
} from '../../sandbox/atlassian/start.ts';

let atlassian: LocalAtlassian;
beforeEach(async () => {
  atlassian = await startAtlassian();
});
afterEach(() => atlassian.close());

async function restart(options: LocalAtlassianOptions): Promise<void> {
  await atlassian.close();
  atlassian = await startAtlassian(options);
}

async function call(method: string, path: string, body?: unknown, apiKey = atlassian.apiKey) {
  const response = await fetch(new URL(path, atlassian.apiUrl), {
    method,
    headers: { authorization: `Bearer ${apiKey}` },
    redirect: 'manual',
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type') === 'application/json';
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const searchPath = () => `/admin/v2/orgs/${atlassian.orgId}/directories/-/users/search`;
const domainsPath = () => `/admin/v1/orgs/${atlassian.orgId}/domains`;
const linksPath = () => `/admin/user-provisioning/v1/org/${atlassian.orgId}/get-scim-links-for-email`;
const search = (body: unknown) => call('POST', searchPath(), body);

/** The error of the organisation API with this code. */
const adminError = (code: string) => ({
  errors: [
    {
      id: expect.any(String),
      status: code.split('-')[1],
      code,
      title: expect.any(String),
      detail: expect.any(String),
    },
  ],
});

const LOCAL = { status: 'active', emailVerified: true, claimStatus: 'managed', forDeletion: false };

describe('one address per situation', () => {
  test.each([
    ['example@example.com', [LOCAL], []],
    ['synced@example.com', [{ ...LOCAL, managementSource: 'synced' }], ['itself']],
    ['unverified@example.com', [{ ...LOCAL, emailVerified: false }], []],
    ['leaving@example.com', [{ ...LOCAL, status: 'for_deletion', forDeletion: true }], []],
    ['external@example.com', [{ ...LOCAL, claimStatus: 'unmanaged' }], []],
    ['stale@example.com', [LOCAL], [null]],
    ['deactivated@example.com', [{ ...LOCAL, status: 'deactivated', accountStatus: 'inactive' }], []],
    ['twice@example.com', [LOCAL, LOCAL], []],
    ['google@example.com', [LOCAL], []],
    ['saml@example.com', [LOCAL], []],
    ['scim-managed@example.com', [{ ...LOCAL, managementSource: 'synced' }], []],
    ['partner@example.net', [{ ...LOCAL, claimStatus: 'unmanaged' }], []],
    ['contractor@example.org', [{ ...LOCAL, claimStatus: 'unmanaged' }], []],
    ['refused@example.com', [LOCAL], []],
    [
      'rehired@example.com',
      [{ ...LOCAL, status: 'deactivated', accountStatus: 'inactive', managementSource: 'synced' }],
      ['itself'],
    ],
    ['orphaned@example.com', [], [null]],
    ['nobody@example.com', [], []],
  ])('%s', async (email, accounts, links) => {
    const { data } = (await search({ emails: [email] })).body;
    expect(data).toMatchObject(accounts.map((account) => ({ ...account, email })));
    const { scimLinks } = (await call('POST', linksPath(), { email })).body;
    const linkedTo = links.map((to) => (to === 'itself' ? data[0].accountId : to));
    expect(scimLinks).toEqual(
      linkedTo.map((atlassianAccountId) => ({
        scimUserId: expect.any(String),
        directoryId: expect.any(String),
        orgId: atlassian.orgId,
        atlassianAccountId,
      })),
    );
  });

  test('every account has its own id', () => {
    expect(new Set(atlassian.accounts.map(({ accountId }) => accountId)).size).toBe(
      atlassian.accounts.length,
    );
  });
});

describe('user search', () => {
  test('responds in the documented format', async () => {
    const { status, body } = await search({ emails: ['example@example.com'] });
    expect(status).toBe(200);
    expect(body.links).toEqual({ self: null, prev: null, next: null });
    expect(Object.keys(body.data[0])).toEqual(
      expect.arrayContaining([
        'accountId',
        'accountType',
        'status',
        'accountStatus',
        'membershipStatus',
        'name',
        'nickname',
        'email',
        'emailVerified',
        'claimStatus',
        'managementSource',
        'addedToOrg',
        'deactivatedOn',
        'forDeletion',
        'mfaEnabled',
        'platformRoles',
      ]),
    );
  });

  test('compares whole addresses', async () => {
    expect((await search({ emails: ['xample@example.com'] })).body.data).toEqual([]);
  });

  test.each([
    [{ emails: ['external@example.com'], claimStatus: 'managed' }, 0],
    [{ emails: ['external@example.com'], claimStatus: 'unmanaged' }, 1],
    [{ status: ['deactivated'] }, 2],
    [{ accountStatus: ['inactive'] }, 3],
    [{ searchTerm: 'TWICE' }, 2],
    [{ emailDomains: ['example.org'] }, 1],
    [{}, 16],
  ])('filters by %o', async (filter, count) => {
    expect((await search(filter)).body.data).toHaveLength(count);
  });

  test.each([
    [{ emails: ['a@example.com'], searchTerm: 'a' }],
    [{ emails: 'a@example.com' }],
    [['a@example.com']],
    ['text'],
  ])('refuses %o', async (body) => {
    expect(await search(body)).toMatchObject({ status: 400, body: adminError('ADMIN-400-24') });
  });

  test('refuses an unknown filter instead of ignoring it', async () => {
    expect(await search({ groupIds: ['g'] })).toMatchObject({ status: 501 });
  });

  test.each(['cursor', 'url'] as const)('pages, with next as a %s', async (linkForm) => {
    await restart({ pageSize: 4, linkForm });
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const { data, links } = (await search({ cursor })).body;
      sizes.push(data.length);
      const url = linkForm === 'url' && links.next ? new URL(links.next) : null;
      cursor = (url ? url.searchParams.get('cursor') : links.next) ?? undefined;
    } while (cursor);
    expect(sizes).toEqual([4, 4, 4, 4]);
  });

  test('refuses a cursor that was never issued', async () => {
    expect(await search({ cursor: 'x' })).toMatchObject({ status: 400, body: adminError('ADMIN-400-1') });
  });
});

describe('the other calls', () => {
  test('SCIM links of an account', async () => {
    const [link] = atlassian.links;
    const path = `/admin/user-provisioning/v1/org/${atlassian.orgId}/user/${link?.atlassianAccountId}/get-scim-links`;
    const { body } = await call('GET', path);
    expect(body.scimLinks).toMatchObject([{ scimUserId: link?.scimUserId }]);
    expect(body.scimLinks[0]).not.toHaveProperty('email');
  });

  test('domains, page by page', async () => {
    await restart({ pageSize: 1 });
    const first = (await call('GET', domainsPath())).body;
    expect(first.data).toEqual([
      {
        id: 'domain-1',
        type: 'domains',
        attributes: { name: 'example.com', claim: { type: 'dns', status: 'verified' } },
        links: { self: `${atlassian.apiUrl}${domainsPath()}/domain-1` },
      },
    ]);
    const second = (await call('GET', `${domainsPath()}?cursor=${encodeURIComponent(first.links.next)}`))
      .body;
    expect(second.data).toMatchObject([
      { attributes: { name: 'example.org', claim: { status: 'unverified' } } },
    ]);
    expect(second.links.next).toBeNull();
  });

  test('user directories, of all or of one account', async () => {
    const path = `/admin/v2/orgs/${atlassian.orgId}/directories`;
    const directory = { directoryId: expect.any(String), name: 'Example directory' };
    expect((await call('GET', path)).body.data).toMatchObject([directory]);
    const id = atlassian.accounts[0]?.accountId ?? '';
    expect((await call('GET', `${path}?accountId=${id}`)).body.data).toMatchObject([directory]);
    atlassian.setAccount('example@example.com', { membershipStatus: 'no_membership' });
    expect((await call('GET', `${path}?accountId=${id}`)).body.data).toEqual([]);
    expect((await call('GET', `${path}?accountId=nobody`)).body.data).toEqual([]);
  });

  test('details of a user', async () => {
    const path = `/admin/v2/orgs/${atlassian.orgId}/directories/-/users`;
    const { body } = await call(
      'GET',
      `${path}/${encodeURIComponent(atlassian.accounts[2]?.accountId ?? '')}`,
    );
    expect(body.data).toMatchObject({
      email: 'unverified@example.com',
      status: 'active',
      emailVerified: false,
    });
    expect(await call('GET', `${path}/nobody`)).toMatchObject({
      status: 404,
      body: adminError('ADMIN-404-8'),
    });
  });

  test('organisations', async () => {
    const { body } = await call('GET', '/admin/v1/orgs');
    expect(body.data).toMatchObject([{ id: atlassian.orgId, type: 'orgs', attributes: { name: 'Example' } }]);
  });
});

describe('refusals', () => {
  test('a wrong key', async () => {
    expect(await call('GET', domainsPath(), undefined, 'wrong')).toMatchObject({
      status: 401,
      body: { code: 401, message: expect.any(String) },
    });
  });

  test.each([
    ['GET', '/admin/v1/orgs/other/domains', 404, 'ADMIN-404-2'],
    ['GET', '/admin/v1/elsewhere', 404, 'ADMIN-404-1'],
    ['DELETE', '/admin/v1/orgs', 405, 'ADMIN-405-1'],
  ])('%s %s', async (method, path, status, code) => {
    expect(await call(method, path)).toMatchObject({ status, body: adminError(code) });
  });

  test('a body without an address', async () => {
    expect(await call('POST', linksPath(), {})).toMatchObject({ status: 400 });
  });
});

describe('faults', () => {
  const cases: [Fault, number, unknown][] = [
    [{ status: 401 }, 401, { code: 401, message: expect.any(String) }],
    [{ status: 404 }, 404, adminError('ADMIN-404-2')],
    [{ status: 429, retryAfter: 7 }, 429, { code: 429, message: expect.any(String) }],
    [{ status: 500 }, 500, adminError('ADMIN-500-1')],
    [{ status: 503 }, 503, expect.any(String)],
    [{ kind: 'html' }, 200, expect.stringContaining('<p>')],
    [{ kind: 'empty' }, 200, ''],
    [{ kind: 'redirect', to: 'http://127.0.0.1:1/' }, 302, ''],
  ];
  test.each(cases)('%o', async (fault, status, body) => {
    atlassian.fail('/domains', fault);
    expect(await call('GET', domainsPath())).toMatchObject({ status, body });
  });

  test('a 403 has its own format', async () => {
    atlassian.fail('/domains', { status: 403 });
    expect((await call('GET', domainsPath())).body).toEqual({
      timestamp: expect.any(String),
      path: domainsPath(),
      status: 403,
      error: 'Forbidden',
      message: 'User has no permission to access resource.',
      requestId: expect.any(String),
    });
  });

  test('Retry-After is sent', async () => {
    atlassian.fail('/domains', { status: 429, retryAfter: 7 });
    expect((await call('GET', domainsPath())).headers.get('retry-after')).toBe('7');
  });

  test('a broken connection, malformed JSON and silence', async () => {
    atlassian.fail('/domains', { kind: 'reset' }, 1);
    await expect(call('GET', domainsPath())).rejects.toThrow('fetch failed');
    atlassian.fail('/domains', { kind: 'malformed' }, 1);
    await expect(call('GET', domainsPath())).rejects.toThrow(SyntaxError);
    atlassian.fail('/domains', { kind: 'hang' }, 1);
    const silent = fetch(new URL(domainsPath(), atlassian.apiUrl), { signal: AbortSignal.timeout(100) });
    await expect(silent).rejects.toThrow('timeout');
  });

  test('end after a number of calls or by hand, and affect no other path', async () => {
    atlassian.fail('/domains', { status: 500 }, 1);
    expect((await search({})).status).toBe(200);
    expect((await call('GET', domainsPath())).status).toBe(500);
    expect((await call('GET', domainsPath())).status).toBe(200);
    const heal = atlassian.fail('/domains', { status: 500 });
    expect((await call('GET', domainsPath())).status).toBe(500);
    heal();
    expect((await call('GET', domainsPath())).status).toBe(200);
  });
});

describe('setAccount', () => {
  test('changes an account, and its composite status with it', async () => {
    atlassian.setAccount('example@example.com', { membershipStatus: 'suspended', emailVerified: undefined });
    const [user] = (await search({ emails: ['example@example.com'] })).body.data;
    expect(user.status).toBe('suspended');
    expect(user).not.toHaveProperty('emailVerified');
  });

  test('can set a separate status, or remove it', async () => {
    atlassian.setAccount('example@example.com', { status: 'frozen' });
    expect((await search({ emails: ['example@example.com'] })).body.data[0].status).toBe('frozen');
    atlassian.setAccount('example@example.com', { status: undefined });
    expect((await search({ emails: ['example@example.com'] })).body.data[0]).not.toHaveProperty('status');
  });

  test('moves an account to another address, and adds an account if there is none', async () => {
    atlassian.setAccount('example@example.com', { email: 'old@example.com' });
    expect((await search({ emails: ['example@example.com'] })).body.data).toEqual([]);
    atlassian.setAccount('new@example.com', { claimStatus: 'unmanaged' });
    expect((await search({ emails: ['new@example.com'] })).body.data).toMatchObject([
      { claimStatus: 'unmanaged' },
    ]);
  });
});

test('remembers requests, without the key', async () => {
  await search({ emails: ['example@example.com'] });
  await call('GET', `${domainsPath()}?cursor=x`);
  expect(atlassian.requests).toEqual([
    { method: 'POST', path: searchPath(), body: { emails: ['example@example.com'] } },
    { method: 'GET', path: `${domainsPath()}?cursor=x`, body: undefined },
  ]);
  expect(JSON.stringify(atlassian.requests)).not.toContain(atlassian.apiKey);
});

test('organisations do not share their accounts', async () => {
  atlassian.setAccount('example@example.com', { emailVerified: false });
  await restart({});
  expect((await search({ emails: ['example@example.com'] })).body.data).toMatchObject([
    { emailVerified: true },
  ]);
});
