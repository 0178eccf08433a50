import { describe, expect, it } from 'vitest';
import { extract } from '../../../src/knowledge/extract/extract.ts';
import { jsonObjects } from '../../../src/knowledge/extract/json-objects.ts';
import { jsonSpans } from '../../../src/knowledge/extract/json-spans.ts';

const SCIM = 'urn:ietf:params:scim:api:messages:2.0';
const error = (status: number, detail: string) =>
  JSON.stringify({ schemas: [`${SCIM}:Error`], status: String(status), detail });

describe('what is an error', () => {
  it('each that says something else, though status and scimType are the same', () => {
    const errors = extract([error(400, 'a is wrong'), error(400, 'b is wrong')].join('\n'));
    expect(errors.map(({ detail }) => detail)).toEqual(['a is wrong', 'b is wrong']);
  });

  it('of one in SCIM’s form, none of another form beside it', () => {
    const other = '{"status":500,"message":"The cache is cold"}';
    const errors = extract([other, error(409, 'taken'), other].join('\n'));
    expect(errors.map(({ detail }) => detail)).toEqual(['taken']);
  });

  it.each([
    ['what was sent', 'We sent {"displayName":"the user already exists and it failed"} and it went well.'],
    ['a JSON schema', '{"type":"object","properties":{"error":{"message":"the user already exists"}}}'],
    ['talk about numbers', 'We have 404 open questions about rooms.'],
  ])('not %s', (_what, text) => {
    expect(extract(text)).toEqual([]);
  });
});

describe('which status, cause and words', () => {
  it('of a service that answered, not those of a connection behind it', () => {
    const [one] = extract(error(502, 'connect ECONNREFUSED 10.0.0.1:389'));
    expect(one).toMatchObject({ httpStatus: 502, stated: null });
  });

  it('of the answer that came after a connection had failed', () => {
    const [one] = extract(
      '* connect to 10.0.0.1 port 443 failed: Connection refused\n* Trying 10.0.0.2\n< HTTP/1.1 401 Unauthorized\nSCIM',
    );
    expect(one).toMatchObject({ httpStatus: 401, stated: null });
  });

  it('of a connection that failed at last', () => {
    const [one] = extract('< HTTP/1.1 200 OK\n* connect to scim.example.com failed: Connection refused');
    expect(one).toMatchObject({ httpStatus: null, form: 'connection' });
  });

  it('in a text beside a status, no words that may be about anything', () => {
    const words = 'We could not find the user in the list, and it failed. ';
    const long = `HTTP/1.1 409 Conflict\n\n${words.repeat(40)}`;
    expect(extract(long)[0]).toMatchObject({ httpStatus: 409, detail: null });
  });
});

describe('addresses', () => {
  it('are as they were written first', () => {
    const [one] = extract(error(400, 'Jane@Example.com is wrong; jane@example.com is not known'));
    expect(one).toMatchObject({ address: 'Jane@Example.com', emails: ['jane@example.com'] });
  });

  it('are those of the error, not of the request, where it names one', () => {
    const [one] = extract(`{"userName":"bob@example.com"}\n${error(409, 'ada@example.com is taken')}`);
    expect(one?.address).toBe('ada@example.com');
  });
});

describe('speaking up', () => {
  it.each([
    ['something fails', 'The SCIM sync failed with error 409', true],
    ['nothing failed', 'The SCIM sync is done: 0 errors, status 409 never came', false],
    ['it is over', 'The SCIM sync error 409 is fixed now', false],
    ['somebody asks', 'What does a SCIM error 409 mean?', false],
    ['it is source code', `const x = 1;\nexport const body = ${error(409, 'taken')}`, false],
  ])('where %s', (_what, text, speaks) => {
    expect(extract(text).some(({ strongCue }) => strongCue)).toBe(speaks);
  });
});

it('JSON that is nested deeper than any answer is left alone', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
  expect(jsonSpans(nested(64))[0]?.start).toBe(0);
  expect(jsonSpans(nested(65))[0]?.start).toBeGreaterThan(0);
});

it('of a long body that is broken, the beginning is read', () => {
  const [read] = jsonObjects(`{"status":"409","detail":"${'a line\n'.repeat(20_000)}`);
  expect(read?.value.status).toBe('409');
  expect(String(read?.value.detail).length).toBeLessThan(60_000);
});
