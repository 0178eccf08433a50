import { z } from 'zod';
import type { Fact } from './fact.ts';
import { TOOLS, type ToolName } from './tools.ts';

type LookUp = (names: readonly ToolName[], email: string) => Promise<Fact[]>;

/** Where facts are kept for a while; may fail or forget at any time. */
export type FactCache = {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
};

/** What comes back from a cache is looked at like anything from outside. */
const kept = z.array(
  z.looseObject({
    name: z.enum(Object.values(TOOLS).flatMap(({ facts }) => facts)),
    value: z.unknown(),
    source: z.string(),
    checkedAt: z.iso.datetime(),
    complete: z.literal(true),
  }),
);

/**
 * Look-ups that use checked facts again for as long as the cache keeps them; they still say when they were checked. `fresh` asks
 * anew. Only whole results are kept, each under an HMAC of its look-up and address, so that no address stands in the
 * cache. A failing cache costs nothing but the repetition.
 */
export function cached(
  lookUp: LookUp,
  { cache, key }: { cache: FactCache; key: (text: string) => string },
): (names: readonly ToolName[], email: string, fresh?: boolean) => Promise<Fact[]> {
  const keyOf = (name: ToolName, email: string) => key(`${name} ${email.toLowerCase()}`);
  return async (names, email, fresh = false) => {
    const entries = await Promise.all(
      names.map(async (name) => ({ name, facts: fresh ? null : await read(cache, keyOf(name, email)) })),
    );
    const missing = entries.filter(({ facts }) => facts === null).map(({ name }) => name);
    const asked = missing.length > 0 ? await lookUp(missing, email) : [];
    await Promise.all(
      missing.map(async (name) => {
        const own = asked.filter((fact) => (TOOLS[name].facts as readonly string[]).includes(fact.name));
        if (own.length > 0 && own.every(({ complete }) => complete))
          await cache.set(keyOf(name, email), own).catch(() => undefined);
      }),
    );
    return [...entries.flatMap(({ facts }) => facts ?? []), ...asked];
  };
}

async function read(cache: FactCache, key: string): Promise<Fact[] | null> {
  try {
    const facts = kept.safeParse(await cache.get(key));
    return facts.success ? (facts.data as Fact[]) : null;
  } catch {
    return null;
  }
}
