import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../store/sqlite-file.ts';
import type { Claims, InboxSettings } from '../inbox.ts';

/** The claims of an inbox file. Its table is named after the first kind of message that was claimed. */
export function sqliteClaims(db: DatabaseSync, { now, openMs }: InboxSettings): Claims {
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
