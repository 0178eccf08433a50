import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type SqliteFileOptions = {
  file: string;
  /** what an operator loses by moving the file away, as a sentence */
  loses: string;
  /** FULL: a commit survives a power cut; NORMAL: the last commits may be lost, but the file stays intact */
  synchronous: 'FULL' | 'NORMAL';
  /** `migrations[n]` takes the schema from version n to n + 1; only ever append */
  migrations: string[];
};

/** An open file; `explain` makes an error that says which file, what happened and what to do. */
type SqliteFile = { db: DatabaseSync; explain: (error: unknown) => Error };

const BUSY_MS = 5_000;
/** Primary result codes (sqlite.org/rescode.html). */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** Opens or creates a file for several processes, readable by its owner alone, with the latest schema. Throws an `explain`ed error. */
export function openSqliteFile({ file, loses, synchronous, migrations }: SqliteFileOptions): SqliteFile {
  const path = resolve(file);
  const explain = (error: unknown) => {
    const happened = error instanceof Error ? error.message : String(error);
    return new Error(`The file ${path} cannot be used: ${happened}. ${remedy(error, loses)}`, {
      cause: error,
    });
  };
  let db: DatabaseSync | undefined;
  try {
    createPrivately(path);
    db = new DatabaseSync(path, { timeout: BUSY_MS });
    if (switchToWal(db) !== 'wal')
      throw sqliteError('its file system has no write-ahead log (a network drive?)', CANNOT_OPEN);
    db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA secure_delete = ON`);
    const health = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (health !== 'ok') throw sqliteError(`it is damaged: ${health}`, CORRUPT);
    migrate(db, migrations);
    truncateLog(db);
    return { db, explain };
  } catch (error) {
    db?.close();
    throw explain(error);
  }
}

/** Runs `work` as one transaction that holds the write lock from its beginning. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    // Some failures (a full disk) have already rolled it back.
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

/** Removes erased text from the write-ahead log too. Gives up at once if a reader is in the way; the next call does it. */
export function truncateLog(db: DatabaseSync): void {
  db.exec('PRAGMA busy_timeout = 0');
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {
    // Everything is committed already; if the store fails now, the next write shows it.
  } finally {
    db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  }
}

/** The busy timeout does not cover this switch when several processes open a new file at once (tried). */
function switchToWal(db: DatabaseSync): unknown {
  const pauseMs = 10;
  for (let waited = 0; ; waited += pauseMs) {
    try {
      return db.prepare('PRAGMA journal_mode = WAL').get()?.journal_mode;
    } catch (error) {
      if (codeOf(error) !== BUSY || waited >= BUSY_MS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
    }
  }
}

function migrate(db: DatabaseSync, migrations: string[]) {
  const known = migrations.length;
  inTransaction(db, () => {
    const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
    if (version > known)
      throw new Error(
        `it was written by a newer version of the bot (its schema is ${version}, this version knows ${known}). Run the newer version`,
      );
    for (const step of migrations.slice(version)) db.exec(step);
    if (version < known) db.exec(`PRAGMA user_version = ${known}`);
  });
}

/** SQLite gives its -wal and -shm files the mode of the file itself. */
function createPrivately(file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  try {
    chmodSync(file, 0o600);
  } catch {
    // Another user's file, or a file system without modes: still usable.
  }
}

/** SQLite's primary result code, if it was SQLite that failed. */
function codeOf(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: number };
  return errcode === undefined ? undefined : errcode & 0xff;
}

function sqliteError(message: string, errcode: number): Error {
  return Object.assign(new Error(message), { errcode });
}

function remedy(error: unknown, loses: string): string {
  const primary = codeOf(error);
  const { code } = error as { code?: string };
  const away = `move it and its -wal and -shm files away; the bot then starts with a new one. ${loses}`;
  if (primary === FULL || code === 'ENOSPC') return 'Free space on that disk.';
  if (primary === BUSY) return 'Find the program that has it locked and end it.';
  if (primary === CORRUPT || primary === NOT_A_DATABASE)
    return `Stop the bot, then restore a copy of the file or ${away}`;
  if (primary === undefined && code === undefined) return `Otherwise stop the bot and ${away}`;
  return "Set DATA_DIR to a local directory that the bot's user can write to.";
}
