import { afterEach, describe, expect, test } from 'vitest';
import { LOOK_UP_NAMES } from '../../src/knowledge/article/article.ts';
import { lookUpWith } from '../../src/look-up/look-up.ts';
import { LOOK_UPS, type LookUpName, lookUp, notConfigured } from '../../src/tools/look-ups.ts';
import { contextFor, type Handler, json, NOW, SETTINGS, startServer } from '../tools/local-server.ts';

const ALL = Object.keys(LOOK_UPS) as LookUpName[];
const SUBJECT = { address: 'a@example.com' };

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

const nothing: Handler = (_, response) => json(response, { data: [], scimLinks: [] });

test('the registry is alphabetical and every tool is listed under its own name', () => {
  expect(ALL).toEqual([
    'account-by-email',
    'directories',
    'domain-status',
    'may-edit',
    'organisation',
    'scim-links',
    'scim-links-of-account',
    'scim-record',
  ]);
  expect(Object.values(LOOK_UPS).map(({ name }) => name)).toEqual(ALL);
  expect(LOOK_UP_NAMES).toEqual(ALL);
});

describe('lookUp', () => {
  test('gives the facts of the tools asked for, each tool once, in the order asked', async () => {
    server = await startServer(nothing);
    const { atlassian } = contextFor(server.url);
    const facts = await lookUp(['scim-links', 'account-by-email', 'scim-links'], SUBJECT, { atlassian });
    expect(facts.map(({ name, value }) => [name, value])).toEqual([
      ['scimLinks', []],
      ['accountsFound', 0],
    ]);
  });

  test('runs side by side: slow answers do not add up', async () => {
    server = await startServer((seen, response) => void setTimeout(nothing, 600, seen, response));
    const { atlassian } = contextFor(server.url);
    const start = performance.now();
    await lookUp(['domain-status', 'scim-links'], SUBJECT, { atlassian });
    expect(performance.now() - start).toBeLessThan(1150);
  });

  test('keeps to the budget; what was not ready is unknown, the rest stands', async () => {
    server = await startServer((seen, response) => {
      if (seen.url.endsWith('/domains')) nothing(seen, response);
    });
    const { atlassian } = contextFor(server.url, 0, { attemptMs: 5000 });
    const start = performance.now();
    const facts = await lookUp(['domain-status', 'scim-links'], SUBJECT, { atlassian, budgetMs: 400 });
    expect(performance.now() - start).toBeLessThan(1500);
    expect(facts).toMatchObject([
      { name: 'domainStatus', value: 'not-listed' },
      { name: 'scimLinks', value: 'unknown', complete: false, reason: expect.stringContaining('in time') },
    ]);
  });

  test('never rejects: a call that is not on the list makes its facts unknown', async () => {
    server = await startServer(nothing);
    const { atlassian } = contextFor(server.url);
    const names: LookUpName[] = ['account-by-email', 'domain-status', 'scim-links', 'scim-record'];
    const facts = await lookUp(names, SUBJECT, {
      atlassian: { ...atlassian, orgId: '..', scimDirectoryId: '..' },
    });
    expect(facts.map(({ name }) => name)).toEqual(names.flatMap((name) => LOOK_UPS[name].facts));
    for (const fact of facts)
      expect(fact).toMatchObject({ value: 'unknown', reason: 'the look-up itself failed' });
    expect(server.seen).toEqual([]);
  });

  test('ends when the caller gives up', async () => {
    server = await startServer(() => undefined);
    const { atlassian } = contextFor(server.url);
    const start = performance.now();
    const facts = await lookUp(ALL, SUBJECT, { atlassian, signal: AbortSignal.timeout(100) });
    expect(performance.now() - start).toBeLessThan(900);
    expect(facts.every(({ complete }) => !complete)).toBe(true);
  });
});

describe('look-ups that need the account', () => {
  const DEPENDENT = Object.values(LOOK_UPS).filter(({ needs }) => needs);
  const NAMES = DEPENDENT.map(({ name }) => name as LookUpName);
  const account =
    (...ids: string[]): Handler =>
    (seen, response) => {
      if (seen.url.endsWith('/users/search'))
        return json(response, { data: ids.map((accountId) => ({ accountId, email: SUBJECT.address })) });
      if (seen.url.startsWith('/users/')) return json(response, { 'email.set': { allowed: true } });
      json(response, { data: [], scimLinks: [] });
    };

  test('come after it, in the one search they share, and report nothing of it unasked', async () => {
    server = await startServer(account('557058:one'));
    const { atlassian } = contextFor(server.url);
    const facts = await lookUp(NAMES, SUBJECT, { atlassian });
    expect(facts.map(({ name, value }) => [name, value])).toEqual([
      ['directoryNames', []],
      ['emailChangeAllowed', true],
      ['accountScimLinks', []],
    ]);
    expect(server.seen.map(({ url }) => url).toSorted()).toEqual([
      '/admin/user-provisioning/v1/org/org-1/user/557058%3Aone/get-scim-links',
      '/admin/v2/orgs/org-1/directories/-/users/search',
      '/admin/v2/orgs/org-1/directories?accountId=557058%3Aone',
      '/users/557058%3Aone/manage',
    ]);
  });

  test('do not ask for it where it is known', async () => {
    server = await startServer(account('557058:one'));
    const { atlassian } = contextFor(server.url);
    const known = await lookUp(['account-by-email'], SUBJECT, { atlassian });
    server.seen.length = 0;
    const facts = await lookUp(['may-edit'], SUBJECT, { atlassian }, known);
    expect(facts).toMatchObject([{ name: 'emailChangeAllowed', value: true }]);
    expect(server.seen.map(({ url }) => url)).toEqual(['/users/557058%3Aone/manage']);
  });

  test.each<[string, Handler, RegExp]>([
    [
      'the search was refused',
      (_, response) => json(response, {}, 403),
      /^it is not known which account holds the address \(Atlassian answered 403/,
    ],
    [
      'the account has no id',
      (_, response) => json(response, { data: [{ email: SUBJECT.address }] }),
      /^it is not known which account .* did not contain accountId\)$/,
    ],
  ])('are not asked when %s', async (_, handler, reason) => {
    server = await startServer(handler);
    const { atlassian } = contextFor(server.url);
    const facts = await lookUp(NAMES, SUBJECT, { atlassian });
    expect(facts.map(({ name }) => name)).toEqual(DEPENDENT.flatMap((tool) => tool.facts));
    for (const fact of facts)
      expect(fact).toMatchObject({ complete: false, reason: expect.stringMatching(reason) });
    expect(server.seen.every(({ url }) => url.endsWith('/users/search'))).toBe(true);
  });

  test.each([
    ['nobody', []],
    ['several', ['557058:one', '557058:two']],
  ])('%s holding the address: nothing is asked and nothing is said', async (_, ids) => {
    server = await startServer(account(...ids));
    const { atlassian } = contextFor(server.url);
    expect(await lookUp(NAMES, SUBJECT, { atlassian })).toEqual([]);
    expect(server.seen.every(({ url }) => url.endsWith('/users/search'))).toBe(true);
  });

  test('name their own missing key before anybody is asked', async () => {
    server = await startServer(account('557058:one'));
    const { atlassian } = contextFor(server.url, 0, {}, { ATLASSIAN_USER_MANAGEMENT_KEY: undefined });
    const facts = await lookUp(['may-edit'], SUBJECT, { atlassian });
    for (const fact of facts)
      expect(fact).toMatchObject({ complete: false, reason: 'ATLASSIAN_USER_MANAGEMENT_KEY is not set' });
    expect(server.seen).toEqual([]);
  });

  test('share the one budget with the search', async () => {
    server = await startServer((seen, response) => {
      if (seen.url.endsWith('/users/search')) setTimeout(account('557058:one'), 300, seen, response);
    });
    const { atlassian } = contextFor(server.url, 0, { attemptMs: 5000 });
    const facts = await lookUp(['account-by-email', 'may-edit'], SUBJECT, { atlassian, budgetMs: 600 });
    expect(facts[0]).toMatchObject({ name: 'accountsFound', value: 1 });
    expect(facts.at(-1)).toMatchObject({
      name: 'emailChangeRefusal',
      reason: expect.stringContaining('in time'),
    });
  });
});

test('look-ups that may not be made: every fact is unknown, with the reason', () => {
  expect(notConfigured(['scim-links', 'domain-status', 'scim-links'], 'a reason', NOW)).toEqual([
    {
      name: 'scimLinks',
      value: 'unknown',
      source: LOOK_UPS['scim-links'].source,
      checkedAt: '2026-11-26T12:00:00.000Z',
      complete: false,
      reason: 'a reason',
    },
    expect.objectContaining({ name: 'domainStatus', value: 'unknown', reason: 'a reason' }),
  ]);
});

describe('lookUpWith', () => {
  test.each([
    [
      {},
      'ATLASSIAN_ORG_ID and ATLASSIAN_API_KEY are not set',
      'ATLASSIAN_SCIM_DIRECTORY_ID and ATLASSIAN_SCIM_TOKEN are not set',
    ],
    [{ ...SETTINGS, ATLASSIAN_API_KEY: undefined }, 'ATLASSIAN_API_KEY is not set', null],
    [{ ...SETTINGS, ATLASSIAN_ORG_ID: '' }, 'ATLASSIAN_ORG_ID is not set', null],
    [
      { ...SETTINGS, ATLASSIAN_ORG_ID: 'https://admin.atlassian.com/o/1' },
      'ATLASSIAN_ORG_ID is not an id; expected is the id alone, not its address',
      null,
    ],
    [
      { ...SETTINGS, ATLASSIAN_SCIM_DIRECTORY_ID: '..', ATLASSIAN_ORG_ID: undefined },
      'ATLASSIAN_ORG_ID is not set',
      'ATLASSIAN_SCIM_DIRECTORY_ID is not an id; expected is the id alone, not its address',
    ],
  ])('names what is missing or wrong, each kind of look-up its own: %o', async (settings, org, scim) => {
    server = await startServer(nothing);
    const facts = await lookUpWith({ ...settings, ATLASSIAN_API_URL: server.url })(ALL, SUBJECT.address);
    const reasons = Object.fromEntries(facts.map((fact) => [fact.name, fact.complete ? null : fact.reason]));
    for (const name of ['accountsFound', 'organisationName', 'scimLinks', 'domainStatus'])
      expect(reasons[name]).toBe(org);
    expect(reasons.scimRecord).toEqual(scim ?? expect.stringContaining('documented form'));
  });

  test('makes the look-ups where all is set', async () => {
    server = await startServer(nothing);
    const settings = { ...SETTINGS, ATLASSIAN_API_URL: server.url };
    const facts = await lookUpWith(settings)(['account-by-email'], SUBJECT.address);
    expect(facts).toMatchObject([{ name: 'accountsFound', value: 0, complete: true }]);
  });
});
