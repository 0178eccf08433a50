import { createHash } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { cached } from '../../src/tools/cached.ts';
import { type Fact, knownFact, unknownFact } from '../../src/tools/fact.ts';
import type { ToolName } from '../../src/tools/tools.ts';

const key = (text: string) => createHash('sha256').update(text).digest('hex');
const at = (minute: number) => ({ source: 'a test', checkedAt: `2026-11-26T10:0${minute}:00.000Z` });

function stage(answer: (name: ToolName, n: number) => Fact[]) {
  const kept = new Map<string, unknown>();
  let n = 0;
  const lookUp = vi.fn(async (names: readonly ToolName[], _email: string) => {
    n += 1;
    return names.flatMap((name) => answer(name, n));
  });
  const cache = {
    get: async (name: string) => kept.get(name),
    set: async (name: string, value: unknown) => kept.set(name, JSON.parse(JSON.stringify(value))),
  };
  return { lookUp, kept, ask: cached(lookUp, { cache, key }) };
}
const links = (n: number) => [knownFact('scimLinks', [], at(n))];

test('facts are used again and still say when they were checked; `fresh` asks anew', async () => {
  const { ask, lookUp } = stage((_, n) => links(n));
  expect(await ask(['scim-links'], 'a@b.co')).toEqual(links(1));
  expect(await ask(['scim-links'], 'A@b.co')).toEqual(links(1));
  expect(await ask(['scim-links'], 'a@b.co', true)).toEqual(links(2));
  expect(await ask(['scim-links'], 'a@b.co')).toEqual(links(2));
  expect(await ask(['scim-links'], 'c@b.co')).toEqual(links(3));
  expect(lookUp).toHaveBeenCalledTimes(3);
});

test('only what is missing is asked for', async () => {
  const { ask, lookUp } = stage((name, n) =>
    name === 'scim-links' ? links(n) : [knownFact('domainStatus', 'verified', at(n))],
  );
  await ask(['scim-links'], 'a@b.co');
  const facts = await ask(['scim-links', 'domain-status'], 'a@b.co');
  expect(facts.map(({ name }) => name)).toEqual(['scimLinks', 'domainStatus']);
  expect(lookUp.mock.lastCall).toEqual([['domain-status'], 'a@b.co']);
});

test('an incomplete result is never kept', async () => {
  const { ask, kept } = stage((_, n) => [
    knownFact('emailChangeAllowed', false, at(n)),
    unknownFact('emailChangeRefusal', 'a reason', at(n)),
  ]);
  await ask(['may-edit'], 'a@b.co');
  expect(kept.size).toBe(0);
});

test('no address stands in the cache', async () => {
  const { ask, kept } = stage((_, n) => links(n));
  await ask(['scim-links'], 'jane@example.com');
  expect(JSON.stringify([...kept])).not.toContain('jane');
});

test.each([
  ['fails', { get: () => Promise.reject(new Error('down')), set: () => Promise.reject(new Error('down')) }],
  [
    'holds something else',
    {
      get: async () => [{ name: 'scimLinks', value: [], complete: false }],
      set: async (): Promise<unknown> => true,
    },
  ],
  ['holds text', { get: async () => 'x', set: async (): Promise<unknown> => true }],
])('a cache that %s costs the repetition and nothing else', async (_how, cache) => {
  const ask = cached(async () => links(5), { cache, key });
  expect(await ask(['scim-links'], 'a@b.co')).toEqual(links(5));
});
