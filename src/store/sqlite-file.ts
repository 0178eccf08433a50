import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How to open one of the bot's SQLite files. */
export type SqliteFileOptions = {
  file: string;
  /** what an operator loses by moving the file away, as a sentence */
  loses: string;
  /** FULL: a commit survives a power cut; NORMAL: the last commits may not, the file stays whole */
  synchronous: 'FULL' | 'NORMAL';
  /** `migrations[n]` takes the schema from version n to n + 1; only ever append */
  migrations: string[];
};

/** An open file, and what its users share. */
export type SqliteFile = {
  db: DatabaseSync;
  /** Runs `work` as one transaction that holds the write lock from its beginning. */
  transaction<T>(work: () => T): T;
  /** Takes erased text out of the write-ahead log too. Gives up at once when a reader is in the way: the next call does it. */
  truncateLog(): void;
  /** An error that says which file, what happened, and what to do. */
  explain(error: unknown): Error;
};

const BUSY_MS = 5_000;
/** SQLite's primary result codes */
const BUSY = 5;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/**
 * Opens or creates a SQLite file that several processes may use, readable by its owner alone, and brings its schema up to
 * date. Throws an `explain`ed error.
 */
export function openSqliteFile(options: SqliteFileOptions): SqliteFile {
  const file = resolve(options.file);
  const explain = (error: unknown) => explained(error, file, options.loses);
  try {
    createPrivately(file);
    const db = new DatabaseSync(file, { timeout: BUSY_MS });
    try {
      return prepare(db, options, explain);
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explain(error);
  }
}

function prepare(
  db: DatabaseSync,
  { synchronous, migrations }: SqliteFileOptions,
  explain: SqliteFile['explain'],
): SqliteFile {
  const opened = { db, transaction: transactionsOf(db), truncateLog: logTruncationOf(db), explain };
  if (switchToWal(db) !== 'wal')
    throw sqliteError('its file system has no write-ahead log (a network drive?)', CANNOT_OPEN);
  db.exec(`PRAGMA synchronous = ${synchronous}; PRAGMA secure_delete = ON`);
  const health = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (health !== 'ok') throw sqliteError(`it is damaged: ${health}`, CORRUPT);
  opened.transaction(() => migrate(db, migrations));
  opened.truncateLog();
  return opened;
}

/** The busy timeout does not cover this switch where several processes open a new file at once (tried). */
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
  const version = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (version > migrations.length) {
    throw new Error(
      `a newer version of the bot wrote it (schema ${version}, this version knows ${migrations.length}); run that version again`,
    );
  }
  for (const step of migrations.slice(version)) db.exec(step);
  if (version < migrations.length) db.exec(`PRAGMA user_version = ${migrations.length}`);
}

function transactionsOf(db: DatabaseSync): SqliteFile['transaction'] {
  return (work) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // Some failures (a full disk) have rolled it back already.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };
}

function logTruncationOf(db: DatabaseSync): SqliteFile['truncateLog'] {
  return () => {
    db.exec('PRAGMA busy_timeout = 0');
    try {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // What was to be written is committed; a store that has failed since then shows at the next write.
    } finally {
      db.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    }
  };
}

/** SQLite gives its -wal and -shm files the mode of the file itself. */
function createPrivately(file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
  try {
    chmodSync(file, 0o600);
  } catch {
    // Somebody else's file, or a file system without modes: usable all the same.
  }
}

/** SQLite's primary result code, where it was SQLite that failed. */
function codeOf(error: unknown): number | undefined {
  const { errcode } = error as { errcode?: number };
  return errcode === undefined ? undefined : errcode & 0xff;
}

function sqliteError(message: string, errcode: number): Error {
  return Object.assign(new Error(message), { errcode });
}

function explained(error: unknown, file: string, loses: string): Error {
  const happened = error instanceof Error ? error.message : String(error);
  return new Error(`The file ${file} cannot be used: ${happened}. ${remedy(error, loses)}`, { cause: error });
}

function remedy(error: unknown, loses: string): string {
  const primary = codeOf(error);
  const code = (error as { code?: string }).code;
  const away = `move it and its -wal and -shm files away; the bot then starts with a new one. ${loses}`;
  if (primary === FULL || code === 'ENOSPC') return 'Free space on that disk.';
  if (primary === BUSY) return 'Find the program that keeps it locked and end it.';
  if (primary === CORRUPT || primary === NOT_A_DATABASE)
    return `Stop the bot, then restore a copy of the file or ${away}`;
  if (primary === undefined && code === undefined) return `Otherwise stop the bot and ${away}`;
  return "Make DATA_DIR name a local directory that the bot's user can write to.";
}
