import { afterEach, describe, expect, test } from 'vitest';
import { accountByEmail } from '../../src/tools/account-by-email.ts';
import { contextFor, type Handler, json, startServer } from './local-server.ts';

const USER = {
  accountId: 'account-1',
  status: 'active',
  email: 'a@example.com',
  emailVerified: false,
  claimStatus: 'managed',
  managementSource: 'synced',
  forDeletion: false,
};

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

/** Looks the address up; the result by name, an unknown fact by its reason. */
async function ask(handler: Handler, address = 'a@example.com') {
  server = await startServer(handler);
  const facts = await accountByEmail.run({ address }, contextFor(server.url));
  return Object.fromEntries(
    facts.map((fact) => [fact.name, fact.complete ? fact.value : { why: fact.reason }]),
  );
}

const users =
  (...data: object[]): Handler =>
  (_, response) =>
    json(response, { data, links: { self: null, prev: null, next: null } });

/** Answers by the cursor of the request ('' on the first page). */
const pages =
  (byCursor: Record<string, object>): Handler =>
  ({ body }, response) => {
    const cursor = (body as { cursor?: string }).cursor ?? '';
    json(response, byCursor[cursor] ?? { data: [] }, cursor in byCursor ? 200 : 400);
  };

test('reports the one account that holds the address', async () => {
  expect(await ask(users(USER))).toEqual({
    accountsFound: 1,
    accountId: 'account-1',
    accountStatus: 'active',
    forDeletion: false,
    emailVerified: false,
    claimStatus: 'managed',
    managementSource: 'synced',
  });
  expect(server.seen).toMatchObject([
    {
      method: 'POST',
      url: '/admin/v2/orgs/org-1/directories/-/users/search',
      body: { emails: ['a@example.com'] },
    },
  ]);
});

test('asks for the given and the lower-cased form in one request', async () => {
  expect(await ask(users(USER), 'A@Example.com')).toMatchObject({ accountsFound: 1 });
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]?.body).toEqual({ emails: ['A@Example.com', 'a@example.com'] });
});

describe('nobody found', () => {
  test('asks once more for managed accounts, then says so', async () => {
    expect(await ask(users())).toEqual({ accountsFound: 0 });
    expect(server.seen.map(({ body }) => body)).toEqual([
      { emails: ['a@example.com'] },
      { emails: ['a@example.com'], claimStatus: 'managed' },
    ]);
  });

  test('finds an account that only the second question shows', async () => {
    const handler: Handler = ({ body }, response) =>
      json(response, { data: 'claimStatus' in (body as object) ? [USER] : [] });
    expect(await ask(handler)).toMatchObject({ accountsFound: 1, accountId: 'account-1' });
  });

  test('is not said when the second question fails', async () => {
    const handler: Handler = ({ body }, response) =>
      json(response, { data: [] }, 'claimStatus' in (body as object) ? 403 : 200);
    expect((await ask(handler)).accountsFound).toEqual({ why: expect.stringContaining('403') });
  });
});

test.each(['accountId', 'emailVerified', 'claimStatus', 'forDeletion', 'managementSource'] as const)(
  'a missing %s is unknown',
  async (name) => {
    const { [name]: _, ...rest } = USER;
    const facts = await ask(users(rest));
    expect(facts).toMatchObject({ accountsFound: 1 });
    expect(facts[name]).toEqual({ why: `Atlassian's answer did not contain ${name}` });
  },
);

test('null and values of another kind are unknown too', async () => {
  const facts = await ask(
    users({ ...USER, emailVerified: null, forDeletion: 'no', status: 7, claimStatus: '' }),
  );
  expect(facts).toEqual({
    accountsFound: 1,
    accountId: 'account-1',
    accountStatus: { why: "Atlassian's answer did not contain status" },
    forDeletion: { why: "Atlassian's answer did not contain forDeletion" },
    emailVerified: { why: "Atlassian's answer did not contain emailVerified" },
    claimStatus: { why: "Atlassian's answer did not contain claimStatus" },
    managementSource: 'synced',
  });
});

test('managementSource null is said to be unknown to Atlassian', async () => {
  expect((await ask(users({ ...USER, managementSource: null }))).managementSource).toEqual({
    why: expect.stringContaining('managementSource is null'),
  });
});

test('values that are new to us pass through', async () => {
  const facts = await ask(
    users({ ...USER, status: 'frozen', claimStatus: 'shared', managementSource: 'imported' }),
  );
  expect(facts).toMatchObject({
    accountStatus: 'frozen',
    claimStatus: 'shared',
    managementSource: 'imported',
  });
});

describe('which hits count', () => {
  test('the same account once, also in another case of the address', async () => {
    expect(await ask(users(USER, { ...USER, email: 'A@EXAMPLE.COM' }))).toMatchObject({ accountsFound: 1 });
  });

  test('none with another address', async () => {
    expect(await ask(users({ ...USER, email: 'b@example.com' }))).toEqual({ accountsFound: 0 });
  });

  test('one whose address is hidden', async () => {
    const { email: _, ...hidden } = USER;
    expect(await ask(users(hidden))).toMatchObject({ accountsFound: 1 });
  });

  test('two accounts give their number and nothing about either', async () => {
    expect(await ask(users(USER, { ...USER, accountId: 'account-2' }))).toEqual({ accountsFound: 2 });
  });

  test('several without an id cannot be counted', async () => {
    const { accountId: _, ...nameless } = USER;
    expect(await ask(users(USER, nameless))).toEqual({
      accountsFound: { why: expect.stringContaining('cannot be counted') },
    });
  });
});

describe('follows pages', () => {
  test.each([
    'next+/=1',
    'https://elsewhere.example/users?limit=5&cursor=next%2B%2F%3D1',
    '?cursor=next%2B%2F%3D1',
  ])('named by %s', async (next) => {
    const facts = await ask(pages({ '': { data: [], links: { next } }, 'next+/=1': { data: [USER] } }));
    expect(facts).toMatchObject({ accountsFound: 1 });
    expect(server.seen).toHaveLength(2);
  });

  test('and says unknown when one fails', async () => {
    const facts = await ask(pages({ '': { data: [USER], links: { next: 'two' } } }));
    expect(facts.accountsFound).toEqual({ why: expect.stringContaining('400') });
  });

  test('and says unknown when a link has no cursor', async () => {
    const facts = await ask(pages({ '': { data: [USER], links: { next: 'https://elsewhere.example/x' } } }));
    expect(facts.accountsFound).toEqual({ why: expect.stringContaining('could not be followed') });
  });

  test('up to a cap, after which the number is unknown', async () => {
    const facts = await ask((_, response) => json(response, { data: [USER], links: { next: 'more' } }));
    expect(facts.accountsFound).toEqual({ why: expect.stringContaining('10 pages') });
    expect(facts.emailVerified).toEqual({ why: expect.stringContaining('10 pages') });
    expect(server.seen).toHaveLength(10);
  });
});
