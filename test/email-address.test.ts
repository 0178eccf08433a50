import { describe, expect, test } from 'vitest';
import {
  ADDRESS_IN_TEXT,
  ADDRESS_LIKE,
  isEmailAddress,
  isInternetAddress,
  MEANT_AS_ADDRESS,
  QUOTED_ADDRESS_IN_TEXT,
} from '../src/email-address.ts';
import { NOT_ADDRESSES } from './not-addresses.ts';

const ON_THE_INTERNET = [
  'jane@example.com',
  "o'brien+tag@example.com",
  'jane/team=a&b@example.com',
  '"a b"@example.com',
  '"a@b"@example.com',
  '"quo\\"ted"@example.com',
  'jürgen@bücher.example',
  '用户@例え.jp',
  'राम@हिन्दी.भारत',
  'a@xn--bcher-kva.example',
  'two..dots@example.com',
  `${'a'.repeat(64)}@${'b'.repeat(63)}.com`,
];
const ELSEWHERE = ['a@localhost', 'a@b.c'];

describe('a whole text', () => {
  test.each([...ON_THE_INTERNET, ...ELSEWHERE])('"%s" is an address', (text) => {
    expect(isEmailAddress(text)).toBe(true);
  });
  test.each(NOT_ADDRESSES)('"%s" is none', (text) => {
    expect(isEmailAddress(text)).toBe(false);
    expect(isInternetAddress(text)).toBe(false);
  });
  test.each(ON_THE_INTERNET)('"%s" has a top-level domain', (text) => {
    expect(isInternetAddress(text)).toBe(true);
  });
  test.each(ELSEWHERE)('"%s" has none', (text) => {
    expect(isInternetAddress(text)).toBe(false);
  });
});

test.each<[string, string[]]>([
  ['email[jane@example.com] exists, <bob@example.org>.', ['jane@example.com', 'bob@example.org']],
  ['o\'brien@example.com, "x@example.com"', ["o'brien@example.com", 'x@example.com']],
  ['राम@हिन्दी.भारत', ['राम@हिन्दी.भारत']],
  [
    '메일 jane@example.com은(는), a@b.example已存在, c@d.exampleで',
    ['jane@example.com', 'a@b.example', 'c@d.example'],
  ],
  ['to jane@xn--e1afmkfd.xn--p1ai now', ['jane@xn--e1afmkfd.xn--p1ai']],
  ['git@host.example:path, https://jane:x@host.example/, jane@host, @jane.doe', []],
])('in running text: %s', (text, addresses) => {
  expect(text.match(ADDRESS_IN_TEXT) ?? []).toEqual(addresses);
});

test.each<[string, string[]]>([
  ['mail "jane doe"@example.com please', ['"jane doe"@example.com']],
  ['"jane@doe"@example.com', ['"jane@doe"@example.com']],
  ['{"a":"jane@example.com","b":"@home"}', []],
])('quoted, in running text: %s', (text, addresses) => {
  expect(text.match(QUOTED_ADDRESS_IN_TEXT) ?? []).toEqual(addresses);
});

test.each<[string, string[]]>([
  ["who holds o'brien@example.com?", ["o'brien@example.com"]],
  ["check 'jane@example.com', (bob@localhost) and @jane", ['jane@example.com', 'bob@localhost']],
  ['is "jane doe"@example.com free', ['"jane doe"@example.com']],
])('meant as an address: %s', (text, words) => {
  expect(text.match(MEANT_AS_ADDRESS)).toEqual(words);
});

test.each([
  ...ON_THE_INTERNET.filter((address) => !/["/]/.test(address)),
  ...ELSEWHERE,
  '\\"jane doe\\"@example.com',
  'jane@exam_ple.com',
  'jane%40example.com',
  'jane@[192.168.0.1]',
  'jane@[IPv6:2001:db8::1]',
  `${'a'.repeat(300)}@example`,
])('what could be an address is hidden whole: %s', (text) => {
  expect(`<${text}>`.replace(new RegExp(ADDRESS_LIKE, 'gu'), '*')).toBe('<*>');
});
