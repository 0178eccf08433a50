import { afterEach, describe, expect, test } from 'vitest';
import { scimRecord } from '../../src/tools/scim-record.ts';
import { contextFor, type Handler, json, startServer } from './local-server.ts';

const EXTENSION = 'urn:scim:schemas:extension:atlassian-external:1.0';
const RECORD = {
  id: 'u1',
  userName: 'a@example.com',
  active: true,
  [EXTENSION]: { atlassianAccountId: 'account-1' },
};

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

async function ask(handler: Handler, address = 'a@example.com') {
  server = await startServer(handler);
  const [fact] = await scimRecord.run({ address }, contextFor(server.url));
  return fact?.complete ? fact.value : { why: fact?.reason };
}

const list =
  (...Resources: object[]): Handler =>
  (_, response) =>
    json(response, {
      totalResults: Resources.length,
      startIndex: 1,
      itemsPerPage: Resources.length,
      Resources,
    });

/** `size` entries a page of so many, by the startIndex asked for. */
const pages =
  (all: object[], size: number): Handler =>
  ({ url }, response) => {
    const startIndex = Number(new URLSearchParams(url.split('?')[1]).get('startIndex'));
    const Resources = all.slice(startIndex - 1, startIndex - 1 + size);
    json(response, { totalResults: all.length, startIndex, itemsPerPage: Resources.length, Resources });
  };
const others = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `o${i}`, userName: `other-${i}` }));

test('asks by userName in the one directory', async () => {
  expect(await ask(list(RECORD))).toEqual({
    scimUserId: 'u1',
    active: true,
    atlassianAccountId: 'account-1',
  });
  const url = new URL(server.seen[0]?.url ?? '', server.url);
  expect(server.seen).toHaveLength(1);
  expect(url.pathname).toBe('/scim/directory/scim-1/Users');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    filter: 'userName eq "a@example.com"',
    startIndex: '1',
  });
});

test('a quote in the address cannot end the filter value', async () => {
  await ask(list(), '"x\\" or userName pr"@example.com');
  const filter = new URL(server.seen[0]?.url ?? '', server.url).searchParams.get('filter') ?? '';
  expect(JSON.parse(filter.replace('userName eq ', ''))).toBe('"x\\" or userName pr"@example.com');
});

test.each([
  [
    'linked to nobody',
    { [EXTENSION]: { atlassianAccountId: null } },
    { active: true, atlassianAccountId: null },
  ],
  ['an extension without an id', { [EXTENSION]: {} }, { active: true }],
  ['no extension', { [EXTENSION]: undefined }, { active: true }],
  ['inactive', { active: false, [EXTENSION]: undefined }, { active: false }],
  ['values of another kind', { active: 'yes', [EXTENSION]: 'x' }, {}],
])('%s', async (_, changes, expected) => {
  expect(await ask(list({ ...RECORD, ...changes }))).toStrictEqual({ scimUserId: 'u1', ...expected });
});

test.each([
  ['a list without entries', { totalResults: 0, Resources: [] }],
  ['a list that is left out', { totalResults: 0 }],
  ['null', { totalResults: 0, Resources: null }],
])('no such record: %s', async (_, body) => {
  expect(await ask((_seen, response) => json(response, body))).toBeNull();
});

describe('a service that does not filter', () => {
  test('does not make the first record it gives ours', async () => {
    expect(await ask(list(...others(3)))).toBeNull();
    await server.close();
    expect(await ask(list(...others(3), RECORD))).toMatchObject({ scimUserId: 'u1' });
  });

  test('is read page by page, also where pages are shorter than asked for', async () => {
    expect(await ask(pages([...others(5), RECORD, ...others(9)], 3))).toMatchObject({ scimUserId: 'u1' });
    expect(server.seen).toHaveLength(2);
  });

  test('up to the cap, after which it is unknown', async () => {
    expect(await ask(pages(others(100), 3))).toEqual({ why: expect.stringContaining('10 pages') });
    expect(server.seen).toHaveLength(10);
  });

  test('and does not page either, is unknown', async () => {
    const first: Handler = (_, response) =>
      json(response, { totalResults: 30, startIndex: 1, itemsPerPage: 20, Resources: others(20) });
    expect(await ask(first)).toEqual({ why: expect.stringContaining('did not return the rest') });
  });

  test('and stops before its end, is unknown', async () => {
    const short: Handler = ({ url }, response) => {
      const startIndex = Number(new URLSearchParams(url.split('?')[1]).get('startIndex'));
      json(response, { totalResults: 9, startIndex, Resources: startIndex === 1 ? others(3) : [] });
    };
    expect(await ask(short)).toEqual({ why: expect.stringContaining('ended before') });
  });
});

test('two records of one name are unknown, one record found twice is not', async () => {
  expect(await ask(list(RECORD, { ...RECORD, id: 'u2' }))).toEqual({
    why: expect.stringContaining('several records'),
  });
  await server.close();
  expect(await ask(list(RECORD), 'A@example.com')).toMatchObject({ scimUserId: 'u1' });
  expect(server.seen).toHaveLength(2);
});
