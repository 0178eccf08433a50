import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokensOf } from '../../../src/knowledge/learned/tokens.ts';

it.each([
  ['Failed to create User', 'failed to create user'],
  ['a.b@example.com is taken', '<email> is taken'],
  ['GET https://x.example/scim/v2/Users?filter=a eq "b"', 'get <url> eq b'],
  ['invalidValue, HTTPServer, user_name, IDs', 'invalid value http server user name ids'],
  ['HTTP 409, 1500 users, 5f0c0d12-1234-abcd', 'http <status> <number> users <id>'],
  ['Die Gruppe ÄRZTE existiert', 'die gruppe ärzte existiert'],
  ['プロビの失敗', 'プ ロ ビ の 失 敗'],
  ['사용자 실패', '사 용 자 실 패'],
  ['', ''],
])('%j -> %j', (text, words) => {
  expect(tokensOf(text, 100).join(' ')).toBe(words);
});

it('reads no more words than asked for', () => {
  expect(tokensOf('one two three four', 2)).toEqual(['one', 'two']);
  expect(tokensOf(`${'a'.repeat(100)} b`, 9)).toEqual(['a'.repeat(40), 'b']);
});

it('reads whatever is pasted, without upper case and without a value', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const word of tokensOf(text, 1000)) expect(word).not.toMatch(/[A-Z@]|^\d+$/);
    }),
  );
});
