import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, truncateLog } from '../../store/sqlite-file.ts';
import type { InboxSettings, Job, Jobs } from '../inbox.ts';

/** Reasons are for operators; a longer one would only repeat its input. */
const REASON_LENGTH = 500;
/** How often erased text leaves the write-ahead log if the bot is never idle (ms). */
const ERASE_EVERY_MS = 60_000;

/** The jobs of an inbox file. */
export function sqliteJobs(db: DatabaseSync, { now, leaseMs, tries, backoff }: InboxSettings): Jobs {
  const findKey = db.prepare('SELECT 1 FROM keys WHERE key = ?');
  const addJob = db.prepare("INSERT INTO jobs (state, due_at, body) VALUES ('waiting', ?, ?)");
  const addKey = db.prepare('INSERT OR IGNORE INTO keys (key, job_id) VALUES (?, ?)');
  const takeOldestDue = db.prepare(`
    UPDATE jobs SET state = 'leased', attempt = attempt + 1, due_at = :until WHERE id = (
      SELECT id FROM jobs WHERE state IN ('waiting', 'leased') AND due_at <= :now ORDER BY due_at, id LIMIT 1
    ) RETURNING id, body, attempt`);
  const leased = "WHERE id = :id AND attempt = :attempt AND state = 'leased'";
  const prolong = db.prepare(`UPDATE jobs SET due_at = :until ${leased}`);
  const retry = db.prepare(`UPDATE jobs SET state = 'waiting', due_at = :dueAt, reason = :reason ${leased}`);
  const wait = db.prepare(
    `UPDATE jobs SET state = 'waiting', attempt = attempt - 1, due_at = :dueAt ${leased}`,
  );
  const end = db.prepare(`
    UPDATE jobs SET state = :state, ended_at = :now, body = NULL, reason = :reason ${leased}`);
  const findBusy = db.prepare(`
    SELECT 1 FROM jobs WHERE state IN ('waiting', 'leased') AND (state = 'leased' OR due_at <= ?) LIMIT 1`);
  const countByState = db.prepare('SELECT state, count(*) AS n FROM jobs GROUP BY state');
  let erasedAt = now();

  const leaseOf = ({ id, attempt }: Job) => ({ id: Number(id), attempt });

  function endJob(job: Job, state: 'done' | 'dead', reason: string | null): boolean {
    const { changes } = end.run({ ...leaseOf(job), state, reason, now: now() });
    if (changes === 0) return false;
    if (!findBusy.get(now()) || now() - erasedAt > ERASE_EVERY_MS) {
      truncateLog(db);
      erasedAt = now();
    }
    return true;
  }

  return {
    leaseMs,
    async put(keys, body) {
      const text = JSON.stringify(body);
      return inTransaction(db, () => {
        if (keys.some((key) => findKey.get(key))) return false;
        const { lastInsertRowid } = addJob.run(now(), text);
        for (const key of keys) addKey.run(key, lastInsertRowid);
        return true;
      });
    },
    async lease() {
      // Not `get`: it stops at the row, before the commit, and misses a commit that fails (tried on a full disk).
      const [row] = takeOldestDue.all({ now: now(), until: now() + leaseMs });
      if (!row) return null;
      const attempt = Number(row.attempt);
      const body = JSON.parse(String(row.body));
      return { id: String(row.id), body, attempt, last: attempt >= tries, exhausted: attempt > tries };
    },
    extend: async (job) => prolong.run({ ...leaseOf(job), until: now() + leaseMs }).changes > 0,
    done: async (job) => endJob(job, 'done', null),
    postpone: async (job, ms) => wait.run({ ...leaseOf(job), dueAt: now() + Math.round(ms) }).changes > 0,
    async fail(job, failure, final = false) {
      const reason = failure.slice(0, REASON_LENGTH);
      if (final || job.attempt >= tries) return endJob(job, 'dead', reason) ? 'dead' : 'lost';
      const dueAt = now() + Math.round(backoff(job.attempt));
      return retry.run({ ...leaseOf(job), dueAt, reason }).changes > 0 ? 'retry' : 'lost';
    },
    async counts() {
      const n = Object.fromEntries(countByState.all().map((row) => [row.state, Number(row.n)]));
      return { pending: (n.waiting ?? 0) + (n.leased ?? 0), done: n.done ?? 0, dead: n.dead ?? 0 };
    },
  };
}
