import { accountIn } from '../atlassian/account.ts';
import { type Budget, startBudget, withinBudget } from '../atlassian/budget.ts';
import type { Fact } from '../atlassian/fact.ts';
import { TOOLS, type ToolName } from '../tools/look-ups.ts';
import { factsFromCache } from './facts-from-cache.ts';
import type { LookUpNames } from './look-up.ts';

/** A Keyv namespace fits; it forgets by itself. */
export type FactCache = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
};

export type CachedOptions = {
  cache: FactCache;
  /** keyed hash (HMAC-SHA256): without its secret nobody can try out which address was asked about */
  key: (text: string) => string;
  /** longest time to wait for the cache to give, and to keep, in ms; then it is done without */
  waitMs?: number;
};

const ACCOUNT = 'account-by-email' satisfies ToolName;

/**
 * The look-ups with a memory. Each look-up's facts are kept when all of them are complete, under a keyed hash of the look-up's name and what
 * it was asked with, so no address stands there in clear; they keep their `checkedAt`. `fresh` reads nothing but still
 * keeps what it finds. Look-ups about an account are kept by that account, so that facts about two accounts are never mixed.
 * A cache that fails, is slow or gives back something else is as good as an empty one.
 */
export function cached(
  lookUp: LookUpNames,
  { cache, key, waitMs = 250 }: CachedOptions,
): (names: readonly ToolName[], email: string, fresh?: boolean) => Promise<Fact[]> {
  /** Where a look-up's facts are kept; null while the account it is about is not known. */
  function keyOf(name: ToolName, email: string, had: ReadonlyMap<ToolName, Fact[]>): string | null {
    const account = TOOLS[name].needs ? accountIn(had.get(ACCOUNT) ?? []) : {};
    if (account === null || 'reason' in account) return null;
    return key(JSON.stringify([name, email.toLowerCase(), account]));
  }

  return async (names, email, fresh = false) => {
    const wanted = withAccount(names);
    const had = new Map<ToolName, Fact[]>();
    const recall = async (name: ToolName, budget: Budget): Promise<void> => {
      const at = keyOf(name, email, had);
      const value =
        at &&
        (await withinBudget(
          budget,
          harmless(() => cache.get(at)),
          () => undefined,
        ));
      const facts = factsFromCache(value, TOOLS[name].facts);
      if (facts) had.set(name, facts);
    };
    if (!fresh) {
      const budget = startBudget(waitMs);
      // The account first: it is part of the others' keys.
      if (wanted.includes(ACCOUNT)) await recall(ACCOUNT, budget);
      await Promise.all(wanted.filter((name) => name !== ACCOUNT).map((name) => recall(name, budget)));
    }

    const missing = wanted.filter((name) => !had.has(name));
    const found = missing.length > 0 ? await lookUp(missing, email, had.get(ACCOUNT)) : [];
    for (const name of missing)
      had.set(
        name,
        found.filter((fact) => TOOLS[name].facts.includes(fact.name)),
      );

    const kept = missing.map(async (name) => {
      const facts = had.get(name) ?? [];
      const at = facts.length > 0 && facts.every(({ complete }) => complete) && keyOf(name, email, had);
      if (at) await harmless(() => cache.set(at, facts));
    });
    await withinBudget<unknown>(startBudget(waitMs), Promise.all(kept), () => undefined);
    return [...new Set(names)].flatMap((name) => had.get(name) ?? []);
  };
}

/** The look-ups asked for, and the account where one of them needs it. */
function withAccount(names: readonly ToolName[]): ToolName[] {
  const needsIt = names.some((name) => TOOLS[name].needs);
  return [...new Set<ToolName>(needsIt ? [ACCOUNT, ...names] : names)];
}

/** What a cache does, or undefined where it fails. */
async function harmless(work: () => Promise<unknown>): Promise<unknown> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}
