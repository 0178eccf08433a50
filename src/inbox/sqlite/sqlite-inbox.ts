import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, openSqliteFile, truncateLog } from '../../store/sqlite-file.ts';
import { type Claims, INBOX_DEFAULTS, type Inbox, type InboxSettings } from '../inbox.ts';
import { sqliteJobs } from './sqlite-jobs.ts';

/** Schema steps; only ever append. */
const MIGRATIONS = [
  `
  -- AUTOINCREMENT: an id is never used again, so an old lease cannot fit a new job.
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'leased', 'done', 'dead')),
    attempt INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL, -- of a leased job: when the lease runs out
    ended_at INTEGER,
    body TEXT, -- NULL once ended
    reason TEXT -- of the last failure
  ) STRICT;
  CREATE INDEX jobs_due ON jobs (due_at) WHERE state IN ('waiting', 'leased');

  CREATE TABLE keys (
    key TEXT PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_job ON keys (job_id);

  CREATE TABLE replies (
    key TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'posted')),
    reply_ts TEXT,
    at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), writes INTEGER NOT NULL) STRICT;
  `,
];

/** The embedded engine: a SQLite file on a local disk, for several processes. Throws as `openSqliteFile` does. */
export function openSqliteInbox({ file, ...given }: { file: string } & Partial<InboxSettings>): Inbox {
  const settings = { ...INBOX_DEFAULTS, ...given };
  const { now, keepMs } = settings;
  const { db, explain } = openSqliteFile({
    file,
    loses: 'Posts in it that were not answered yet stay unanswered.',
    synchronous: 'FULL',
    migrations: MIGRATIONS,
  });
  // Keys go with their job.
  const forgetJobs = db.prepare("DELETE FROM jobs WHERE state IN ('done', 'dead') AND ended_at < ?");
  const forgetReplies = db.prepare('DELETE FROM replies WHERE at < ?');
  // A new value each time: SQLite does not write a page that stays the same.
  const probe = db.prepare(
    'INSERT INTO probe VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET writes = writes + 1',
  );
  return {
    ...sqliteJobs(db, settings),
    ...claimsIn(db, now),
    async prune() {
      inTransaction(db, () => {
        forgetJobs.run(now() - keepMs);
        forgetReplies.run(now() - keepMs);
      });
      truncateLog(db);
    },
    async check() {
      try {
        probe.run();
      } catch (error) {
        throw explain(error);
      }
    },
    close: async () => db.close(),
  };
}

/** The table is named after the first kind of message that was claimed. */
function claimsIn(db: DatabaseSync, now: () => number): Claims {
  const find = db.prepare('SELECT state, reply_ts FROM replies WHERE key = ?');
  const claim = db.prepare("INSERT INTO replies (key, state, at) VALUES (?, 'claimed', ?)");
  const mark = db.prepare(`
    INSERT INTO replies (key, state, reply_ts, at) VALUES (:key, 'posted', :ts, :now)
    ON CONFLICT (key) DO UPDATE SET state = 'posted', reply_ts = :ts, at = :now WHERE state = 'claimed'`);
  const release = db.prepare("DELETE FROM replies WHERE key = ? AND state = 'claimed'");
  const forget = db.prepare('DELETE FROM replies WHERE key = ?');
  return {
    claim: async (key) =>
      inTransaction(db, () => {
        const found = find.get(key);
        if (found) return found.state === 'posted' ? 'posted' : 'claimed';
        claim.run(key, now());
        return 'new';
      }),
    markPosted: async (key, ts) => void mark.run({ key, ts, now: now() }),
    async findPosted(key) {
      const found = find.get(key);
      return found?.state === 'posted' && found.reply_ts ? String(found.reply_ts) : null;
    },
    releaseClaim: async (key) => void release.run(key),
    forgetPosted: async (key) => void forget.run(key),
  };
}
