import { afterEach, describe, expect, test } from 'vitest';
import { createAtlassianClient } from '../../src/atlassian/client.ts';
import { LOOK_UP_NAMES as ALL, type LookUpName } from '../../src/knowledge/article/article.ts';
import { fromAtlassian } from '../../src/look-up/from-atlassian.ts';
import { LOOK_UPS } from '../../src/tools/look-ups.ts';
import { until, watched, withClock } from '../clock.ts';
import { contextFor, type Handler, json, SETTINGS, startServer } from '../tools/local-server.ts';

const ADDRESS = 'a@example.com';

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

const nothing: Handler = (_, response) => json(response, { data: [], scimLinks: [] });
const silence: Handler = () => undefined;

/** The look-ups at a server that answers so. */
async function lookUpAt(handler: Handler, budgetMs?: number) {
  server = await startServer(handler);
  const { atlassian } = contextFor(server.url, { attemptMs: 60_000 });
  return fromAtlassian(atlassian, budgetMs === undefined ? {} : { budgetMs });
}

test('the look-ups an article may name are those there are, in alphabetical order', () => {
  expect(ALL).toEqual(ALL.toSorted());
  expect(Object.keys(LOOK_UPS)).toEqual(ALL);
});

describe('fromAtlassian', () => {
  test('gives the facts of the look-ups asked for, each once, in the order asked', async () => {
    const lookUp = await lookUpAt(nothing);
    const facts = await lookUp(['scim-links', 'account-by-email', 'scim-links'], ADDRESS);
    expect(facts.map(({ name, value }) => [name, value])).toEqual([
      ['scimLinks', []],
      ['accountsFound', 0],
    ]);
  });

  test('asks side by side: no answer is waited for before the next question', async () => {
    const held: (() => void)[] = [];
    const lookUp = await lookUpAt((seen, response) => {
      held.push(() => nothing(seen, response));
      if (held.length === 2) for (const answer of held) answer();
    });
    expect(await lookUp(['domain-status', 'scim-links'], ADDRESS)).toMatchObject([
      { complete: true },
      { complete: true },
    ]);
  });

  test('keeps to the budget; what was not ready is unknown, and the rest is kept', async () => {
    await withClock(async (pass) => {
      const finished: string[] = [];
      server = await startServer((seen, response) => {
        if (seen.url.endsWith('/domains')) nothing(seen, response);
      });
      const { atlassian } = contextFor(server.url, { attemptMs: 60_000 });
      const read: typeof atlassian.read = (request, ...rest) =>
        atlassian.read(request, ...rest).finally(() => finished.push(request.path));
      const lookUp = fromAtlassian({ ...atlassian, read }, { budgetMs: 400 });
      const { work, settled } = watched(lookUp(['domain-status', 'scim-links'], ADDRESS));
      await until(() => finished.length === 1 && server.seen.length === 2);
      await pass(399);
      expect(settled()).toBe(false);
      await pass(1);
      expect(await work).toMatchObject([
        { name: 'domainStatus', value: 'not-listed' },
        { name: 'scimLinks', value: 'unknown', complete: false, reason: expect.stringContaining('in time') },
      ]);
    });
  });

  test('keeps to the budget though a look-up itself hangs', async () => {
    server = await startServer(nothing);
    const { atlassian } = contextFor(server.url);
    const read = () => new Promise<never>(() => {});
    const facts = await fromAtlassian({ ...atlassian, read }, { budgetMs: 50 })(['scim-links'], ADDRESS);
    expect(facts).toMatchObject([{ complete: false, reason: 'the look-up did not finish in time' }]);
  });

  test('never rejects: a call that is not on the list makes its facts unknown', async () => {
    server = await startServer(nothing);
    const { atlassian } = contextFor(server.url);
    const names: LookUpName[] = ['account-by-email', 'domain-status', 'scim-links', 'scim-record'];
    const facts = await fromAtlassian({ ...atlassian, orgId: '..', scimDirectoryId: '..' })(names, ADDRESS);
    expect(facts.map(({ name }) => name)).toEqual(names.flatMap((name) => LOOK_UPS[name].facts));
    for (const fact of facts)
      expect(fact).toMatchObject({ value: 'unknown', reason: 'the look-up itself failed' });
    expect(server.seen).toEqual([]);
  });
});

describe('look-ups about the account', () => {
  const NAMES = ALL.filter((name) => LOOK_UPS[name].about === 'account');
  const account =
    (...ids: string[]): Handler =>
    (seen, response) => {
      if (seen.url.endsWith('/users/search'))
        return json(response, { data: ids.map((accountId) => ({ accountId, email: ADDRESS })) });
      if (seen.url.startsWith('/users/')) return json(response, { 'email.set': { allowed: true } });
      json(response, { data: [], scimLinks: [] });
    };

  test('come after it, in the one search they share, and report nothing of it unasked', async () => {
    const lookUp = await lookUpAt(account('557058:one'));
    const facts = await lookUp(NAMES, ADDRESS);
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
    const lookUp = await lookUpAt(account('557058:one'));
    const known = await lookUp(['account-by-email'], ADDRESS);
    server.seen.length = 0;
    expect(await lookUp(['may-edit'], ADDRESS, { known })).toMatchObject([
      { name: 'emailChangeAllowed', value: true },
    ]);
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
      (_, response) => json(response, { data: [{ email: ADDRESS }] }),
      /^it is not known which account .* did not contain accountId\)$/,
    ],
  ])('are not asked when %s', async (_, handler, reason) => {
    const lookUp = await lookUpAt(handler);
    const facts = await lookUp(NAMES, ADDRESS);
    expect(facts.map(({ name }) => name)).toEqual(NAMES.flatMap((name) => LOOK_UPS[name].facts));
    for (const fact of facts)
      expect(fact).toMatchObject({ complete: false, reason: expect.stringMatching(reason) });
    expect(server.seen.every(({ url }) => url.endsWith('/users/search'))).toBe(true);
  });

  test.each([
    ['nobody', []],
    ['several', ['557058:one', '557058:two']],
  ])('%s holding the address: nothing is asked and nothing is said', async (_, ids) => {
    const lookUp = await lookUpAt(account(...ids));
    expect(await lookUp(NAMES, ADDRESS)).toEqual([]);
    expect(server.seen.every(({ url }) => url.endsWith('/users/search'))).toBe(true);
  });

  test('name their own missing key before anybody is asked', async () => {
    server = await startServer(account('557058:one'));
    const { atlassian } = contextFor(server.url, {}, { ATLASSIAN_USER_MANAGEMENT_KEY: undefined });
    const facts = await fromAtlassian(atlassian)(['may-edit'], ADDRESS);
    for (const fact of facts)
      expect(fact).toMatchObject({ complete: false, reason: 'ATLASSIAN_USER_MANAGEMENT_KEY is not set' });
    expect(server.seen).toEqual([]);
  });

  test('share the one budget with the search', async () => {
    await withClock(async (pass) => {
      let answerSearch = () => {};
      const lookUp = await lookUpAt((seen, response) => {
        if (seen.url.endsWith('/users/search')) answerSearch = () => account('557058:one')(seen, response);
      }, 600);
      const { work, settled } = watched(lookUp(['account-by-email', 'may-edit'], ADDRESS));
      await until(() => server.seen.length === 1);
      await pass(300);
      answerSearch();
      await until(() => server.seen.length === 2);
      await pass(299);
      expect(settled()).toBe(false);
      await pass(1);
      const facts = await work;
      expect(facts[0]).toMatchObject({ name: 'accountsFound', value: 1 });
      expect(facts.at(-1)).toMatchObject({
        name: 'emailChangeRefusal',
        reason: expect.stringContaining('in time'),
      });
    });
  });
});

test('a server that never answers keeps nobody longer than the budget', async () => {
  const lookUp = await lookUpAt(silence, 50);
  const facts = await lookUp(ALL, ADDRESS);
  expect(facts.every(({ complete }) => !complete)).toBe(true);
});

describe('settings', () => {
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
      'ATLASSIAN_ORG_ID is not an ID; set it to the ID alone, not to a URL',
      null,
    ],
    [
      { ...SETTINGS, ATLASSIAN_SCIM_DIRECTORY_ID: '..', ATLASSIAN_ORG_ID: undefined },
      'ATLASSIAN_ORG_ID is not set',
      'ATLASSIAN_SCIM_DIRECTORY_ID is not an ID; set it to the ID alone, not to a URL',
    ],
  ])('name what is missing or wrong, each kind of look-up its own: %o', async (settings, org, scim) => {
    server = await startServer(nothing);
    const atlassian = createAtlassianClient({ ...settings, ATLASSIAN_API_URL: server.url });
    const facts = await fromAtlassian(atlassian)(ALL, ADDRESS);
    const reasons = Object.fromEntries(facts.map((fact) => [fact.name, fact.complete ? null : fact.reason]));
    for (const name of ['accountsFound', 'organisationName', 'scimLinks', 'domainStatus'])
      expect(reasons[name]).toBe(org);
    expect(reasons.scimRecord).toEqual(scim ?? expect.stringContaining('documented form'));
  });
});
