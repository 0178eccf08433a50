import { afterEach, expect, test } from 'vitest';
import { mayEdit } from '../../src/tools/may-edit.ts';
import { contextFor, json, startServer } from './local-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

/** The facts by name, an unknown one by its reason. */
async function ask(body: object, status = 200) {
  server = await startServer((_, response) => json(response, body, status));
  const facts = await mayEdit.run({ accountId: '557058:one' }, contextFor(server.url));
  return Object.fromEntries(
    facts.map((fact) => [fact.name, fact.complete ? fact.value : { why: fact.reason }]),
  );
}
const missing = (field: string) => ({ why: `Atlassian's answer did not contain ${field}` });

test.each<[string, object, object]>([
  ['allowed', { 'email.set': { allowed: true } }, { emailChangeAllowed: true }],
  [
    'refused, with a reason',
    { 'email.set': { allowed: false, reason: { key: 'externalDirectory.google' } }, 'profile.write': {} },
    { emailChangeAllowed: false, emailChangeRefusal: 'externalDirectory.google' },
  ],
  [
    'refused, with a reason that is new to us',
    { 'email.set': { allowed: false, reason: { key: 'moon.phase', more: 1 } } },
    { emailChangeAllowed: false, emailChangeRefusal: 'moon.phase' },
  ],
  ...[undefined, null, 'x', {}, { key: '' }, { key: 7 }].map((reason): [string, object, object] => [
    `refused, with ${JSON.stringify(reason)} for a reason`,
    { 'email.set': { allowed: false, reason } },
    { emailChangeAllowed: false, emailChangeRefusal: missing('email.set.reason.key') },
  ]),
  ...[undefined, null, 'yes', 1].map((allowed): [string, object, object] => [
    `neither: ${JSON.stringify(allowed)}`,
    { 'email.set': { allowed } },
    { emailChangeAllowed: missing('email.set.allowed'), emailChangeRefusal: missing('email.set.allowed') },
  ]),
])('%s', async (_, body, expected) => {
  expect(await ask(body)).toEqual(expected);
  expect(server.seen).toMatchObject([{ method: 'GET', url: '/users/557058%3Aone/manage' }]);
});

test('an unverified address is said to be why there is no permission map', async () => {
  const why = {
    why: "Atlassian answered 403: the account's e-mail address is not verified (forbidden.targetUnverified), so Atlassian does not say what may be changed",
  };
  const body = { key: 'forbidden.targetUnverified', errorKey: 'forbidden.targetUnverified' };
  expect(await ask(body, 403)).toEqual({ emailChangeAllowed: why, emailChangeRefusal: why });
});
