import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startBudget } from '../../src/atlassian/budget.ts';
import { watched, withClock } from '../clock.ts';
import { answers, contextFor, DOMAINS, json, NOW, SEARCH, startServer } from '../tools/local-server.ts';

const ANYTHING = z.unknown();

let server: Awaited<ReturnType<typeof startServer>>;
afterEach(() => server?.close());

type Scripted = { status: number; headers?: Record<string, string> } | 'silence';

/** A client whose requests are answered as listed, the last one again and again, without a socket: its time is the clock's alone. */
function scripted(script: Scripted[], { attemptMs = 20_000 } = {}) {
  const sent: number[] = [];
  const fetch: typeof globalThis.fetch = async (_, init) => {
    init?.signal?.throwIfAborted();
    const next = script[Math.min(sent.length, script.length - 1)] ?? 'silence';
    sent.push(performance.now());
    if (next !== 'silence') return Response.json({ data: [] }, next);
    return new Promise((_resolve, reject) =>
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
    );
  };
  return { ...contextFor('http://127.0.0.1:1', { fetch, attemptMs }), sent };
}

describe('tries again', () => {
  test.each([429, 500, 503])('after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  test.each([400, 401, 403, 404])('not after a %i', async (status) => {
    server = await startServer(answers([status, 200]));
    const { atlassian, budget } = contextFor(server.url);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: false });
    expect(server.seen).toHaveLength(1);
  });

  test('twice, after a pause that doubles, and no more', async () => {
    await withClock(async (pass) => {
      const { atlassian, budget, sent } = scripted([{ status: 500 }]);
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, budget));
      const start = performance.now();
      await pass(10_000);
      expect(await work).toMatchObject({ ok: false });
      expect(sent.map((at) => at - start)).toEqual([0, 250, 750]);
    });
  });

  test('not before Retry-After', async () => {
    await withClock(async (pass) => {
      const { atlassian, budget, sent } = scripted([
        { status: 429, headers: { 'retry-after': '2' } },
        { status: 200 },
      ]);
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, budget));
      await pass(1999);
      expect(sent).toHaveLength(1);
      await pass(1);
      expect(await work).toMatchObject({ ok: true });
      expect(sent).toHaveLength(2);
    });
  });

  test.each([2900, 3000, 3199])('not at all when Retry-After of 3 s leaves no time in %i ms', async (ms) => {
    await withClock(async (pass) => {
      const { atlassian, sent } = scripted([{ status: 503, headers: { 'retry-after': '3' } }]);
      const { work, settled } = watched(atlassian.read(DOMAINS, ANYTHING, startBudget(ms)));
      await pass(0);
      expect(settled()).toBe(true);
      expect(await work).toMatchObject({ ok: false, reason: expect.stringContaining('answered 503') });
      expect(sent).toHaveLength(1);
    });
  });

  test('after an attempt that hangs, while there is time', async () => {
    await withClock(async (pass) => {
      const { atlassian, sent } = scripted(['silence', { status: 200 }], { attemptMs: 1000 });
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, startBudget(5000)));
      await pass(999 + 250);
      expect(sent).toHaveLength(1);
      await pass(1);
      expect(await work).toMatchObject({ ok: true });
      expect(sent).toHaveLength(2);
    });
  });

  test('and says so when every attempt hangs', async () => {
    await withClock(async (pass) => {
      const { atlassian, budget, sent } = scripted(['silence'], { attemptMs: 1000 });
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, budget));
      await pass(10_000);
      expect(await work).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
      expect(sent).toHaveLength(3);
    });
  });

  test('never longer than the budget', async () => {
    await withClock(async (pass) => {
      const { atlassian } = scripted(['silence']);
      const { work, settled } = watched(atlassian.read(DOMAINS, ANYTHING, startBudget(600)));
      await pass(599);
      expect(settled()).toBe(false);
      await pass(1);
      expect(settled()).toBe(true);
      expect(await work).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
    });
  });

  test('never once the budget is spent', async () => {
    server = await startServer(answers([200]));
    const { atlassian } = contextFor(server.url);
    const spent = { signal: AbortSignal.abort(), msLeft: () => 0 };
    expect(await atlassian.read(DOMAINS, ANYTHING, spent)).toMatchObject({ ok: false });
    expect(server.seen).toEqual([]);
  });
});

test('stops asking for a while after several failures in a row, call by call', async () => {
  server = await startServer(({ url }, response) =>
    json(response, { data: [] }, url === SEARCH.path ? 200 : 500),
  );
  const { atlassian, budget } = contextFor(server.url);
  const results = [];
  for (let i = 0; i < 3; i++) results.push(await atlassian.read(DOMAINS, ANYTHING, budget));
  expect(results.at(-1)).toEqual({
    ok: false,
    reason: expect.stringContaining('failed several times in a row'),
  });
  expect(server.seen).toHaveLength(5);
  expect(await atlassian.read(SEARCH, ANYTHING, budget)).toMatchObject({ ok: true });
});

test('an attempt that the budget cut short says nothing about the service', async () => {
  await withClock(async (pass) => {
    const { atlassian, sent } = scripted([...Array(6).fill('silence'), { status: 200 }]);
    for (let i = 1; i <= 6; i++) {
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, startBudget(100)));
      await pass(100);
      expect(await work).toMatchObject({ ok: false, reason: 'Atlassian did not answer in time' });
    }
    expect(await atlassian.read(DOMAINS, ANYTHING, startBudget(100))).toMatchObject({ ok: true });
    expect(sent).toHaveLength(7);
  });
});

describe('heeds rate limits', () => {
  const SOON = new Date(NOW + 1000);
  const FULL = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' };

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
    await withClock(async (pass) => {
      const { atlassian, budget, sent } = scripted([{ status: 200, headers }]);
      await atlassian.read(DOMAINS, ANYTHING, budget);
      const { work } = watched(atlassian.read(DOMAINS, ANYTHING, budget));
      await pass(999);
      expect(sent).toHaveLength(1);
      await pass(1);
      expect(await work).toMatchObject({ ok: true });
      expect(sent).toHaveLength(2);
    });
  });

  test('a wait beyond the budget is not begun, and only that call is held', async () => {
    server = await startServer((_, response) => json(response, { data: [] }, 200, FULL));
    const { atlassian, budget } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, budget);
    expect(await atlassian.read(DOMAINS, ANYTHING, startBudget(1000))).toEqual({
      ok: false,
      reason: expect.stringMatching(
        /^Atlassian accepts no more requests of this kind for \d+ s \(rate limit\), so none was sent$/,
      ),
    });
    expect(await atlassian.read(SEARCH, ANYTHING, budget)).toMatchObject({ ok: true });
    expect(server.seen.map(({ url }) => url)).toEqual([DOMAINS.path, SEARCH.path]);
  });

  test('a budget that is spent while a call waits gives a value, and nothing is sent', async () => {
    await withClock(async (pass) => {
      const { atlassian, budget, sent } = scripted([{ status: 200, headers: FULL }]);
      await atlassian.read(DOMAINS, ANYTHING, budget);
      // As when the machine slept: the budget looked long enough, and was over before the wait was.
      const spent = { signal: AbortSignal.timeout(100), msLeft: () => 60_000 };
      const { work, settled } = watched(atlassian.read(DOMAINS, ANYTHING, spent));
      await pass(100);
      expect(settled()).toBe(true);
      expect(await work).toEqual({ ok: false, reason: 'Atlassian did not answer in time' });
      await pass(60_000);
      expect(sent).toHaveLength(1);
    });
  });

  test('after a 429 nobody asks again before its time', async () => {
    server = await startServer(answers([429, 200], { 'retry-after': '30' }));
    const { atlassian, budget } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, budget);
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
    const { atlassian, budget } = contextFor(server.url);
    await atlassian.read(DOMAINS, ANYTHING, budget);
    expect(await atlassian.read(DOMAINS, ANYTHING, budget)).toMatchObject({ ok: true });
  });
});

test('logs a failure with constant words and neither key nor address', async () => {
  server = await startServer(answers([404]));
  const warn = vi.fn();
  const { atlassian, budget } = contextFor(server.url, { log: { warn } });
  await atlassian.read({ ...SEARCH, body: { emails: ['a@example.com'] } }, ANYTHING, budget);
  expect(warn.mock.calls).toEqual([
    [
      {
        call: 'search users',
        reason: 'Atlassian answered 404: ATLASSIAN_ORG_ID may be wrong, or the requested item was not found',
      },
      'Atlassian look-up failed',
    ],
  ]);
});
