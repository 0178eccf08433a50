import type { Requester } from '../requester.ts';
import type { Counts } from '../store/counts.ts';

/** Tokens per person, per workspace, and day (UTC). */
export type TokenLimits = {
  /** Reserves tokens until `settle` says how many were used; or says why none are left. Never rejects. */
  reserve(requester: Requester | null, tokens: number): Promise<Reserved>;
};

type Reserved = { settle: (used: number) => Promise<void> } | { reason: string };

type Options = {
  /** tokens a day; `perTeam` holds for the whole workspace */
  perUser: number;
  perTeam: number;
  /** how many were used; the day is part of the key */
  usage: Counts;
  now: () => number;
};

export function tokenLimits({ perUser, perTeam, usage, now }: Options): TokenLimits {
  function limitsOf(requester: Requester | null) {
    const day = new Date(now()).toISOString().slice(0, 10);
    const ofTeam = { key: `${day}:team`, most: perTeam, whose: "this workspace's" };
    if (!requester) return [ofTeam];
    return [ofTeam, { key: `${day}:${requester.teamId}:${requester.user}`, most: perUser, whose: 'your' }];
  }

  return {
    async reserve(requester, tokens) {
      const limits = limitsOf(requester);
      const add = (n: number) => Promise.all(limits.map(({ key }) => usage.add(key, n)));
      // Added before it is compared, so that many questions at once cannot pass a limit together.
      const totals = await add(tokens);
      const over = limits.find(({ most }, i) => Number(totals[i]) > most);
      if (!over) return { settle: async (used) => void (await add(used - tokens)) };
      await add(-tokens);
      return { reason: `${over.whose} tokens for today are used up` };
    },
  };
}
