import type { Counts } from './counts.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Counts in the `entries` table of a cache's file, in a namespace that nothing else uses. */
export function sqliteCounts({ db }: SqliteFile, namespace: string, ttlMs: number): Counts {
  const add = db.prepare(`
    INSERT INTO entries (namespace, key, value, expires) VALUES (:namespace, :key, max(0, :n), :now + :ttlMs)
    ON CONFLICT (namespace, key) DO UPDATE SET
      value = max(0, iif(expires > :now, value, 0) + :n),
      expires = iif(expires > :now, expires, :now + :ttlMs)
    RETURNING value`);
  return {
    async add(key, n) {
      // Not `get`: it stops at the row, before the commit, and never hears that the commit failed.
      const [row] = add.all({ namespace, key, n, now: Date.now(), ttlMs });
      return Number(row?.value);
    },
  };
}
