import { expect, test } from 'vitest';
import { askedWaitMs } from '../../src/http/retry-policy.ts';

const NOW = Date.UTC(2026, 10, 26, 12, 0, 0);
const HOUR = 3_600_000;
const inSeconds = (seconds: number) => new Date(NOW + seconds * 1000);
const none = (reset: string) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset });

test.each<[string, Record<string, string>, number | null]>([
  ['nothing said', {}, null],
  ['Retry-After in seconds', { 'retry-after': '30' }, 30_000],
  ['Retry-After as a date', { 'retry-after': inSeconds(90).toUTCString() }, 90_000],
  ['Retry-After in the past', { 'retry-after': inSeconds(-90).toUTCString() }, 0],
  ['Retry-After in words', { 'retry-after': 'soon' }, null],
  ['Retry-After below zero', { 'retry-after': '-5' }, null],
  ['a reset in seconds', none('30'), 30_000],
  ['a reset as Unix time', none(String(inSeconds(30).getTime() / 1000)), 30_000],
  ['a reset as Unix time in milliseconds', none(String(inSeconds(30).getTime())), 30_000],
  ['a reset while requests are left', { ...none('30'), 'x-ratelimit-remaining': '1' }, null],
  ['the longer of two', { 'retry-after': '10', ...none('30') }, 30_000],
  ['at most an hour, in seconds', { 'retry-after': '86400' }, HOUR],
  ['at most an hour, as a date', { 'retry-after': inSeconds(86_400).toUTCString() }, HOUR],
  ['at most an hour, until a reset', none('999999999'), HOUR],
])('%s', (_, headers, wait) => {
  expect(askedWaitMs(new Headers(headers), NOW)).toBe(wait);
});
