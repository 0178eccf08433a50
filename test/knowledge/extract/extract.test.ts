import { describe, expect, it } from 'vitest';
import { extract } from '../../../src/knowledge/extract/extract.ts';
import { SEED, SEED_READ } from '../seed.ts';

const WIRE = SEED.replace('example@example.com', '<mailto:example@example.com|example@example.com>');
const ESCAPED = `${SEED}}`.replaceAll('"', '\\"');

describe('the published sample, as it really arrives', () => {
  it.each([
    ['as published, without its closing brace', SEED],
    ['closed', `${SEED}}`],
    ['with shell noise after it', `${SEED}}%`],
    ['in Slack wire form', WIRE],
    ['in Slack wire form, entities and all', `&lt;error&gt; ${WIRE} &amp; more`],
    [
      'with the mail link escaped',
      SEED.replace('example@example.com', '&lt;mailto:example@example.com|example@example.com&gt;'),
    ],
    ['with smart quotes', SEED.replaceAll('"', '\u201c')],
    ['in a code block', `look:\n\`\`\`${SEED}\`\`\`\nthanks`],
    ['in a fenced block with a language', `\`\`\`json\n${SEED}}\n\`\`\``],
    ['with chat around it', `Hi all, can anyone help?\n${SEED}\nThank you {team}!`],
    ['with chat on the same line', `we get ${SEED} since monday, any idea?`],
    ['Markdown-escaped', SEED.replaceAll('[', '\\[').replaceAll(']', '\\]')],
    [
      'quoted',
      `${SEED}}`
        .split(',')
        .map((line) => `> ${line}`)
        .join(',\n'),
    ],
    [
      'with line numbers',
      `${SEED}}`
        .split(',')
        .map((line, i) => `${i + 1} ${line}`)
        .join(',\n'),
    ],
    ['pretty-printed', JSON.stringify(JSON.parse(`${SEED}}`), null, 2)],
    ['as a Python dictionary', `${SEED}}`.replaceAll('"', "'")],
    ['with zero-width characters', SEED.replaceAll(',', ',\u200b')],
    ['escaped in a log line', `time=12 level=error body="${ESCAPED}" id=7`],
    ['as JSON in a JSON string', JSON.stringify({ level: 'error', response: `${SEED}}` })],
    ['three strings deep', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: `${SEED}}` }) }) })],
  ])('%s', (_shape, text) => {
    const errors = extract(text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      ...SEED_READ,
      emails: ['example@example.com'],
      address: 'example@example.com',
      strongCue: true,
    });
  });

  it('wrapped by Okta', () => {
    const text =
      'Automatic profile push of user jane to app Atlassian Cloud failed: Error while trying to push profile update for jane: Conflict. Errors reported by remote server: Resource [USER]: with email[Jane@example.com] already exists.';
    expect(extract(text)).toMatchObject([
      {
        httpStatus: 409,
        scimType: null,
        wrapper: 'okta',
        resource: 'User',
        emails: ['jane@example.com'],
        address: 'Jane@example.com',
      },
    ]);
  });

  it('wrapped by Entra', () => {
    const text = `Failed to update User 'old@example.com' in AtlassianCloud; StatusCode: Conflict Message: Processing of the HTTP request resulted in an exception. Web Response: ${SEED}}. This operation was retried 0 times.`;
    expect(extract(text)).toMatchObject([
      {
        ...SEED_READ,
        wrapper: 'entra',
        emails: ['example@example.com', 'old@example.com'],
        address: 'example@example.com',
      },
    ]);
  });
});

describe('which address is looked up', () => {
  it('never one from a signature', () => {
    const [error] = extract(
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500","detail":"boom"}\n-- \nAda, ada@example.com',
    );
    expect(error).toMatchObject({ address: null, emails: ['ada@example.com'] });
  });

  it("the request's own userName, when the detail names none", () => {
    const [error] = extract(
      'POST /scim/v2/Users {"userName":"Ada@example.com"} cc bob@example.com\n{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"userName taken"}',
    );
    expect(error?.address).toBe('Ada@example.com');
  });

  it.each([
    [
      'in a resource id of a URL',
      'HTTP/1.1 404 Not Found for https://x.example.com/scim/v2/Users/ada@example.com',
    ],
    ['in an id field', '{"scimType":"mutability","status":"400","id":"ada@example.com"}'],
    ['in a git address', 'SCIM sync error 409 from git@git.example.com:platform/users.git'],
  ])('an @ %s is no address', (_where, text) => {
    expect(extract(text)[0]?.emails).toEqual([]);
  });

  it('percent-encoded ones count', () => {
    expect(
      extract(
        'HTTP/1.1 400 Bad Request https://x.example.com/scim/v2/Users?filter=userName%20eq%20%22ada%40example.com%22',
      )[0]?.emails,
    ).toEqual(['ada@example.com']);
  });
});

describe('several answers', () => {
  const error = (status: number, detail: string) =>
    JSON.stringify({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      detail,
    });

  it('all, in order, repeats counted', () => {
    const errors = extract(
      [error(409, 'a exists'), error(404, 'b not found'), error(409, 'a exists')].join('\n'),
    );
    expect(errors.map(({ httpStatus, times }) => [httpStatus, times])).toEqual([
      [409, 2],
      [404, 1],
    ]);
  });

  it('every failed operation of a bulk reply', () => {
    const operation = (status: string) => ({
      method: 'POST',
      status,
      response: { status, detail: `failed ${status}` },
    });
    const errors = extract(
      JSON.stringify({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkResponse'],
        Operations: [operation('201'), operation('409'), operation('400')],
      }),
    );
    expect(errors.map(({ httpStatus }) => httpStatus)).toEqual([409, 400]);
  });

  it('the innermost answer wins over its wrapper', () => {
    expect(
      extract(JSON.stringify({ status: 502, message: 'upstream', response: error(409, 'taken') })),
    ).toMatchObject([{ httpStatus: 409, detail: 'taken', wrapper: 'generic' }]);
  });

  it('SCIM 1.1 in XML', () => {
    const xml =
      '<?xml version="1.0"?><Errors xmlns="urn:scim:schemas:core:1.0"><Error><description>Resource 7 not found</description><code>404</code></Error></Errors>';
    expect(extract(xml)).toMatchObject([
      { httpStatus: 404, detail: 'Resource 7 not found', strongCue: true },
    ]);
  });

  it('SCIM 1.1', () => {
    expect(extract('{"Errors":[{"description":"Resource 7 not found","code":"404"}]}')).toMatchObject([
      { httpStatus: 404, detail: 'Resource 7 not found' },
    ]);
  });
});

describe('nothing to say', () => {
  it.each([
    '',
    '   ',
    'SCIM comes with every plan.',
    'Do I need SCIM if I have SSO?',
    'HTTP/1.1 201 Created\n\n{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"a@example.com","displayName":"Duplicate Dan"}',
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}',
  ])('%j', (text) => {
    expect(extract(text)).toEqual([]);
  });
});

describe('bad input', () => {
  it.each([
    ['200 kB', 'x'.repeat(200_000)],
    ['200 kB of an error', `${SEED}} `.repeat(1300)],
    ['10,000 nested brackets', '['.repeat(10_000)],
    ['10,000 nested objects', '{"a":'.repeat(10_000)],
    ['null bytes', `\u0000${SEED}\u0000`],
    ['lone surrogates', `\ud800${SEED}\udfff`],
    ['binary', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)).toString('latin1')],
  ])('%s does not throw', (_name, text) => {
    expect(Array.isArray(extract(text))).toBe(true);
  });
});
