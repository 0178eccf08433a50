import { type Budget, startBudget, withinBudget } from '../atlassian/budget.ts';
import { accountIn, type Fact } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import { LOOK_UPS } from '../tools/look-ups.ts';
import { factsFromCache } from './facts-from-cache.ts';
import type { LookUp } from './look-up.ts';

/** A namespace of the store fits: it forgets by itself, and never rejects. */
export type FactCache = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
};

export type MemoryOptions = {
  cache: FactCache;
  /** keyed hash (HMAC-SHA256): without its secret nobody can try out which address was asked about */
  key: (text: string) => string;
  /** longest time to wait for the cache to give, and to keep, in ms; then it is done without */
  waitMs?: number;
};

const ACCOUNT = 'account-by-email' satisfies LookUpName;

/**
 * The look-ups with a memory. A look-up's facts are kept when all of them are complete, with their `checkedAt`, under a keyed hash
 * of its name and what it was asked with, so that no address is stored in clear. `fresh` reads nothing and still keeps what it
 * finds. Look-ups about an account are kept by that account, so that facts about two accounts are never mixed.
 * A cache that is slow or gives back something else is as good as an empty one.
 */
export function remembered(lookUp: LookUp, { cache, key, waitMs = 250 }: MemoryOptions): LookUp {
  /** Where a look-up's facts are kept; null while the account it is about is not known. */
  function keyOf(name: LookUpName, address: string, had: ReadonlyMap<LookUpName, Fact[]>): string | null {
    const account = LOOK_UPS[name].about === 'account' ? accountIn(had.get(ACCOUNT) ?? []) : {};
    if (account === null || 'reason' in account) return null;
    return key(JSON.stringify([name, address.toLowerCase(), account]));
  }

  return async (names, address, { fresh = false, known } = {}) => {
    const wanted = withAccount(names);
    const had = new Map<LookUpName, Fact[]>();
    const recall = async (name: LookUpName, budget: Budget): Promise<void> => {
      const at = keyOf(name, address, had);
      const value = at && (await withinBudget<unknown>(budget, cache.get(at), () => undefined));
      const facts = factsFromCache(value, LOOK_UPS[name].facts);
      if (facts) had.set(name, facts);
    };
    if (!fresh) {
      const budget = startBudget(waitMs);
      // The account first: it is part of the others' keys.
      if (wanted.includes(ACCOUNT)) await recall(ACCOUNT, budget);
      await Promise.all(wanted.filter((name) => name !== ACCOUNT).map((name) => recall(name, budget)));
    }

    const missing = wanted.filter((name) => !had.has(name));
    const found =
      missing.length > 0 ? await lookUp(missing, address, { known: had.get(ACCOUNT) ?? known }) : [];
    for (const name of missing)
      had.set(
        name,
        found.filter((fact) => LOOK_UPS[name].facts.includes(fact.name)),
      );

    const kept = missing.map(async (name) => {
      const facts = had.get(name) ?? [];
      const at = facts.length > 0 && facts.every(({ complete }) => complete) && keyOf(name, address, had);
      if (at) await cache.set(at, facts);
    });
    await withinBudget<unknown>(startBudget(waitMs), Promise.all(kept), () => undefined);
    return [...new Set(names)].flatMap((name) => had.get(name) ?? []);
  };
}

/** The look-ups asked for, and the account where one of them needs it. */
function withAccount(names: readonly LookUpName[]): LookUpName[] {
  const needsIt = names.some((name) => LOOK_UPS[name].about === 'account');
  return [...new Set<LookUpName>(needsIt ? [ACCOUNT, ...names] : names)];
}
