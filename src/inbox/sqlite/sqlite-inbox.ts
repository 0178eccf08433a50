import { openSqliteFile, type SqliteFile } from '../../store/sqlite-file.ts';
import type { Inbox } from '../inbox.ts';
import { type InboxSettings, withDefaults } from '../inbox-settings.ts';
import { INBOX_MIGRATIONS } from './inbox-migrations.ts';
import { sqliteClaims } from './sqlite-claims.ts';
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
    ...sqliteJobs(opened, settings),
    ...sqliteClaims(opened, settings.now),
    ...upkeep(opened, settings),
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
    async prune() {
      const before = now() - keepMs;
      transaction(() => {
        forgetJobs.run(before);
        forgetReplies.run(before);
      });
      truncateLog();
    },
    async check() {
      try {
        probe.run();
      } catch (error) {
        throw explain(error);
      }
    },
    async close() {
      db.close();
    },
  };
}
