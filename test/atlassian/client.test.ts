import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startBudget } from '../../src/atlassian/budget.ts';
import { answers, contextFor, DOMAINS, json, NOW, SEARCH, startServer } from '../tools/local-server.ts';

const ANYTHING = z.unknown();

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

describe('tries again', () => {
  test.each([429, 500, 503])('after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  test('not before Retry-After', async () => {
    server = await startServer(answers([429, 200], { 'retry-after': '1' }));
    const { atlassian, budget } = contextFor(server.url);
    const start = performance.now();
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(performance.now() - start).toBeGreaterThan(950);
  });

  test('not at all when Retry-After is longer than the budget', async () => {
    server = await startServer(answers([503, 200], { 'retry-after': '3' }));
    const { atlassian, budget } = contextFor(server.url);
    const start = performance.now();
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: false });
    expect(performance.now() - start).toBeLessThan(2000);
    expect(server.seen).toHaveLength(1);
  });

  test.each([400, 401, 403, 404])('not after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: false });
    expect(server.seen).toHaveLength(1);
  });

  test('never longer than the budget', async () => {
    server = await startServer(() => undefined);
    const { atlassian } = contextFor(server.url, 0, { attemptMs: 10_000 });
    const start = performance.now();
    const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(600));
    expect(result).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test('never after the caller gave up', async () => {
    server = await startServer(answers([200]));
    const { atlassian } = contextFor(server.url);
    const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(600, AbortSignal.abort()));
    expect(result).toMatchObject({ ok: false });
    expect(server.seen).toEqual([]);
  });
});

test('stops asking for a while after several failures in a row, call by call', async () => {
  server = await startServer(({ url }, response) =>
    json(response, { data: [] }, url === SEARCH.path ? 200 : 500),
  );
  const { atlassian } = contextFor(server.url);
  for (let i = 0; i < 6; i++) await atlassian.read(DOMAINS, ANYTHING, startBudget(400));
  const sent = server.seen.length;
  const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(400));
  expect(result).toEqual({ ok: false, reason: expect.stringContaining('failed several times in a row') });
  expect(server.seen).toHaveLength(sent);
  expect(await atlassian.read(SEARCH, ANYTHING, startBudget(400))).toMatchObject({ ok: true });
});

describe('heeds rate limits', () => {
  const SOON = new Date(NOW + 1000);

  test.each<[string, Record<string, string>]>([
    ['X-RateLimit in seconds', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }],
    ['X-RateLimit as a date', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': SOON.toISOString() }],
    [
      'X-RateLimit as Unix time',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SOON.getTime() / 1000) },
    ],
    [
      'X-RateLimit as Unix time in ms',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(SOON.getTime()) },
    ],
    ['RateLimit-*', { 'ratelimit-remaining': '0', 'ratelimit-reset': '1' }],
    ['RateLimit of draft 7', { ratelimit: 'limit=10, remaining=0, reset=1' }],
    ['RateLimit of draft 8', { ratelimit: '"default";r=0;t=1' }],
  ])('%s: the next call waits', async (_, headers) => {
    const times: number[] = [];
    server = await startServer((_seen, response) => {
      times.push(performance.now());
      json(response, { data: [] }, 200, headers);
    });
    const { atlassian, budget } = contextFor(server.url, 4000);
    await atlassian.read(DOMAINS, ANYTHING, budget);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(950);
  });

  test('a wait beyond the budget is not begun, and only that call is held', async () => {
    server = await startServer((_, response) =>
      json(response, { data: [] }, 200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }),
    );
    const { atlassian } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, startBudget(1000));
    expect(await atlassian.read(DOMAINS, ANYTHING, startBudget(1000))).toEqual({
      ok: false,
      reason: 'Atlassian takes no more requests of this kind for 30 s (rate limit), so it was not asked',
    });
    expect(await atlassian.read(SEARCH, ANYTHING, startBudget(1000))).toMatchObject({ ok: true });
    expect(server.seen.map(({ url }) => url)).toEqual([DOMAINS.path, SEARCH.path]);
  });

  test('a caller that gives up while waiting gets a value, and nothing is sent', async () => {
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
    server = await startServer((_, response) => json(response, { data: [] }, 200, limit));
    const { atlassian, budget } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, budget);
    const result = await atlassian.read(DOMAINS, ANYTHING, startBudget(4000, AbortSignal.timeout(100)));
    expect(result).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
    expect(server.seen).toHaveLength(1);
  });

  test('after a 429 nobody asks again before its time', async () => {
    server = await startServer(answers([429, 200], { 'retry-after': '30' }));
    const { atlassian } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, startBudget(1000));
    const again = await atlassian.read(DOMAINS, ANYTHING, startBudget(1000));
    expect(again).toMatchObject({ ok: false, reason: expect.stringContaining('rate limit') });
    expect(server.seen).toHaveLength(1);
  });

  test.each([
    { 'x-ratelimit-remaining': '0' },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'soon' },
    { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '30' },
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
    { 'x-ratelimit-remaining': '00000', 'x-ratelimit-reset': '-5' },
    { ratelimit: '"default";r=10;t=30' },
    { ratelimit: 'remaining=05, reset=30' },
  ])('%o holds nobody up', async (headers) => {
    server = await startServer((_, response) => json(response, { data: [] }, 200, headers));
    const { atlassian } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, startBudget(1000));
    expect(await atlassian.read(DOMAINS, ANYTHING, startBudget(1000))).toMatchObject({ ok: true });
  });
});

test('logs a failure with constant words and neither key nor address', async () => {
  server = await startServer(answers([404]));
  const warn = vi.fn();
  const { atlassian, budget } = contextFor(server.url, 500, { log: { warn } });
  await atlassian.read({ ...SEARCH, body: { emails: ['a@example.com'] } }, ANYTHING, budget);
  expect(warn.mock.calls).toEqual([
    [
      {
        call: 'search users',
        reason: 'Atlassian answered 404: ATLASSIAN_ORG_ID may be wrong, or what was asked for was not found',
      },
      'Atlassian look-up failed',
    ],
  ]);
});
