import type { DatabaseSync } from 'node:sqlite';
import { inTransaction, truncateLog } from '../../store/sqlite-file.ts';
import {
  type Failing,
  type InboxSettings,
  type Job,
  type Jobs,
  KILLS_BEFORE_ALONE,
  KILLS_BEFORE_HOPELESS,
} from '../inbox.ts';

/** Reasons are for operators; a longer one would only repeat its input. */
const REASON_LENGTH = 500;
/** How often erased text leaves the write-ahead log if the bot is never idle (ms). */
const ERASE_EVERY_MS = 60_000;

type Row = {
  id: number;
  body: string;
  attempt: number;
  kills: number;
  failures: number;
  outage_since: number | null;
  broken_since: number | null;
  killed_since: number | null;
  given_up: string | null;
};

/** The jobs of an inbox file. */
export function sqliteJobs(db: DatabaseSync, settings: InboxSettings): Jobs {
  const { now, leaseMs, giveUpMs, backoff, mostOfOwner } = settings;
  const findKey = db.prepare('SELECT 1 FROM keys WHERE key = ?');
  const addJob = db.prepare("INSERT INTO jobs (state, due_at, body, owner) VALUES ('waiting', ?, ?, ?)");
  const addKey = db.prepare('INSERT OR IGNORE INTO keys (key, job_id) VALUES (?, ?)');
  // A first kill, or a second, costs no time. After that, whatever kills must leave room for the others.
  const takeBackLost = db.prepare(`
    UPDATE jobs SET state = 'waiting', kills = kills + 1, killed_since = coalesce(killed_since, :now),
      due_at = CASE WHEN kills < ${KILLS_BEFORE_ALONE} THEN due_at
        ELSE :now + :leaseMs * (1 << min(kills - ${KILLS_BEFORE_ALONE}, 6)) END
    WHERE state = 'leased' AND due_at <= :now`);
  const dueOf = (owners: string) =>
    db.prepare(`SELECT id FROM jobs WHERE state = 'waiting' AND due_at <= :now AND owner ${owners}
      ORDER BY due_at, id LIMIT 1`);
  const findIdle = dueOf("NOT IN (SELECT owner FROM jobs WHERE state = 'leased')");
  const findBusy = dueOf(
    "IN (SELECT owner FROM jobs WHERE state = 'leased' GROUP BY owner HAVING count(*) = :leases)",
  );
  const take = db.prepare(`
    UPDATE jobs SET state = 'leased', attempt = attempt + 1, due_at = :until WHERE id = :id RETURNING *`);
  const leased = "WHERE id = :id AND attempt = :attempt AND state = 'leased'";
  const find = db.prepare(`SELECT * FROM jobs ${leased}`);
  const prolong = db.prepare(`UPDATE jobs SET due_at = :until ${leased}`);
  const wait = db.prepare(`
    UPDATE jobs SET state = 'waiting', kills = 0, killed_since = NULL, due_at = :dueAt ${leased}`);
  const retry = db.prepare(`
    UPDATE jobs SET state = 'waiting', kills = 0, killed_since = NULL, failures = failures + 1, due_at = :dueAt,
      reason = :reason, outage_since = :outageSince, broken_since = :brokenSince ${leased}`);
  const giveUp = db.prepare(`
    UPDATE jobs SET state = 'waiting', kills = 0, killed_since = NULL, failures = 0, due_at = :now,
      reason = :reason, given_up = :reason, outage_since = NULL, broken_since = NULL ${leased}`);
  const end = db.prepare(`
    UPDATE jobs SET state = :state, ended_at = :now, body = NULL, reason = given_up ${leased}`);
  const findPressing = db.prepare(`
    SELECT 1 FROM jobs WHERE state IN ('waiting', 'leased') AND (state = 'leased' OR due_at <= ?) LIMIT 1`);
  const countByState = db.prepare('SELECT state, count(*) AS n FROM jobs GROUP BY state');
  let erasedAt = now();

  const leaseOf = ({ id, attempt }: Job) => ({ id: Number(id), attempt });
  const tooLong = (since: number | null, limit: number) => since !== null && now() - since >= limit;

  function jobOf(row: Row): Job {
    const { outage_since: outage, broken_since: broken, killed_since: killed, kills } = row;
    const since = [outage, broken].filter((one) => one !== null);
    return {
      id: String(row.id),
      body: JSON.parse(row.body),
      attempt: row.attempt,
      killed: kills > 0,
      alone: kills >= KILLS_BEFORE_ALONE,
      hopeless: kills >= KILLS_BEFORE_HOPELESS && tooLong(killed, giveUpMs.killed),
      failingMs: since.length === 0 ? 0 : now() - Math.min(...since),
      last: tooLong(outage, giveUpMs.outage) || tooLong(broken, giveUpMs.broken),
      givenUp: row.given_up,
    };
  }

  const endJob = (job: Job, state: 'done' | 'dead') =>
    end.run({ ...leaseOf(job), state, now: now() }).changes > 0;

  /** What was erased leaves the write-ahead log too. */
  function eraseLog() {
    if (findPressing.get(now()) && now() - erasedAt <= ERASE_EVERY_MS) return;
    truncateLog(db);
    erasedAt = now();
  }

  function nextDue() {
    const idle = findIdle.get({ now: now() });
    if (idle) return idle;
    for (let leases = 1; leases < mostOfOwner; leases++) {
      const busy = findBusy.get({ now: now(), leases });
      if (busy) return busy;
    }
    return null;
  }

  /** A failure of one kind says nothing about how long the other has lasted. */
  function failLeased(job: Job, row: Row, reason: string, why: Failing): 'retry' | 'given up' | 'dead' {
    const outageSince = row.outage_since ?? (why === 'outage' ? now() : null);
    const brokenSince = row.broken_since ?? (why === 'broken' ? now() : null);
    const over =
      why === 'final' ||
      (why === 'outage' ? tooLong(outageSince, giveUpMs.outage) : tooLong(brokenSince, giveUpMs.broken));
    if (!over) {
      const dueAt = now() + Math.round(backoff(row.failures + 1));
      retry.run({ ...leaseOf(job), dueAt, reason, outageSince, brokenSince });
      return 'retry';
    }
    if (row.given_up === null) {
      giveUp.run({ ...leaseOf(job), reason, now: now() });
      return 'given up';
    }
    endJob(job, 'dead');
    return 'dead';
  }

  return {
    leaseMs,
    async put(keys, body, owner = keys[0] ?? '') {
      const text = JSON.stringify(body);
      return inTransaction(db, () => {
        if (keys.some((key) => findKey.get(key))) return false;
        const { lastInsertRowid } = addJob.run(now(), text, owner);
        for (const key of keys) addKey.run(key, lastInsertRowid);
        return true;
      });
    },
    knows: async (key) => findKey.get(key) !== undefined,
    lease: async () =>
      inTransaction(db, () => {
        takeBackLost.run({ now: now(), leaseMs });
        const next = nextDue();
        if (!next) return null;
        const [row] = take.all({ id: Number(next.id), until: now() + leaseMs });
        return jobOf(row as Row);
      }),
    extend: async (job) => prolong.run({ ...leaseOf(job), until: now() + leaseMs }).changes > 0,
    async done(job) {
      const ended = endJob(job, job.givenUp === null ? 'done' : 'dead');
      if (ended) eraseLog();
      return ended;
    },
    postpone: async (job, ms) => wait.run({ ...leaseOf(job), dueAt: now() + Math.round(ms) }).changes > 0,
    async fail(job, failure, why) {
      const fate = inTransaction(db, () => {
        const row = find.get(leaseOf(job));
        return row ? failLeased(job, row as Row, failure.slice(0, REASON_LENGTH), why) : 'lost';
      });
      if (fate === 'dead') eraseLog();
      return fate;
    },
    async counts() {
      const n = Object.fromEntries(countByState.all().map((row) => [row.state, Number(row.n)]));
      return { pending: (n.waiting ?? 0) + (n.leased ?? 0), done: n.done ?? 0, dead: n.dead ?? 0 };
    },
  };
}
