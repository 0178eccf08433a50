import { z } from 'zod';
import { type Budget, startBudget, withinBudget } from '../atlassian/budget.ts';
import { accountIn, FACT_VALUES, type Fact, type FactName } from '../atlassian/fact.ts';
import type { LookUpName } from '../knowledge/article/article.ts';
import { LOOK_UPS } from '../tools/look-ups.ts';
import type { LookUp } from './look-up.ts';

/** Its entries expire, and it never rejects. */
export type FactCache = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
};

export type MemoryOptions = {
  cache: FactCache;
  /** keyed hash (HMAC-SHA256), so that nobody without its secret can try out which addresses were asked about */
  key: (text: string) => string;
  /** the longest time to wait for the cache, once to read and once to write (ms) */
  waitMs?: number;
};

const ACCOUNT = 'account-by-email' satisfies LookUpName;

/**
 * The look-ups with a memory. A look-up's facts are kept if all of them are complete, under a keyed hash of its name and its input,
 * so that no address is stored in clear. Those about an account are kept by that account, so that facts about two accounts never
 * mix. `fresh` reads nothing and still keeps what it finds. A cache that is slow or returns anything else counts as empty.
 */
export function remembered(lookUp: LookUp, { cache, key, waitMs = 250 }: MemoryOptions): LookUp {
  /** Where a look-up's facts are kept; null while its account is not known. */
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
      // The account comes first, because it is part of the others' keys.
      if (wanted.includes(ACCOUNT)) await recall(ACCOUNT, budget);
      await Promise.all(wanted.filter((name) => name !== ACCOUNT).map((name) => recall(name, budget)));
    }

    const missing = wanted.filter((name) => !had.has(name));
    const asked = missing.length > 0;
    const found = asked ? await lookUp(missing, address, { known: had.get(ACCOUNT) ?? known }) : [];
    const byLookUp = (name: LookUpName) => found.filter((fact) => LOOK_UPS[name].facts.includes(fact.name));
    for (const name of missing) had.set(name, byLookUp(name));

    const kept = missing.map(async (name) => {
      const facts = byLookUp(name);
      const at = facts.length > 0 && facts.every(({ complete }) => complete) && keyOf(name, address, had);
      if (at) await cache.set(at, facts);
    });
    await withinBudget<unknown>(startBudget(waitMs), Promise.all(kept), () => undefined);
    return [...new Set(names)].flatMap((name) => had.get(name) ?? []);
  };
}

/** The look-ups asked for, with `account-by-email` if one of them needs it. */
function withAccount(names: readonly LookUpName[]): LookUpName[] {
  const needsIt = names.some((name) => LOOK_UPS[name].about === 'account');
  return [...new Set<LookUpName>(needsIt ? [ACCOUNT, ...names] : names)];
}

const completeFact = z.strictObject({
  name: z.string(),
  value: z.unknown(),
  source: z.string(),
  checkedAt: z.iso.datetime(),
  complete: z.literal(true),
});

/** What a cache returned, as complete facts of these names; null if it is anything else. */
function factsFromCache(value: unknown, names: readonly FactName[]): Fact[] | null {
  const parsed = z.array(completeFact).min(1).safeParse(value);
  if (!parsed.success) return null;
  const fit = parsed.data.every((fact) => {
    const name = names.find((candidate) => candidate === fact.name);
    return name !== undefined && FACT_VALUES[name].safeParse(fact.value).success;
  });
  return fit ? (parsed.data as Fact[]) : null;
}
