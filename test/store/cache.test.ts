import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openAnsweredThreads } from '../../src/store/answered-threads.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';
import { filesWith } from '../inbox/files.ts';

let directory: string;
let file: string;
let store: Cache;
const log = { warn: vi.fn(), info: vi.fn() };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
  directory = mkdtempSync(join(tmpdir(), 'store-'));
  file = join(directory, 'store.db');
  store = openCache({ file, log });
  log.warn.mockClear();
  log.info.mockClear();
});

afterEach(async () => {
  await store.close();
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

const later = (ms: number) => vi.setSystemTime(Date.now() + ms);
/** Another process on the same file. */
const run = (sql: string) => {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
};
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
    store = openCache({ file, log });
    expect(await store.namespace('a', 1_000).get('key')).toEqual(value);
  });

  test('does not see the keys of other namespaces', async () => {
    const [a, b] = [store.namespace('a', 1_000), store.namespace('b', 1_000)];
    await a.set('key', 'of a');
    expect([await b.get('key'), await b.delete('key')]).toEqual([undefined, false]);
    await b.set('key', 'of b');
    expect([await a.get('key'), await b.get('key')]).toEqual(['of a', 'of b']);
    expect(await b.delete('key')).toBe(true);
    expect([await a.get('key'), await b.get('key')]).toEqual(['of a', undefined]);
  });

  test('forgets an entry after its time', async () => {
    const a = store.namespace('a', 1_000);
    await a.set('key', 1);
    later(999);
    expect(await a.get('key')).toBe(1);
    later(1);
    expect([await a.get('key'), await a.delete('key')]).toEqual([undefined, false]);
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

  test('pruning removes what has expired from the disk too', async () => {
    await store.namespace('a', 1_000).set('old', 'canary-7f3a91');
    expect(filesWith(directory, 'canary-7f3a91')).not.toEqual([]);
    later(1_000);
    await store.prune();
    expect(filesWith(directory, 'canary-7f3a91')).toEqual([]);
  });

  test('is shared with another process', async () => {
    const other = openCache({ file, log });
    await store.namespace('a', 1_000).set('key', 'value');
    expect(await other.namespace('a', 1_000).get('key')).toBe('value');
    await other.close();
  });
});

describe('a file that fails', () => {
  const FORBID = "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(FAIL, 'disk full'); END";
  const messages = () => [...log.warn.mock.calls, ...log.info.mock.calls];

  test('never rejects: nothing is found or kept, and each namespace logs it separately', async () => {
    const [a, b] = [store.namespace('a', 1_000), store.namespace('b', 1_000)];
    await store.close();
    for (const one of [a, b])
      expect([await one.get('key'), await one.set('key', 1), await one.delete('key')]).toEqual([
        undefined,
        false,
        false,
      ]);
    const reason = expect.stringMatching(/not open|finalized/);
    expect(log.warn.mock.calls).toEqual(
      ['a', 'b'].flatMap((cache) =>
        ['read', 'write'].map((what) => [{ cache, what, reason }, 'the cache failed']),
      ),
    );
    store = openCache({ file, log });
  });

  test('is logged once until it works again, and then once more', async () => {
    const a = store.namespace('a', 1_000);
    run(FORBID);
    for (const value of [1, 2, 3]) expect(await a.set('key', value)).toBe(false);
    expect(messages()).toEqual([[{ cache: 'a', what: 'write', reason: 'disk full' }, 'the cache failed']]);
    // A read that works does not end the outage of writes.
    expect(await a.get('key')).toBeUndefined();
    expect(await a.set('key', 4)).toBe(false);
    expect(messages()).toHaveLength(1);
    run('DROP TRIGGER full');
    for (const value of [5, 6]) expect(await a.set('key', value)).toBe(true);
    expect(log.info.mock.calls).toEqual([[{ cache: 'a', what: 'write' }, 'the cache works again']]);
    run(FORBID);
    expect(await a.set('key', 7)).toBe(false);
    expect(log.warn).toHaveBeenCalledTimes(2);
  });
});

test('a change that SQLite itself rolled back, as on a full disk, is reported with its reason', async () => {
  run("CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT RAISE(ROLLBACK, 'disk full'); END");
  expect(await store.namespace('a', 1_000).set('key', 1)).toBe(false);
  expect(log.warn).toHaveBeenCalledWith(expect.objectContaining({ reason: 'disk full' }), 'the cache failed');
});

describe('answered threads', () => {
  const thread = { channel: 'C1', threadTs: '1.1' };

  test('are remembered for a month, each separately', async () => {
    const threads = openAnsweredThreads(store);
    const state = { asker: 'U1', muted: false };
    await threads.set('T1', thread, state);
    expect(await threads.get('T1', { ...thread, channel: 'C2' })).toBe(null);
    later(29 * 86_400_000);
    expect(await threads.get('T1', thread)).toEqual(state);
    later(2 * 86_400_000);
    expect(await threads.get('T1', thread)).toBe(null);
  });

  test('a failing store counts as "not answered"', async () => {
    const threads = openAnsweredThreads(store);
    await store.close();
    await threads.set('T1', thread, { asker: null, muted: false });
    expect(await threads.get('T1', thread)).toBe(null);
    store = openCache({ file, log });
  });
});

test('the file is readable by its owner alone; a file that is not a database is named with what to do', async () => {
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = join(directory, 'other.db');
  writeFileSync(other, 'no database at all '.repeat(50));
  expect(() => openCache({ file: other, log })).toThrow(
    `The file ${other} cannot be used: file is not a database. Stop the bot`,
  );
});
