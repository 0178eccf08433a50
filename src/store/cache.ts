import { Keyv, type KeyvStorageAdapter, type KeyvStorageCapability, keyvStorageCapability } from 'keyv';
import { type Counts, countsDespiteOutages, countsOfProcess } from './counts.ts';
import { sqliteCounts } from './sqlite-counts.ts';
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts';

/**
 * What the bot may forget without harm: caches and short-lived state. Claims do not belong here, Keyv has no atomic
 * set-if-absent; they are the inbox's.
 */
export type Cache = {
  /** Keyv on its own keys; every entry is forgotten after `ttlMs`. Without an `error` listener a failing store rejects. */
  namespace<T>(name: string, ttlMs: number): Keyv<T>;
  /** Sums that other processes add to as well; each ends `ttlMs` after it began. They never reject. */
  counts(name: string, ttlMs: number): Counts;
  /** Deletes what has expired, also from the write-ahead log. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

type Adapter = Pick<
  KeyvStorageAdapter,
  | 'capabilities'
  | 'get'
  | 'getMany'
  | 'has'
  | 'hasMany'
  | 'set'
  | 'setMany'
  | 'delete'
  | 'deleteMany'
  | 'clear'
>;

const MIGRATIONS = [
  `
  CREATE TABLE entries (
    namespace TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires INTEGER,
    PRIMARY KEY (namespace, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entries_expires ON entries (expires) WHERE expires IS NOT NULL;
  `,
];

/**
 * Opens the store in a file of its own, next to the inbox: it needs no fsync per write, its writers never keep the inbox
 * waiting, and an operator may delete it. Throws an error that says which file, what happened and what to do.
 */
export function openCache({ file }: { file: string }): Cache {
  const opened = openSqliteFile({
    file,
    loses: 'The bot then forgets which threads it answered in; no post is lost.',
    synchronous: 'NORMAL',
    migrations: MIGRATIONS,
  });
  return {
    namespace: (name, ttlMs) => new Keyv({ store: adapterFor(opened, name), ttl: ttlMs }),
    counts: (name, ttlMs) => countsDespiteOutages(sqliteCounts(opened, name, ttlMs), countsOfProcess(ttlMs)),
    async prune() {
      opened.db.prepare('DELETE FROM entries WHERE expires <= ?').run(Date.now());
      opened.truncateLog();
    },
    close: async () => opened.db.close(),
  };
}

/** Keyv's storage contract on the `entries` table. Each write also deletes what has expired, in all namespaces. */
function adapterFor({ db, transaction }: SqliteFile, namespace: string): Adapter {
  const live = 'namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)';
  const read = db.prepare(`SELECT value FROM entries WHERE ${live}`);
  const write = db.prepare(
    'INSERT OR REPLACE INTO entries (namespace, key, value, expires) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare(`DELETE FROM entries WHERE ${live}`);
  const removeAll = db.prepare('DELETE FROM entries WHERE namespace = ?');
  const prune = db.prepare('DELETE FROM entries WHERE expires <= ?');

  const liveValue = (key: string) => read.get(namespace, key, Date.now())?.value as string | undefined;
  const setAll: Adapter['setMany'] = async (entries) =>
    transaction(() => {
      for (const { key, value, expires } of entries)
        write.run(namespace, key, String(value), expires ?? null);
      prune.run(Date.now());
      return entries.map(() => true);
    });
  const deleteOne = (key: string) => remove.run(namespace, key, Date.now()).changes > 0;

  const adapter: Adapter = {
    get: async (key) => liveValue(key),
    getMany: async (keys) => keys.map(liveValue),
    has: async (key) => liveValue(key) !== undefined,
    hasMany: async (keys) => keys.map((key) => liveValue(key) !== undefined),
    set: async (key, value, expires) =>
      (await setAll([{ key, value, ...(expires === undefined ? {} : { expires }) }])) !== undefined,
    setMany: setAll,
    delete: async (key) => deleteOne(key),
    deleteMany: async (keys) => transaction(() => keys.map(deleteOne)),
    clear: async () => {
      removeAll.run(namespace);
    },
    get capabilities(): KeyvStorageCapability {
      return keyvStorageCapability(this);
    },
  };
  return adapter;
}
