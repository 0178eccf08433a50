/** Schema steps of the inbox file; only ever append (see `SqliteFileOptions`). */
export const INBOX_MIGRATIONS = [
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
