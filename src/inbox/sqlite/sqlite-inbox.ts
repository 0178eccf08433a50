import { inTransaction, openSqliteFile, truncateLog } from '../../store/sqlite-file.ts';
import { INBOX_DEFAULTS, type Inbox, type InboxSettings } from '../inbox.ts';
import { sqliteClaims } from './sqlite-claims.ts';
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
  `
  ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
  ALTER TABLE jobs ADD COLUMN kills INTEGER NOT NULL DEFAULT 0; -- leases lost in a row
  ALTER TABLE jobs ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE jobs ADD COLUMN killed_since INTEGER;
  ALTER TABLE jobs ADD COLUMN outage_since INTEGER;
  ALTER TABLE jobs ADD COLUMN broken_since INTEGER;
  ALTER TABLE jobs ADD COLUMN given_up TEXT; -- why; it is still to be reported
  CREATE INDEX jobs_waiting ON jobs (due_at, id, owner) WHERE state = 'waiting';
  CREATE INDEX jobs_leased ON jobs (owner, due_at) WHERE state = 'leased';

  ALTER TABLE replies ADD COLUMN open_until INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE replies ADD COLUMN cut_off INTEGER NOT NULL DEFAULT 1; -- sends that have not ended
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
    ...sqliteClaims(db, settings),
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
