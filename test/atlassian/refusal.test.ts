import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ReadRequest } from '../../src/atlassian/client.ts';
import { contextFor, DOMAINS, json, SEARCH, startServer } from '../tools/local-server.ts';

const ANYTHING = z.unknown();

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

describe('says why a request was refused', () => {
  const MANAGE: ReadRequest = { method: 'GET', path: '/users/557058:a/manage' };
  const USERS: ReadRequest = { method: 'GET', path: '/scim/directory/scim-1/Users' };
  const admin = (code: string) => ({
    errors: [{ id: '1', status: code.slice(6, 9), code, title: 'T', detail: 'D' }],
  });
  const gateway403 = (message: string) => ({
    timestamp: 'T',
    path: '/x',
    status: 403,
    error: 'Forbidden',
    message,
  });

  test.each<[string, ReadRequest, number, object, RegExp]>([
    ['a wrong organisation', SEARCH, 404, admin('ADMIN-404-2'), /ATLASSIAN_ORG_ID is wrong/],
    ['another 404', SEARCH, 404, admin('ADMIN-404-1'), /ATLASSIAN_ORG_ID may be wrong/],
    ['a missing scope', DOMAINS, 403, gateway403('no'), /a key with scopes needs read:domains:admin$/],
    [
      'a call without a documented scope',
      SEARCH,
      403,
      gateway403('no'),
      /ATLASSIAN_API_KEY must be a key of this organisation$/,
    ],
    [
      'a key with scopes at user management',
      MANAGE,
      403,
      gateway403('scope manage:org is missing'),
      /ATLASSIAN_USER_MANAGEMENT_KEY is a key with scopes; this call needs an organisation API key without scopes$/,
    ],
    [
      'an unverified account',
      MANAGE,
      403,
      { key: 'forbidden.targetUnverified' },
      /is not verified \(forbidden\.targetUnverified\)/,
    ],
    [
      'words that another key is refused with',
      SEARCH,
      403,
      { key: 'forbidden.targetUnverified', message: 'manage:org' },
      /: the API key may not be allowed to do this/,
    ],
    ['an account of others', MANAGE, 403, { key: 'forbidden' }, /may not manage the account/],
    ['an unknown account', MANAGE, 404, { key: 'accountNotFound' }, /has no such account/],
    [
      'no key at user management',
      MANAGE,
      401,
      { key: 'unauthorized' },
      /USER_MANAGEMENT_KEY is wrong.* without scopes$/,
    ],
    [
      'an organisation key at SCIM',
      USERS,
      403,
      { error: 'Not authorized to access : scim/directory/scim-1/Users', traceId: '0a' },
      /ATLASSIAN_SCIM_TOKEN is not accepted for this directory; it must be the SCIM directory's own API key, not an organisation API key$/,
    ],
    ['a wrong SCIM directory', USERS, 404, {}, /ATLASSIAN_SCIM_DIRECTORY_ID may be wrong/],
    ['a wrong directory token', USERS, 401, { error: 'x', traceId: '0a' }, /ATLASSIAN_SCIM_TOKEN is wrong/],
  ])('%s', async (_, request, status, body, reason) => {
    server = await startServer((_seen, response) => json(response, body, status));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(request, ANYTHING, budget)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });

  test('a credential that worked and is refused later has expired or was revoked; the others have not', async () => {
    let refused = false;
    server = await startServer((_, response) => json(response, { data: [] }, refused ? 401 : 200));
    const { atlassian, budget } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, budget);
    refused = true;
    expect(await atlassian.read(SEARCH, ANYTHING, budget)).toEqual({
      ok: false,
      reason:
        'Atlassian answered 401: ATLASSIAN_API_KEY used to be accepted and no longer is: it has expired or was revoked',
    });
    expect(await atlassian.read(USERS, ANYTHING, budget)).toMatchObject({
      reason: expect.stringMatching(/ATLASSIAN_SCIM_TOKEN is wrong, has expired or is not/),
    });
  });
});
