import { expect, test } from 'vitest';
import { openLog } from '../src/log.ts';

/** The line that an entry makes. */
function lineOf(data: object): string {
  const lines: string[] = [];
  openLog('info', (line) => lines.push(line)).info(data, 'something happened');
  return lines.join('');
}

test.each([
  'jane@example.com',
  'Failed for <jane@example>: try again',
  'two lines:\njane@example.com\njane@example.org',
  'a tab\tjane@example.com',
  'a control character\u0001jane@example.com',
  'DOMAIN\\jane@example.com',
  'mail "jane doe"@example.com',
  '/scim/Users?filter=userName%20eq%20%22jane%40example.com%22',
  `${'jane.'.repeat(40)}@example.com`,
])('an address is hidden wherever it stands, and the line stays JSON: %s', (reason) => {
  const line = lineOf({ reason, err: new Error(reason) });
  expect(JSON.parse(line)).toMatchObject({ msg: 'something happened', err: { type: 'Error' } });
  expect(line).not.toMatch(/jane|example\.(?:com|org)/);
});

test('what is no address is shown as it is', () => {
  const reason = 'the quota "@channel" of 5 @ 3 is over\n@jane';
  expect(JSON.parse(lineOf({ reason }))).toMatchObject({ reason });
});

test('an error of syntax does not quote what could not be read', () => {
  const lines: string[] = [];
  const log = openLog('info', (line) => lines.push(line));
  const failures = ['canary-7f3a91', '{"a": canary-7f3a91}'].map((text) => {
    try {
      return JSON.parse(text);
    } catch (error) {
      return error;
    }
  });
  for (const err of failures) log.error({ err }, 'it could not be read');
  log.error({ err: new Error('another failure') }, 'it failed');
  expect(lines.join()).not.toContain('canary');
  expect(lines.join()).toContain('SyntaxError');
  expect(lines.join()).toContain('another failure');
});
