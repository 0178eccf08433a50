import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { LookUpDefinition } from '../../src/atlassian/define-look-up.ts';
import { LOOK_UPS } from '../../src/tools/look-ups.ts';
import { NOT_ADDRESSES } from '../not-addresses.ts';
import { contextFor, type Handler, json, NOW, SETTINGS, startServer } from './local-server.ts';

const EMAIL = 'a@example.com';
const ACCOUNT_ID = '557058:one';
const INPUT = { address: EMAIL, accountId: ACCOUNT_ID };
const SECRETS = [
  SETTINGS.ATLASSIAN_API_KEY,
  SETTINGS.ATLASSIAN_USER_MANAGEMENT_KEY,
  SETTINGS.ATLASSIAN_SCIM_TOKEN,
];
const STRANGER = 'stranger@elsewhere.example';
const SECRET = 'text-of-the-answer';

let server: Awaited<ReturnType<typeof startServer>> | undefined;
afterEach(() => server?.close());

const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    json(response, { message: `${SECRET} ${STRANGER}` }, code, headers);

const raw =
  (type: string, body: string): Handler =>
  (_, response) => {
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  };

/** Long enough to ask, and far too short for a server that never answers. */
const HANGING = 300;

/**
 * What goes wrong, and words every reason must have; KEY stands for the variable of the look-up's own credential. Only what hangs
 * has little time, so that no other failure is taken for a time-out on a busy machine.
 */
const FAILURES: Record<string, [Handler, RegExp, budgetMs?: number]> = {
  'a time-out': [() => undefined, /did not answer in time/, HANGING],
  'a body that stops half way': [
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":');
    },
    /did not answer in time/,
    HANGING,
  ],
  'a broken connection': [
    (_, response) => response.destroy(),
    /could not be reached: the connection was closed/,
  ],
  400: [status(400), /answered 400/],
  401: [
    status(401),
    /answered 401: KEY is wrong, has expired or is not (?:an organisation API key|the SCIM directory)/,
  ],
  403: [status(403), /answered 403: .*\bKEY\b/],
  404: [status(404), /answered 404: (?:ATLASSIAN_ORG_ID|ATLASSIAN_SCIM_DIRECTORY_ID|user management)/],
  '429 with a long wait': [status(429, { 'retry-after': '30' }), /answered 429: .* asks us to wait 30 s/],
  '429 with a date': [
    status(429, { 'retry-after': new Date(NOW + 60_000).toUTCString() }),
    /answered 429: .* asks us to wait 60 s/,
  ],
  '429 without a wait': [status(429), /answered 429: .* did not say how long/],
  500: [status(500), /answered 500: the service failed/],
  503: [status(503, { 'retry-after': '120' }), /answered 503: the service failed; it asks us to wait 120 s/],
  'malformed JSON': [raw('application/json', `{"data":["${SECRET}`), /not JSON/],
  'HTML with 200': [raw('text/html', `<p>${SECRET}</p>`), /not JSON/],
  'an empty body': [raw('application/json', ''), /empty body/],
  'missing fields': [(_, response) => json(response, { other: SECRET }), /documented form/],
  'a list of another kind': [
    (_, response) =>
      json(response, {
        data: SECRET,
        scimLinks: SECRET,
        totalResults: 1,
        Resources: SECRET,
        'email.set': SECRET,
      }),
    /documented form \((data|scimLinks|Resources|email\.set)\)/,
  ],
  'null instead of an answer': [(_, response) => json(response, null), /documented form/],
  'a huge body': [raw('application/json', `"${'x'.repeat(2_100_000)}"`), /too large/],
  'a redirect': [
    (_, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' });
      response.end();
    },
    /redirect \(302\)/,
  ],
};

const ALL = Object.entries(LOOK_UPS).map(([name, lookUp]) => ({ name, ...lookUp }));

describe('whatever goes wrong is said', () => {
  const cases = ALL.flatMap((lookUp) =>
    Object.entries(FAILURES).map(
      ([failure, [handler, reason, budgetMs]]) =>
        [lookUp.name, failure, lookUp, handler, reason, budgetMs === undefined ? {} : { budgetMs }] as const,
    ),
  );
  test.concurrent.each(cases)(
    '%s says "unknown" and why on %s',
    async (_name, _failure, lookUp, handler, reason, options) => {
      const other = await startServer(handler);
      try {
        const facts = await lookUp.run(INPUT, contextFor(other.url, options));
        expect(facts.map((fact) => fact.name)).toEqual(lookUp.facts);
        for (const fact of facts) {
          expect(fact).toEqual({
            name: fact.name,
            value: 'unknown',
            source: lookUp.source,
            checkedAt: '2026-11-26T12:00:00.000Z',
            complete: false,
            reason: expect.stringMatching(reason.source.replaceAll('KEY', keyOf(lookUp))),
          });
        }
        const output = JSON.stringify(facts);
        for (const secret of [...SECRETS, SECRET, STRANGER, EMAIL, ACCOUNT_ID, other.url])
          expect(output).not.toContain(secret);
      } finally {
        await other.close();
      }
    },
  );

  test.concurrent.each(ALL)('$name says "unknown" and why when nobody listens', async (lookUp) => {
    const facts = await lookUp.run(INPUT, contextFor(await freeUrl()));
    expect(facts.map((fact) => fact.name)).toEqual(lookUp.facts);
    for (const fact of facts)
      expect(fact).toMatchObject({
        value: 'unknown',
        reason: expect.stringMatching(/connection was refused/),
      });
  });
});

describe.each(ALL)('$name', (lookUp) => {
  test('sends its own credential and no other', async () => {
    server = await startServer(status(404));
    await lookUp.run(INPUT, contextFor(server.url));
    const own = SETTINGS[keyOf(lookUp)];
    expect(new Set(server.seen.map(({ authorization }) => authorization))).toEqual(
      new Set([`Bearer ${own}`]),
    );
  });

  test.each(lookUp.settings)('asks nobody without %s', async (name) => {
    server = await startServer(status(500));
    const facts = await lookUp.run(INPUT, contextFor(server.url, {}, { [name]: undefined }));
    expect(facts.map((fact) => fact.name)).toEqual(lookUp.facts);
    for (const fact of facts) expect(fact).toMatchObject({ complete: false, reason: `${name} is not set` });
    expect(server.seen).toEqual([]);
  });

  test('sends no key that cannot be sent, and does not show it', async () => {
    server = await startServer(status(500));
    const key = keyOf(lookUp);
    const context = contextFor(server.url, {}, { [key]: `${SETTINGS[key]}\nmore` });
    const facts = await lookUp.run(INPUT, context);
    expect(facts[0]).toMatchObject({
      value: 'unknown',
      reason: `${key} contains characters that cannot be sent`,
    });
    expect(JSON.stringify(facts)).not.toContain(SETTINGS[key]);
    expect(server.seen).toEqual([]);
  });
});

describe.each(ALL.filter(({ about }) => about === 'address'))('$name', (lookUp) => {
  test.each(NOT_ADDRESSES)('asks nothing about "%s"', async (address) => {
    server = await startServer(status(500));
    const facts = await lookUp.run({ address }, contextFor(server.url));
    expect(facts[0]).toMatchObject({ value: 'unknown', reason: expect.stringMatching(/not well-formed/) });
    expect(server.seen).toEqual([]);
  });

  test.each([
    '"a b"@example.com',
    '"a@b"@example.com',
    '"quo\\"ted"@example.com',
    "o'brien+tag@example.com",
    'jürgen@bücher.example',
    '用户@例え.jp',
    'a@xn--bcher-kva.example',
    'a@localhost',
  ])('asks about "%s"', async (address) => {
    server = await startServer(status(404));
    await lookUp.run({ address }, contextFor(server.url));
    expect(server.seen.length).toBeGreaterThan(0);
  });
});

describe.each(ALL.filter(({ about }) => about === 'account'))('$name', (lookUp) => {
  test.each(['', '..', 'a/b', '../../admin', 'x?y', 'x#y', 'x\\y', 'x%2Fy', 'x'.repeat(300)])(
    'asks nothing about the account "%s"',
    async (accountId) => {
      server = await startServer(status(500));
      const facts = await lookUp.run({ accountId }, contextFor(server.url));
      expect(facts[0]).toMatchObject({
        value: 'unknown',
        reason: expect.stringMatching(/account ID .* not well-formed/),
      });
      expect(server.seen).toEqual([]);
    },
  );
});

/** The variable of the credential a look-up's calls are made with. */
function keyOf({ settings }: LookUpDefinition) {
  const key = settings.find((name) => /_(?:KEY|TOKEN)$/.test(name));
  if (!key) throw new Error('a look-up without a credential');
  return key;
}

/** An address that was just given back, so that nobody listens there. */
async function freeUrl(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `http://127.0.0.1:${port}`;
}
