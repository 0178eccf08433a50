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
  ['the URL gives HTTP/404 in the test', 404],
  ['rather than HTTP/200 OK', null],
  ['400/invalidValue', 400],
  ['invalidPath/400', 400],
  ['uniqueness (409)', 409],
  ['409 / uniqueness', 409],
  ['erreur 400', 400],
  ['Fehler 503', 503],
  ['Error while creating user jane: Conflict', 409],
  ['Error: conflicting names', null],
  ['Unauthorized. Errors reported by the remote server: x', 401],
  ['answers 418', null],
  ['Forbidden (read only)', null],
])('%s', (text, status) => {
  expect(httpStatusIn(text)?.status ?? null).toBe(status);
});

it.each<[string, number | null]>([
  ['SCIM: it was 404 again', 404],
  ['SCIM synced 404 users', null],
  ['SCIM took 404 ms', null],
  ['SCIM at port 404', null],
  ['SCIM answers 418', 418],
  ['SCIM: line 1 column 412', null],
  ['SCIM: na 400 man', null],
  ['SCIM: could not create: Forbidden (read only)', 403],
  ['SCIM: Bad Request, "x"', 400],
  ['SCIM, a conflict of interest', null],
  ['SCIM: Conflict Resolution is the topic', null],
])('where the text is about SCIM, a bare number counts: %s', (text, status) => {
  expect(httpStatusIn(text, true)?.status ?? null).toBe(status);
});
