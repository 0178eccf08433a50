import type { Requester } from '../requester.ts';
import type { Counts } from '../store/counts.ts';

/** Tokens per person, per workspace, and day (UTC). */
export type TokenLimits = {
  /** Sets tokens aside until `settle` says what was really used; or says why none are left. Never rejects. */
  reserve(requester: Requester | null, tokens: number): Promise<Reserved>;
};

type Reserved = { settle: (used: number) => Promise<void> } | { reason: string };

type Limit = { key: string; most: number; says: string };

/** `perUser`, `perTeam`: tokens a day; `usage`: how many were used, the day being part of the key. */
export function tokenLimits({
  perUser,
  perTeam,
  usage,
  now,
}: {
  perUser: number;
  perTeam: number;
  usage: Counts;
  now: () => number;
}): TokenLimits {
  function limitsOf(requester: Requester | null): Limit[] {
    const day = new Date(now()).toISOString().slice(0, 10);
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
      const limits = limitsOf(requester);
      const add = (n: number) => Promise.all(limits.map(({ key }) => usage.add(key, n)));
      // Added before it is compared: many questions at once do not pass a limit together.
      const totals = await add(tokens);
      const over = limits.find(({ most }, i) => Number(totals[i]) > most);
      if (over) {
        await add(-tokens);
        return { reason: over.says };
      }
      return {
        async settle(used) {
          await add(used - tokens);
        },
      };
    },
  };
}
