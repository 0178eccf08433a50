import { afterEach, describe, expect, test } from 'vitest';
import { LOOKUPS } from '../../src/knowledge/article.ts';
import { lookUpWith } from '../../src/tools/look-up.ts';
import { lookUp, notConfigured, TOOLS, type ToolName } from '../../src/tools/tools.ts';
import { API_KEY, contextFor, type Handler, json, NOW, ORG_ID, startServer } from './local-server.ts';

const ALL = Object.keys(TOOLS) as ToolName[];
const SUBJECT = { email: 'a@example.com' };

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

const nothing: Handler = (_, response) => json(response, { data: [], scimLinks: [] });

test('the registry is alphabetical and every tool is listed under its own name', () => {
  expect(ALL).toEqual([...ALL].sort());
  expect(Object.values(TOOLS).map(({ name }) => name)).toEqual(ALL);
  expect(LOOKUPS).toEqual(ALL);
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

  test('never rejects: a call that is refused by the client is unknown', async () => {
    server = await startServer(nothing);
    const { atlassian } = contextFor(server.url, 0, { orgId: '..' });
    const names: ToolName[] = ['account-by-email', 'domain-status', 'scim-links'];
    const facts = await lookUp(names, SUBJECT, { atlassian });
    expect(facts).toHaveLength(9);
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

describe('look-ups about the account itself', () => {
  const account = { accountId: '557058:a', email: SUBJECT.email, emailVerified: true, status: 'active' };
  const holding =
    (accounts: object[]): Handler =>
    ({ url }, response) =>
      json(response, url.endsWith('/get-scim-links') ? { scimLinks: [] } : { data: accounts });

  test('are made once it is found, and bring no facts that were not asked for', async () => {
    server = await startServer(holding([account]));
    const { atlassian } = contextFor(server.url);
    const facts = await lookUp(['scim-links-of-account'], SUBJECT, { atlassian });
    expect(facts).toMatchObject([{ name: 'accountScimLinks', value: [], complete: true }]);
    expect(server.seen.map(({ url }) => url).at(-1)).toContain('/user/557058%3Aa/get-scim-links');
  });

  test.each([
    ['no account', []],
    ['several', [account, { ...account, accountId: '557058:b' }]],
  ])('%s: nothing is asked and nothing is said', async (_what, accounts) => {
    server = await startServer(holding(accounts));
    const { atlassian } = contextFor(server.url);
    expect(await lookUp(['scim-links-of-account', 'may-edit'], SUBJECT, { atlassian })).toEqual([]);
    expect(server.seen.filter(({ url }) => !url.endsWith('/users/search'))).toEqual([]);
  });

  test('an account that could not be found out: unknown, and why', async () => {
    server = await startServer((_, response) => json(response, {}, 403));
    const { atlassian } = contextFor(server.url);
    expect(await lookUp(['may-edit'], SUBJECT, { atlassian })).toMatchObject([
      {
        name: 'emailChangeAllowed',
        value: 'unknown',
        reason: 'it is not known which account holds the address',
      },
      { name: 'emailChangeRefusal', value: 'unknown' },
    ]);
  });
});

describe('without a connection', () => {
  test('every fact of the look-ups is unknown, with the reason', () => {
    const facts = notConfigured(['scim-links', 'domain-status'], 'a reason', NOW);
    expect(facts).toEqual([
      {
        name: 'scimLinks',
        value: 'unknown',
        source: TOOLS['scim-links'].source,
        checkedAt: '2026-11-26T12:00:00.000Z',
        complete: false,
        reason: 'a reason',
      },
      expect.objectContaining({ name: 'domainStatus', value: 'unknown', reason: 'a reason' }),
    ]);
  });

  test.each([
    [{}, 'ATLASSIAN_ORG_ID and ATLASSIAN_API_KEY are not set'],
    [{ ATLASSIAN_ORG_ID: ORG_ID }, 'ATLASSIAN_API_KEY is not set'],
    [{ ATLASSIAN_API_KEY: API_KEY }, 'ATLASSIAN_ORG_ID is not set'],
  ])('the missing variable is named: %o', async (settings, reason) => {
    const facts = await lookUpWith(settings)(ALL, SUBJECT.email);
    expect(facts.map(({ name }) => name).sort()).toEqual(
      Object.values(TOOLS)
        .flatMap((tool) => tool.facts)
        .sort(),
    );
    for (const fact of facts) expect(fact).toMatchObject({ value: 'unknown', complete: false, reason });
  });
});

test('with a configuration, the look-ups are made', async () => {
  server = await startServer(nothing);
  const settings = { ATLASSIAN_ORG_ID: ORG_ID, ATLASSIAN_API_KEY: API_KEY, ATLASSIAN_API_URL: server.url };
  const facts = await lookUpWith(settings)(['account-by-email'], SUBJECT.email);
  expect(facts).toMatchObject([{ name: 'accountsFound', value: 0, complete: true }]);
});
