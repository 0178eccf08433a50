import type { Requester } from './model.ts';

/** Keeps how many tokens were used on a day; may fail at any time. */
export type UsageStore = {
  get(key: string): Promise<unknown>;
  set(key: string, tokens: number): Promise<unknown>;
};

/** Tokens per person, per workspace, and day (UTC). */
export type TokenLimits = {
  /** Sets tokens aside; the returned function settles what was really used. A string: why none are left. */
  reserve(requester: Requester, tokens: number): Promise<string | ((used: number) => Promise<void>)>;
};

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

  async function usedBy(key: string): Promise<number> {
    const known = used.get(key);
    if (known !== undefined) return known;
    const stored = await usage.get(key).catch(() => undefined);
    // Another question may have come first while the store was read.
    if (!used.has(key)) used.set(key, typeof stored === 'number' && stored > 0 ? stored : 0);
    return used.get(key) ?? 0;
  }

  async function add(key: string, tokens: number) {
    const total = Math.max(0, (used.get(key) ?? 0) + tokens);
    used.set(key, total);
    await usage.set(key, total).catch(() => undefined);
  }

  return {
    async reserve(requester, tokens) {
      const today = new Date(now()).toISOString().slice(0, 10);
      if (today !== day) {
        day = today;
        used = new Map();
      }
      const keys: [string, number, string][] = [
        [`${today}:team`, perTeam, 'the tokens of this workspace for today are used up'],
        ...(requester
          ? [
              [
                `${today}:${requester.teamId}:${requester.user}`,
                perUser,
                'your tokens for today are used up',
              ] as [string, number, string],
            ]
          : []),
      ];
      const counts = await Promise.all(keys.map(([key]) => usedBy(key)));
      const over = keys.find(
        ([key, most], i) => Math.max(counts[i] ?? 0, used.get(key) ?? 0) + tokens > most,
      );
      if (over) return over[2];
      await Promise.all(keys.map(([key]) => add(key, tokens)));
      return async (really) => {
        if (today === day) await Promise.all(keys.map(([key]) => add(key, really - tokens)));
      };
    },
  };
}
