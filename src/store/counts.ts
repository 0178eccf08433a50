import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';

/** Sums, such as the tokens used on a day. Each ends some time after it began. */
export type Counts = {
  /** Adds to a sum, which never falls below 0, and resolves to the new sum. */
  add(key: string, n: number): Promise<number>;
};

/** Counts of this process alone; a sum lasts `ttlMs`. */
export function countsOfProcess(ttlMs: number): Counts {
  /** in the order in which they began, which is also the order in which they end */
  const sums = new Map<string, { sum: number; endsAt: number }>();
  return {
    async add(key, n) {
      for (const [old, { endsAt }] of sums) {
        if (endsAt > Date.now()) break;
        sums.delete(old);
      }
      const { sum, endsAt } = sums.get(key) ?? { sum: 0, endsAt: Date.now() + ttlMs };
      const next = Math.max(0, sum + n);
      sums.set(key, { sum: next, endsAt });
      return next;
    },
  };
}

/** Counts in the `entries` table of a cache's file, in a namespace that nothing else uses. */
export function sqliteCounts(db: DatabaseSync, namespace: string, ttlMs: number): Counts {
  const add = db.prepare(`
    INSERT INTO entries (namespace, key, value, expires) VALUES (:namespace, :key, max(0, :n), :now + :ttlMs)
    ON CONFLICT (namespace, key) DO UPDATE SET
      value = max(0, iif(expires > :now, value, 0) + :n),
      expires = iif(expires > :now, expires, :now + :ttlMs)
    RETURNING value`);
  return {
    async add(key, n) {
      // Not `get`: it stops at the row, before the commit, and misses a commit that fails.
      const [row] = add.all({ namespace, key, n, now: Date.now(), ttlMs });
      return Number(row?.value);
    },
  };
}

/** The longest wait for the store (ms). */
const STORE_MS = 500;

/** Counts shared with other processes; while their store fails or hangs, this process's `own` keep a limit. Never rejects. */
export function countsDespiteOutages(shared: Counts, own: Counts): Counts {
  return {
    async add(key, n) {
      const late = after(STORE_MS, 0, { ref: false });
      const all = Promise.race([shared.add(key, n).catch(() => 0), late]);
      return Math.max(...(await Promise.all([own.add(key, n), all])));
    },
  };
}
