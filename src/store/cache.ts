import { Keyv, type KeyvStorageAdapter, type KeyvStorageCapability, keyvStorageCapability } from 'keyv';
import type { Log } from '../log.ts';
import { type Counts, countsDespiteOutages, countsOfProcess, sqliteCounts } from './counts.ts';
import { openSqliteFile, type SqliteFile } from './sqlite-file.ts';

/**
 * Keys of one purpose. It never rejects: while the file fails nothing is found and nothing is kept, which is logged once until it
 * works again.
 */
type Namespace<T> = {
  get(key: string): Promise<T | undefined>;
  /** False when it could not be kept. */
  set(key: string, value: T): Promise<boolean>;
  /** False when it was not there, or could not be deleted. */
  delete(key: string): Promise<boolean>;
};

/**
 * What the bot may forget without harm: caches and short-lived state. Claims do not belong here, Keyv has no atomic
 * set-if-absent; they are the inbox's.
 */
export type Cache = {
  /** Every entry is forgotten after `ttlMs`. */
  namespace<T>(name: string, ttlMs: number): Namespace<T>;
  /** Sums that other processes add to as well; each ends `ttlMs` after it began. They never reject. */
  counts(name: string, ttlMs: number): Counts;
  /** Deletes what has expired, also from the write-ahead log. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

type Adapter = Pick<KeyvStorageAdapter, 'capabilities' | 'get' | 'set' | 'delete'>;

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
export function openCache({ file, log }: { file: string; log: Pick<Log, 'warn' | 'info'> }): Cache {
  const opened = openSqliteFile({
    file,
    loses: 'The bot then forgets which threads it answered in; no post is lost.',
    synchronous: 'NORMAL',
    migrations: MIGRATIONS,
  });
  return {
    namespace: (name, ttlMs) =>
      neverRejecting(new Keyv({ store: adapterFor(opened, name), ttl: ttlMs }), name, log),
    counts: (name, ttlMs) => countsDespiteOutages(sqliteCounts(opened, name, ttlMs), countsOfProcess(ttlMs)),
    async prune() {
      opened.db.prepare('DELETE FROM entries WHERE expires <= ?').run(Date.now());
      opened.truncateLog();
    },
    close: async () => opened.db.close(),
  };
}

/** Keyv rejects where nobody listens to its errors; reading and writing fail for themselves, as on a full disk. */
function neverRejecting<T>(keyv: Keyv<T>, cache: string, log: Pick<Log, 'warn' | 'info'>): Namespace<T> {
  const failing = new Set<'read' | 'write'>();
  async function tried<R>(what: 'read' | 'write', work: () => Promise<R>, otherwise: R): Promise<R> {
    try {
      const result = await work();
      if (failing.delete(what)) log.info({ cache, what }, 'the cache works again');
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!failing.has(what)) log.warn({ cache, what, reason }, 'the cache failed');
      failing.add(what);
      return otherwise;
    }
  }
  return {
    get: (key) => tried<T | undefined>('read', () => keyv.get(key), undefined),
    set: (key, value) => tried('write', () => keyv.set(key, value), false),
    delete: (key) => tried('write', () => keyv.delete(key), false),
  };
}

/** What Keyv needs of a store, on the `entries` table. Each write also deletes what has expired, in all namespaces. */
function adapterFor({ db, transaction }: SqliteFile, namespace: string): Adapter {
  const live = 'namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)';
  const read = db.prepare(`SELECT value FROM entries WHERE ${live}`);
  const write = db.prepare(
    'INSERT OR REPLACE INTO entries (namespace, key, value, expires) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare(`DELETE FROM entries WHERE ${live}`);
  const prune = db.prepare('DELETE FROM entries WHERE expires <= ?');
  return {
    get: async (key) => read.get(namespace, key, Date.now())?.value as string | undefined,
    set: async (key, value, expires) =>
      transaction(() => {
        write.run(namespace, key, String(value), expires ?? null);
        prune.run(Date.now());
        return true;
      }),
    delete: async (key) => remove.run(namespace, key, Date.now()).changes > 0,
    get capabilities(): KeyvStorageCapability {
      return keyvStorageCapability(this);
    },
  };
}
