import { openSqliteFile, type SqliteFile } from '../../store/sqlite-file.ts';
import type { Inbox } from '../inbox.ts';
import { type InboxSettings, withDefaults } from '../inbox-settings.ts';
import { INBOX_MIGRATIONS } from './inbox-migrations.ts';
import { sqliteJobs } from './sqlite-jobs.ts';

/**
 * The embedded engine: one SQLite file on a local disk, usable by several processes at once. Throws an error that says which
 * file, what happened and what to do.
 */
export function openSqliteInbox({ file, ...given }: { file: string } & InboxSettings): Inbox {
  const settings = withDefaults(given);
  const opened = openSqliteFile({
    file,
    loses: 'Posts in it that were not answered yet stay unanswered.',
    synchronous: 'FULL',
    migrations: INBOX_MIGRATIONS,
  });
  return {
    leaseMs: settings.leaseMs,
    ...sqliteJobs(opened, settings),
    ...replies(opened, settings.now),
    ...upkeep(opened, settings),
  };
}

function replies(
  { db, transaction }: SqliteFile,
  now: () => number,
): Pick<Inbox, 'claim' | 'markPosted' | 'findPosted' | 'releaseClaim' | 'forgetPosted'> {
  const find = db.prepare('SELECT state, reply_ts FROM replies WHERE key = ?');
  const claim = db.prepare("INSERT INTO replies (key, state, at) VALUES (?, 'claimed', ?)");
  const posted = db.prepare(`
    INSERT INTO replies (key, state, reply_ts, at) VALUES (:key, 'posted', :replyTs, :now)
    ON CONFLICT (key) DO UPDATE SET state = 'posted', reply_ts = :replyTs, at = :now WHERE state = 'claimed'`);
  const release = db.prepare("DELETE FROM replies WHERE key = ? AND state = 'claimed'");
  const forget = db.prepare('DELETE FROM replies WHERE key = ?');
  return {
    releaseClaim(key) {
      release.run(key);
    },
    forgetPosted(key) {
      forget.run(key);
    },
    claim: (key) =>
      transaction(() => {
        const found = find.get(key);
        if (found) return found.state === 'posted' ? 'posted' : 'claimed';
        claim.run(key, now());
        return 'new';
      }),
    markPosted(key, replyTs) {
      posted.run({ key, replyTs, now: now() });
    },
    findPosted(key) {
      const found = find.get(key);
      return found?.state === 'posted' && found.reply_ts ? String(found.reply_ts) : null;
    },
  };
}

function upkeep(
  opened: SqliteFile,
  { now, keepMs }: Required<InboxSettings>,
): Pick<Inbox, 'prune' | 'check' | 'close'> {
  const { db, transaction, truncateLog, explain } = opened;
  // Keys go with their job.
  const forgetJobs = db.prepare("DELETE FROM jobs WHERE state IN ('done', 'dead') AND ended_at < ?");
  const forgetReplies = db.prepare('DELETE FROM replies WHERE at < ?');
  // Another value each time: SQLite writes no page that stays the same.
  const probe = db.prepare(
    'INSERT INTO probe VALUES (1, 0) ON CONFLICT (id) DO UPDATE SET writes = writes + 1',
  );
  return {
    prune() {
      const before = now() - keepMs;
      transaction(() => {
        forgetJobs.run(before);
        forgetReplies.run(before);
      });
      truncateLog();
    },
    check() {
      try {
        probe.run();
      } catch (error) {
        throw explain(error);
      }
    },
    close: () => db.close(),
  };
}
