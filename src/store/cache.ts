import type { DatabaseSync } from 'node:sqlite';
import { Keyv, type KeyvStorageAdapter, keyvStorageCapability } from 'keyv';
import type { Log } from '../log.ts';
import { type Counts, countsDespiteOutages, countsOfProcess, sqliteCounts } from './counts.ts';
import { inTransaction, openSqliteFile, truncateLog } from './sqlite-file.ts';

/** Keys of one purpose. Never rejects: while the file fails, nothing is found or kept, which is logged once per outage. */
type Namespace<T> = {
  get(key: string): Promise<T | undefined>;
  /** False when it could not be kept. */
  set(key: string, value: T): Promise<boolean>;
  /** False when it was not there, or could not be deleted. */
  delete(key: string): Promise<boolean>;
};

/** What the bot may forget without harm. Claims do not belong here: Keyv has no atomic set-if-absent. The inbox has them. */
export type Cache = {
  /** Every entry is forgotten after `ttlMs`. */
  namespace<T>(name: string, ttlMs: number): Namespace<T>;
  /** Sums shared with other processes; each ends `ttlMs` after it began. */
  counts(name: string, ttlMs: number): Counts;
  /** Deletes what has expired, also from the write-ahead log. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

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

const PRUNE = 'DELETE FROM entries WHERE expires <= ?';

/** A file apart from the inbox: its writers never delay the inbox, and an operator may delete it. Throws as `openSqliteFile` does. */
export function openCache({ file, log }: { file: string; log: Pick<Log, 'warn' | 'info'> }): Cache {
  const { db } = openSqliteFile({
    file,
    loses: 'The bot then forgets which threads it answered in; no post is lost.',
    synchronous: 'NORMAL',
    migrations: MIGRATIONS,
  });
  return {
    namespace: (name, ttlMs) =>
      neverRejecting(new Keyv({ store: adapterFor(db, name), ttl: ttlMs }), name, log),
    counts: (name, ttlMs) => countsDespiteOutages(sqliteCounts(db, name, ttlMs), countsOfProcess(ttlMs)),
    async prune() {
      db.prepare(PRUNE).run(Date.now());
      truncateLog(db);
    },
    close: async () => db.close(),
  };
}

/** Keyv rejects because nothing listens to its errors. Reads and writes may fail separately, as on a full disk. */
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

/** Keyv's store on the `entries` table. Each write also deletes what has expired, in all namespaces. */
function adapterFor(
  db: DatabaseSync,
  namespace: string,
): Pick<KeyvStorageAdapter, 'capabilities' | 'get' | 'set' | 'delete'> {
  const live = 'namespace = ? AND key = ? AND (expires IS NULL OR expires > ?)';
  const read = db.prepare(`SELECT value FROM entries WHERE ${live}`);
  const write = db.prepare(
    'INSERT OR REPLACE INTO entries (namespace, key, value, expires) VALUES (?, ?, ?, ?)',
  );
  const remove = db.prepare(`DELETE FROM entries WHERE ${live}`);
  const prune = db.prepare(PRUNE);
  return {
    get: async (key) => read.get(namespace, key, Date.now())?.value as string | undefined,
    set: async (key, value, expires) =>
      inTransaction(db, () => {
        write.run(namespace, key, String(value), expires ?? null);
        prune.run(Date.now());
        return true;
      }),
    delete: async (key) => remove.run(namespace, key, Date.now()).changes > 0,
    get capabilities() {
      return keyvStorageCapability(this);
    },
  };
}
