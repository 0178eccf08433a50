import { setTimeout as after } from 'node:timers/promises';

/** Sums, such as the tokens used on a day. Each ends some time after it began. */
export type Counts = {
  /** Adds to a sum, which never falls below 0, and resolves to what it is then. */
  add(key: string, n: number): Promise<number>;
};

/** Counts of this process alone; a sum lasts `ttlMs`. */
export function countsOfProcess(ttlMs: number, now = Date.now): Counts {
  /** in the order in which they began, which is also the order in which they end */
  const sums = new Map<string, { sum: number; endsAt: number }>();
  return {
    async add(key, n) {
      for (const [old, { endsAt }] of sums) {
        if (endsAt > now()) break;
        sums.delete(old);
      }
      const { sum, endsAt } = sums.get(key) ?? { sum: 0, endsAt: now() + ttlMs };
      const next = Math.max(0, sum + n);
      sums.set(key, { sum: next, endsAt });
      return next;
    },
  };
}

/** The store is waited for no longer (ms). */
const STORE_MS = 500;

/**
 * Counts shared with other processes through a store that may fail or hang: then those of this process (`own`) hold, so that a
 * limit does too. Never rejects.
 */
export function countsDespiteOutages(shared: Counts, own: Counts): Counts {
  return {
    async add(key, n) {
      const late = after(STORE_MS, 0, { ref: false });
      const [mine, all] = await Promise.all([
        own.add(key, n),
        Promise.race([shared.add(key, n).catch(() => 0), late]),
      ]);
      return Math.max(mine, all);
    },
  };
}
