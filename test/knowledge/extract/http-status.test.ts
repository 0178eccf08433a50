import { expect, it } from 'vitest';
import { httpStatusIn } from '../../../src/knowledge/extract/http-status.ts';

it.each<[string, number | null]>([
  ['HTTP/1.1 302 Found\nHTTP/1.1 404 Not Found', 404],
  ['HTTP/2 201', 201],
  ['<ns:code>409</ns:code>', 409],
  ['status code: 429', 429],
  ['StatusCode: Conflict Message: x', 409],
  ['Request failed with status code 401', 401],
  ['it answered with (403)', 403],
  ['404 not found', 404],
  ['"GET /scim" 500 123 "', 500],
  ['returned Too Many Requests', 429],
  ['it was 404 again', null],
  ['room 404', null],
  ['HTTP/1.1 999', null],
])('%s', (text, status) => {
  expect(httpStatusIn(text)?.status ?? null).toBe(status);
});

it.each<[string, number | null]>([
  ['SCIM: it was 404 again', 404],
  ['SCIM synced 404 users', null],
  ['SCIM took 404 ms', null],
  ['SCIM at port 404', null],
])('where the text is about SCIM, a bare number counts: %s', (text, status) => {
  expect(httpStatusIn(text, true)?.status ?? null).toBe(status);
});
