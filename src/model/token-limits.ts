import { setTimeout as after } from 'node:timers/promises';
import type { Requester } from '../requester.ts';

/** Keeps how many tokens were used on a day. A namespace of the store fits: it never rejects, though it may hang. */
export type UsageStore = {
  get(key: string): Promise<unknown>;
  set(key: string, tokens: number): Promise<unknown>;
};

/** Tokens per person, per workspace, and day (UTC). */
export type TokenLimits = {
  /** Sets tokens aside until `settle` says what was really used; or says why none are left. Never rejects. */
  reserve(requester: Requester | null, tokens: number): Promise<Reserved>;
};

type Reserved = { settle: (used: number) => void } | { reason: string };

/** The store is waited for no longer (ms). */
const STORE_MS = 500;

type Limit = { key: string; most: number; says: string };

/**
 * Counts in memory, which a restart fills from the store: with the store down the limits still hold for this process. `perUser`,
 * `perTeam`: tokens a day.
 */
export function tokenLimits({
  perUser,
  perTeam,
  usage,
  now,
}: {
  perUser: number;
  perTeam: number;
  usage: UsageStore;
  now: () => number;
}): TokenLimits {
  let day = '';
  let used = new Map<string, number>();

  /** Fills what memory does not know; another question may come first while the store is read. */
  async function remember(key: string) {
    if (used.has(key)) return;
    const counts = used;
    const stored = await Promise.race([usage.get(key), after(STORE_MS, 0, { ref: false })]);
    if (!counts.has(key)) counts.set(key, typeof stored === 'number' && stored > 0 ? stored : 0);
  }

  function add(key: string, tokens: number) {
    const total = Math.max(0, (used.get(key) ?? 0) + tokens);
    used.set(key, total);
    void usage.set(key, total);
  }

  function limitsOf(requester: Requester | null): Limit[] {
    const all = {
      key: `${day}:team`,
      most: perTeam,
      says: 'the tokens of this workspace for today are used up',
    };
    if (!requester) return [all];
    const key = `${day}:${requester.teamId}:${requester.user}`;
    return [all, { key, most: perUser, says: 'your tokens for today are used up' }];
  }

  return {
    async reserve(requester, tokens) {
      const today = new Date(now()).toISOString().slice(0, 10);
      if (today !== day) {
        day = today;
        used = new Map();
      }
      const limits = limitsOf(requester);
      await Promise.all(limits.map(({ key }) => remember(key)));
      const over = limits.find(({ key, most }) => (used.get(key) ?? 0) + tokens > most);
      if (over) return { reason: over.says };
      for (const { key } of limits) add(key, tokens);
      return {
        settle(really) {
          if (today === day) for (const { key } of limits) add(key, really - tokens);
        },
      };
    },
  };
}
