import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAnsweredThreads } from '../../src/store/answered-threads.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';

let directory: string;
let file: string;
let store: Cache;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
  directory = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(directory, 'store.db');
  store = openCache({ file });
});

afterEach(async () => {
  await store.close();
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
const rows = () => new DatabaseSync(file).prepare('SELECT namespace, key FROM entries ORDER BY key').all();

describe('a namespace', () => {
  test('is Keyv directly on the adapter, not on a bridge or in memory', async () => {
    await store.namespace('a', 1_000).set('key', 'value');
    expect(rows()).toEqual([{ namespace: 'a', key: 'key' }]);
  });

  test('keeps values of any JSON form over a restart', async () => {
    const value = { text: '“naïve” 🚫', list: [1, null], nested: { yes: true } };
    await store.namespace('a', 1_000).set('key', value);
    await store.close();
    store = openCache({ file });
    expect(await store.namespace('a', 1_000).get('key')).toEqual(value);
  });

  test('knows nothing of the others', async () => {
    const [a, b] = [store.namespace('a', 1_000), store.namespace('b', 1_000)];
    await a.set('key', 'of a');
    expect([await b.get('key'), await b.has('key'), await b.delete('key')]).toEqual([
      undefined,
      false,
      false,
    ]);
    await b.set('key', 'of b');
    await b.clear();
    expect([await a.get('key'), await b.get('key')]).toEqual(['of a', undefined]);
  });

  test('forgets an entry after its time, or the time given with it', async () => {
    const a = store.namespace('a', 1_000);
    await a.set('usual', 1);
    await a.set('longer', 1, 2_000);
    later(999);
    expect([await a.has('usual'), await a.has('longer')]).toEqual([true, true]);
    later(2);
    expect([await a.get('usual'), await a.has('usual'), await a.has('longer')]).toEqual([
      undefined,
      false,
      true,
    ]);
    later(1_000);
    expect(await a.get('longer')).toBeUndefined();
  });

  test('an expired entry is neither found nor deleted by the adapter itself', async () => {
    const { store: adapter } = store.namespace('a', 1_000);
    await adapter.set('key', '"value"', Date.now() + 10);
    expect(await adapter.get('key')).toBe('"value"');
    later(10);
    expect([await adapter.get('key'), await adapter.has('key'), await adapter.delete('key')]).toEqual([
      undefined,
      false,
      false,
    ]);
  });

  test('a write removes what has expired, in every namespace', async () => {
    await store.namespace('a', 1_000).set('old', 1);
    await store.namespace('b', 5_000).set('young', 1);
    later(1_001);
    await store.namespace('c', 1_000).set('new', 1);
    expect(rows()).toEqual([
      { namespace: 'c', key: 'new' },
      { namespace: 'b', key: 'young' },
    ]);
  });

  test('handles many at once', async () => {
    const a = store.namespace<number>('a', 1_000);
    expect(
      await a.setMany([
        { key: 'one', value: 1 },
        { key: 'two', value: 2 },
      ]),
    ).toEqual([true, true]);
    expect(await a.getMany(['two', 'none', 'one'])).toEqual([2, undefined, 1]);
    expect(await a.hasMany(['two', 'none'])).toEqual([true, false]);
    expect(await a.deleteMany(['two', 'none'])).toEqual([true, false]);
    expect(await a.getMany(['one', 'two'])).toEqual([1, undefined]);
  });

  test('is shared with another process', async () => {
    const other = openCache({ file });
    await store.namespace('a', 1_000).set('key', 'value');
    expect(await other.namespace('a', 1_000).get('key')).toBe('value');
    await other.close();
  });

  test('rejects when the file fails', async () => {
    const broken = openCache({ file });
    const a = broken.namespace('a', 1_000);
    await broken.close();
    await expect(a.get('key')).rejects.toThrow(/not open|finalized/);
    await expect(a.set('key', 1)).rejects.toThrow(/not open|finalized/);
  });
});

describe('answered threads', () => {
  const thread = { channel: 'C1', threadTs: '1.1' };

  test('are remembered for a month, each for itself', async () => {
    const threads = openAnsweredThreads(store, { warn: vi.fn() });
    const state = { asker: 'U1', muted: false };
    await threads.set('T1', thread, state);
    expect(await threads.get('T1', { ...thread, channel: 'C2' })).toBe(null);
    later(29 * 86_400_000);
    expect(await threads.get('T1', thread)).toEqual(state);
    later(2 * 86_400_000);
    expect(await threads.get('T1', thread)).toBe(null);
  });

  test('a failing store is logged and taken for "not answered"', async () => {
    const broken = openCache({ file });
    const warn = vi.fn();
    const threads = openAnsweredThreads(broken, { warn });
    await broken.close();
    await threads.set('T1', thread, { asker: null, muted: false });
    expect(await threads.get('T1', thread)).toBe(null);
    expect(warn.mock.calls.map(([, message]) => message)).toEqual(
      Array(2).fill('the store of answered threads failed'),
    );
  });
});

test('the file is for its owner alone; one that is no database is named with what to do', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = join(directory, 'other.db');
  writeFileSync(other, 'no database at all '.repeat(50));
  expect(() => openCache({ file: other })).toThrow(
    `The file ${other} cannot be used: file is not a database. Stop the bot`,
  );
});
