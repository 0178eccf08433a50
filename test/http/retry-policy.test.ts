import { expect, test } from 'vitest';
import { askedWaitMs, retryPolicy, type Tried } from '../../src/http/retry-policy.ts';
import { withClock } from '../clock.ts';

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

const GOOD: Tried = { transient: false, serviceFailed: false, waitMs: null };
const DOWN: Tried = { transient: false, serviceFailed: true, waitMs: null };
const limits = { signal: new AbortController().signal, fits: () => true };

test('a service that failed five times in a row is left alone for as long as agreed', async () => {
  await withClock(async (pass) => {
    const policy = retryPolicy({ retries: 0, firstPauseMs: 1, breakMs: 10_000 });
    let asked = 0;
    const ask = (made: Tried) =>
      policy(async () => {
        asked += 1;
        return made;
      }, limits);
    for (let i = 0; i < 5; i += 1) await ask(DOWN);
    await expect(ask(GOOD)).rejects.toThrow();
    await pass(9999);
    await expect(ask(GOOD)).rejects.toThrow();
    expect(asked).toBe(5);
    await pass(1);
    expect(await ask(GOOD)).toBe(GOOD);
  });
});

test('a success in between counts anew', async () => {
  const policy = retryPolicy({ retries: 0, firstPauseMs: 1, breakMs: 10_000 });
  for (const made of [DOWN, DOWN, DOWN, DOWN, GOOD, DOWN, DOWN, DOWN, DOWN])
    expect(await policy(async () => made, limits)).toBe(made);
});
