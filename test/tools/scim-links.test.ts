import { afterEach, expect, test } from 'vitest';
import { scimLinks } from '../../src/tools/scim-links.ts';
import { contextFor, type Handler, json, startServer } from './local-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

async function ask(handler: Handler, address = 'a@example.com') {
  server = await startServer(handler);
  const [fact] = await scimLinks.run({ address }, contextFor(server.url));
  return fact;
}

test('keeps linked, linked to nobody and not said apart', async () => {
  const links = [
    { scimUserId: 'u1', directoryId: 'd1', atlassianAccountId: 'account-1', orgId: 'org-1' },
    { scimUserId: 'u2', directoryId: 'd1', atlassianAccountId: null },
    { scimUserId: 'u3', directoryId: 'd1' },
  ];
  const fact = await ask((_, response) => json(response, { scimLinks: links }));
  expect(fact).toMatchObject({ name: 'scimLinks', complete: true });
  expect(fact?.value).toStrictEqual([
    { scimUserId: 'u1', directoryId: 'd1', atlassianAccountId: 'account-1' },
    { scimUserId: 'u2', directoryId: 'd1', atlassianAccountId: null },
    { scimUserId: 'u3', directoryId: 'd1' },
  ]);
  expect(server.seen).toMatchObject([
    {
      method: 'POST',
      url: '/admin/user-provisioning/v1/org/org-1/get-scim-links-for-email',
      body: { email: 'a@example.com' },
    },
  ]);
});

test('an empty list is an answer, a missing one is not', async () => {
  expect(await ask((_, response) => json(response, { scimLinks: [] }))).toMatchObject({
    value: [],
    complete: true,
  });
  await server.close();
  expect(await ask((_, response) => json(response, {}))).toMatchObject({ value: 'unknown', complete: false });
});

test('asks for both forms of an address and lists each record once', async () => {
  const link = { scimUserId: 'u1', directoryId: 'd1', atlassianAccountId: null };
  const fact = await ask((_, response) => json(response, { scimLinks: [link] }), 'A@example.com');
  expect(fact?.value).toEqual([link]);
  expect(server.seen.map(({ body }) => body)).toHaveLength(2);
});

test('is unknown when one of the forms could not be asked', async () => {
  const handler: Handler = ({ body }, response) =>
    json(response, { scimLinks: [] }, (body as { email: string }).email === 'a@example.com' ? 403 : 200);
  expect(await ask(handler, 'A@example.com')).toMatchObject({
    value: 'unknown',
    reason: expect.stringContaining('403'),
  });
});
