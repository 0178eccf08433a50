import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openCache } from '../../src/store/cache.ts';
import { type Counts, countsDespiteOutages, countsOfProcess } from '../../src/store/counts.ts';
import { temporaryDirectory } from '../inbox/files.ts';

const log = openLog('silent');

const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe.each<[string, () => Counts]>([
  ['of a process', () => countsOfProcess(HOUR_MS)],
  [
    'in a file',
    () => openCache({ file: join(temporaryDirectory(), 'store.db'), log }).counts('look-ups', HOUR_MS),
  ],
])('counts %s', (_where, open) => {
  it('add up, each key separately, and never fall below 0', async () => {
    const counts = open();
    expect(await counts.add('a', 1)).toBe(1);
    expect(await counts.add('a', 41)).toBe(42);
    expect(await counts.add('b', 7)).toBe(7);
    expect(await counts.add('a', -40)).toBe(2);
    expect(await counts.add('a', -40)).toBe(0);
    expect(await counts.add('c', -1)).toBe(0);
    expect(await counts.add('c', 1)).toBe(1);
  });

  it('end some time after they began, not after they were last added to', async () => {
    const counts = open();
    await counts.add('a', 1);
    later(HOUR_MS / 2);
    await counts.add('b', 1);
    expect(await counts.add('a', 1)).toBe(2);
    later(HOUR_MS / 2);
    expect(await counts.add('a', 1)).toBe(1);
    expect(await counts.add('b', 1)).toBe(2);
  });

  it('count concurrent additions', async () => {
    const counts = open();
    const sums = await Promise.all(Array.from({ length: 50 }, () => counts.add('a', 1)));
    expect(sums.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });
});

describe('counts in a file', () => {
  it('are shared by the processes that use it, and survive a restart', async () => {
    const file = join(temporaryDirectory(), 'store.db');
    const [one, other] = [openCache({ file, log }), openCache({ file, log })];
    expect(await one.counts('look-ups', HOUR_MS).add('a', 1)).toBe(1);
    expect(await other.counts('look-ups', HOUR_MS).add('a', 1)).toBe(2);
    expect(await one.counts('tokens', HOUR_MS).add('a', 1)).toBe(1);
    await Promise.all([one.close(), other.close()]);
    expect(await openCache({ file, log }).counts('look-ups', HOUR_MS).add('a', 1)).toBe(3);
  });

  it('never fall below 0 for any process', async () => {
    const file = join(temporaryDirectory(), 'store.db');
    const [one, other] = [openCache({ file, log }), openCache({ file, log })].map((cache) =>
      cache.counts('look-ups', HOUR_MS),
    );
    for (const [key, n] of [
      ['began below', -5],
      ['fell below', 1],
      ['fell below', -5],
    ] as const)
      await one?.add(key, n);
    for (const key of ['began below', 'fell below']) {
      expect(await other?.add(key, 2)).toBe(2);
      expect(await one?.add(key, 1)).toBe(3);
    }
  });

  it('are pruned when their time is over', async () => {
    const cache = openCache({ file: join(temporaryDirectory(), 'store.db'), log });
    await cache.counts('look-ups', HOUR_MS).add('a', 1);
    await cache.prune();
    expect(await cache.counts('look-ups', HOUR_MS).add('a', 1)).toBe(2);
    later(HOUR_MS);
    await cache.prune();
    expect(await cache.counts('look-ups', HOUR_MS).add('a', 1)).toBe(1);
  });

  it('continue within this process once the file cannot be used', async () => {
    const cache = openCache({ file: join(temporaryDirectory(), 'store.db'), log });
    const counts = cache.counts('look-ups', HOUR_MS);
    await counts.add('a', 1);
    await cache.close();
    expect(await counts.add('a', 1)).toBe(2);
  });
});

describe('counts despite outages', () => {
  it('are those of the store, also where other processes added to it', async () => {
    const shared = countsOfProcess(HOUR_MS);
    await shared.add('a', 10);
    expect(await countsDespiteOutages(shared, countsOfProcess(HOUR_MS)).add('a', 1)).toBe(11);
  });

  it.each<[string, Counts['add']]>([
    ['fails', () => Promise.reject(new Error('down'))],
    ['hangs', () => new Promise(() => {})],
  ])('are those of this process while the store %s', async (_how, add) => {
    const state = { down: true };
    const shared = countsOfProcess(HOUR_MS);
    const counts = countsDespiteOutages(
      { add: (key, n) => (state.down ? add(key, n) : shared.add(key, n)) },
      countsOfProcess(HOUR_MS),
    );
    expect(await counts.add('a', 1)).toBe(1);
    expect(await counts.add('a', 1)).toBe(2);
    state.down = false;
    expect(await counts.add('a', 1)).toBe(3);
  });
});
