import { z } from 'zod';
import { FACT_VALUES, type Fact, type FactName } from '../atlassian/fact.ts';

const facts = z
  .array(
    z.strictObject({
      name: z.string(),
      value: z.unknown(),
      source: z.string(),
      checkedAt: z.iso.datetime(),
      complete: z.literal(true),
    }),
  )
  .min(1);

/** What a cache gave back, as complete facts of these names; null when it is anything else. */
export function factsFromCache(value: unknown, names: readonly FactName[]): Fact[] | null {
  const parsed = facts.safeParse(value);
  if (!parsed.success) return null;
  const fit = parsed.data.every((fact) => {
    const name = names.find((candidate) => candidate === fact.name);
    return name !== undefined && FACT_VALUES[name].safeParse(fact.value).success;
  });
  return fit ? (parsed.data as Fact[]) : null;
}
