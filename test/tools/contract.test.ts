import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { TOOLS } from '../../src/tools/tools.ts';
import { API_KEY, contextFor, type Handler, json, NOW, startServer } from './local-server.ts';

const EMAIL = 'a@example.com';
const ACCOUNT = '557058:aaaa';
const SUBJECT = { email: EMAIL, accountId: ACCOUNT };
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

/** What goes wrong, and words every reason must have. */
const FAILURES: Record<string, [Handler, RegExp]> = {
  'a time-out': [() => undefined, /did not answer in time/],
  'a body that stops half way': [
    (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":');
    },
    /did not answer in time/,
  ],
  'a broken connection': [
    (_, response) => response.destroy(),
    /could not be reached: the connection was closed/,
  ],
  400: [status(400), /answered 400/],
  401: [
    status(401),
    /answered 401: ATLASSIAN_\w+ is wrong, has expired or is not (?:an organisation API key|the SCIM directory's own)/,
  ],
  403: [status(403), /answered 403: ATLASSIAN_\w+ (?:may not|is not the key of this directory)/],
  404: [status(404), /answered 404: (?:ATLASSIAN_\w+ may be wrong|the account was not found)/],
  '429 with a long wait': [status(429, { 'retry-after': '30' }), /answered 429: .* asks to wait 30 s/],
  '429 with a date': [
    status(429, { 'retry-after': new Date(NOW + 60_000).toUTCString() }),
    /answered 429: .* asks to wait 60 s/,
  ],
  '429 without a wait': [status(429), /answered 429: .* did not say how long/],
  500: [status(500), /answered 500: the service failed/],
  503: [status(503, { 'retry-after': '120' }), /answered 503: the service failed; it asks to wait 120 s/],
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

describe.each(Object.values(TOOLS))('$name', (tool) => {
  test.concurrent.each(Object.entries(FAILURES))(
    'says "unknown" and why on %s',
    async (_, [handler, reason]) => {
      const other = await startServer(handler);
      try {
        const facts = await tool.run(SUBJECT, contextFor(other.url, 2000));
        expect(facts.map((fact) => fact.name)).toEqual(tool.facts);
        for (const fact of facts) {
          expect(fact).toEqual({
            name: fact.name,
            value: 'unknown',
            source: tool.source,
            checkedAt: '2026-11-26T12:00:00.000Z',
            complete: false,
            reason: expect.stringMatching(reason),
          });
        }
        const output = JSON.stringify(facts);
        for (const secret of [API_KEY, SECRET, STRANGER, EMAIL, ACCOUNT, other.url])
          expect(output).not.toContain(secret);
      } finally {
        await other.close();
      }
    },
  );

  test('says "unknown" and why when nobody listens', async () => {
    const facts = await tool.run(SUBJECT, contextFor(await freeUrl()));
    for (const fact of facts) {
      expect(fact).toMatchObject({
        value: 'unknown',
        reason: expect.stringMatching(/connection was refused/),
      });
    }
  });

  test.each([
    '',
    'no-at-sign',
    'two@at@signs',
    '@example.com',
    'a@',
    'a b@example.com',
    `${'a'.repeat(320)}@b`,
  ])('asks nothing about "%s"', async (email) => {
    server = await startServer(status(500));
    const subject = { email, accountId: email.includes('@') ? '' : 'x'.repeat(201) };
    const facts = await tool.run(subject, contextFor(server.url));
    expect(facts[0]).toMatchObject({ value: 'unknown', reason: expect.stringMatching(/not well-formed/) });
    expect(server.seen).toEqual([]);
  });

  test('sends no key that cannot be sent, and does not show it', async () => {
    server = await startServer(status(500));
    const bad = `${API_KEY}\nmore`;
    const context = contextFor(server.url, 900, { apiKey: bad, userManagementKey: bad, scimToken: bad });
    const facts = await tool.run(SUBJECT, context);
    expect(facts[0]).toMatchObject({
      value: 'unknown',
      reason: expect.stringMatching(/ATLASSIAN_\w+ contains characters that cannot be sent/),
    });
    expect(JSON.stringify(facts)).not.toContain(API_KEY);
    expect(server.seen).toEqual([]);
  });

  test('without its credential asks nothing and names the variable', async () => {
    server = await startServer(status(500));
    const none = { apiKey: undefined, userManagementKey: undefined, scimToken: undefined };
    const facts = await tool.run(SUBJECT, contextFor(server.url, 900, none));
    expect(facts.map(({ name }) => name)).toEqual(tool.facts);
    expect(facts[0]).toMatchObject({
      value: 'unknown',
      reason: expect.stringMatching(/^ATLASSIAN_\w+ is not set$/),
    });
    expect(server.seen).toEqual([]);
  });
});

/** An address that was just given back, so that nobody listens there. */
async function freeUrl(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `http://127.0.0.1:${port}`;
}
