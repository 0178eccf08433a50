import type { SqliteFile } from '../../store/sqlite-file.ts';
import type { Claims } from '../inbox.ts';

/** The claims of an inbox file; its table has the name of the first kind of message that was claimed. */
export function sqliteClaims({ db, transaction }: SqliteFile, now: () => number): Claims {
  const find = db.prepare('SELECT state, reply_ts FROM replies WHERE key = ?');
  const claim = db.prepare("INSERT INTO replies (key, state, at) VALUES (?, 'claimed', ?)");
  const mark = db.prepare(`
    INSERT INTO replies (key, state, reply_ts, at) VALUES (:key, 'posted', :ts, :now)
    ON CONFLICT (key) DO UPDATE SET state = 'posted', reply_ts = :ts, at = :now WHERE state = 'claimed'`);
  const release = db.prepare("DELETE FROM replies WHERE key = ? AND state = 'claimed'");
  const forget = db.prepare('DELETE FROM replies WHERE key = ?');
  return {
    claim: async (key) =>
      transaction(() => {
        const found = find.get(key);
        if (found) return found.state === 'posted' ? 'posted' : 'claimed';
        claim.run(key, now());
        return 'new';
      }),
    async markPosted(key, ts) {
      mark.run({ key, ts, now: now() });
    },
    async findPosted(key) {
      const found = find.get(key);
      return found?.state === 'posted' && found.reply_ts ? String(found.reply_ts) : null;
    },
    async releaseClaim(key) {
      release.run(key);
    },
    async forgetPosted(key) {
      forget.run(key);
    },
  };
}
