import { createHmac, randomBytes } from 'node:crypto';
import type { Log } from '../log.ts';
import { inTransaction, openSqliteFile } from './sqlite-file.ts';

/** What must outlive a cache: settings, audit, feedback, a secret. All but `hash` and `append` reject if the file cannot be used. */
export type Records = {
  /** A keyed hash (HMAC-SHA256, hexadecimal). The key is made at the first start, so each installation has its own. */
  hash(text: string): string;
  /** Adds an entry without personal data. False if it cannot be written; that is logged. */
  append(kind: string, entry: object): Promise<boolean>;
  /** Entries of one kind since a moment, oldest first. `since`, `at`: ms since 1970. */
  entries<T>(kind: string, since: number): Promise<(T & { at: number })[]>;
  /** A setting made in the app, or undefined. */
  setting(name: string): Promise<unknown>;
  /** Replaces a setting atomically by what `change` makes of it; `change` may be called more than once. */
  changeSetting(name: string, change: (old: unknown) => unknown): Promise<void>;
  /** Deletes old entries. */
  prune(): Promise<void>;
  close(): Promise<void>;
};

/** How long entries are kept: long enough to investigate an incident, and no longer. */
const KEEP_MS = 180 * 86_400_000;

const MIGRATIONS = [
  `
  CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    entry TEXT NOT NULL
  ) STRICT;
  CREATE INDEX entries_kind ON entries (kind, at);
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE secret (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
  `,
];

type Options = { file: string; log: Pick<Log, 'warn'>; now?: () => number };

/** Opens the file. Throws as `openSqliteFile` does. */
export function openRecords({ file, log, now = Date.now }: Options): Records {
  const { db } = openSqliteFile({
    file,
    loses: 'The settings made in the app, the audit trail and the feedback so far are then lost.',
    synchronous: 'FULL',
    migrations: MIGRATIONS,
  });
  const add = db.prepare('INSERT INTO entries (kind, at, entry) VALUES (?, ?, ?)');
  const list = db.prepare('SELECT at, entry FROM entries WHERE kind = ? AND at >= ? ORDER BY at, id');
  const forget = db.prepare('DELETE FROM entries WHERE at < ?');
  const read = db.prepare('SELECT value FROM settings WHERE name = ?');
  const write = db.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)');
  // Several processes may start on a new file at once: the first key is kept.
  db.prepare('INSERT OR IGNORE INTO secret (id, key) VALUES (1, ?)').run(randomBytes(32));
  const key = db.prepare('SELECT key FROM secret').get()?.key as Uint8Array;

  const settingNow = (name: string): unknown => {
    const row = read.get(name);
    return row ? JSON.parse(String(row.value)) : undefined;
  };
  return {
    hash: (text) => createHmac('sha256', key).update(text).digest('hex'),
    async append(kind, entry) {
      try {
        add.run(kind, now(), JSON.stringify(entry));
        return true;
      } catch (error) {
        log.warn({ kind, entry, reason: String(error) }, 'an entry could not be recorded');
        return false;
      }
    },
    entries: async (kind, since) =>
      list.all(kind, since).map(({ at, entry }) => ({ ...JSON.parse(String(entry)), at: Number(at) })),
    setting: async (name) => settingNow(name),
    async changeSetting(name, change) {
      inTransaction(db, () => write.run(name, JSON.stringify(change(settingNow(name)))));
    },
    prune: async () => void forget.run(now() - KEEP_MS),
    close: async () => db.close(),
  };
}
