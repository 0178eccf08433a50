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
    ...claimsIn(db, settings),
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
function claimsIn(db: DatabaseSync, { now, openMs }: InboxSettings): Claims {
  const find = db.prepare('SELECT * FROM replies WHERE key = ?');
  const claim = db.prepare(`
    INSERT INTO replies (key, state, at, open_until) VALUES (:key, 'claimed', :now, :openUntil)`);
  const claimed = "WHERE key = :key AND state = 'claimed'";
  const renew = db.prepare(`
    UPDATE replies SET at = :now, open_until = :openUntil, cut_off = cut_off + 1 ${claimed}`);
  const leave = db.prepare(`
    UPDATE replies SET open_until = min(open_until, :openUntil), cut_off = cut_off - 1 ${claimed}`);
  const mark = db.prepare(`
    INSERT INTO replies (key, state, reply_ts, at) VALUES (:key, 'posted', :ts, :now)
    ON CONFLICT (key) DO UPDATE SET state = 'posted', reply_ts = :ts, at = :now WHERE state = 'claimed'`);
  const release = db.prepare("DELETE FROM replies WHERE key = ? AND state = 'claimed'");
  const forget = db.prepare('DELETE FROM replies WHERE key = ?');
  const sending = (key: string) => ({ key, now: now(), openUntil: now() + openMs });
  return {
    claim: async (key) =>
      inTransaction(db, () => {
        const found = find.get(key);
        if (!found) {
          claim.run(sending(key));
          return { state: 'new' };
        }
        if (found.state === 'posted') return { state: 'posted', ts: String(found.reply_ts ?? '') };
        const still = Number(found.open_until) - now();
        return { state: 'claimed', openMs: Math.max(0, still), cutOff: Number(found.cut_off) };
      }),
    renewClaim: async (key) => void renew.run(sending(key)),
    leaveClaim: async (key, open) => void leave.run({ key, openUntil: now() + (open ? openMs : 0) }),
    releaseClaim: async (key) => void release.run(key),
    isClaimed: async (key) => find.get(key)?.state === 'claimed',
    markPosted: async (key, ts) => void mark.run({ key, ts, now: now() }),
    async findPosted(key) {
      const found = find.get(key);
      return found?.state === 'posted' ? String(found.reply_ts ?? '') : null;
    },
    forgetPosted: async (key) => void forget.run(key),
  };
}
