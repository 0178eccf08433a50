import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demandedBy } from '../../../src/knowledge/article/demanded.ts';
import { indexMatches } from '../../../src/knowledge/article/match-index.ts';
import { stringsIn } from '../../../src/knowledge/article/strings-in.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';

describe('what every text holds that fits a pattern', () => {
  it.each<[string, string[][]]>([
    ['user exists', [['user exists']]],
    ['\\bUser\\b', [['user']]],
    ['^a user$', [['a user']]],
    ['the longest piece has 16 signs', [['the longest piec'], ['e has 16 signs']]],
    ['resource \\[?user', [['resource '], ['user']]],
    ['group .{0,9} is gone', [['group '], [' is gone']]],
    ['is (?:red|blue|green) now', [['is '], ['red', 'blue', 'green'], [' now']]],
    ['one thing|another', [['one thing', 'another']]],
    ['(?:one and .two|three .four)', [['one and ', 'three ']]],
    ['one|.', []],
    ['(?:one|)two', [['two']]],
    ['(?:abc)?def', [['def']]],
    ['(?:abc){2,3}', [['abc']]],
    ['(?!abc)def(?=ghi)(?<!jkl)', [['def'], ['ghi']]],
    ['ab.cd', []],
    ['über alles', [['ber alles']]],
    ['[[:alpha:]](?P<name>x)', []],
  ])('%s', (pattern, demanded) => {
    expect(demandedBy(pattern)).toEqual(demanded);
  });

  it('is held by every sample of an article that its pattern fits', () => {
    const samples = join(import.meta.dirname, '../../samples');
    const texts = readdirSync(samples, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(samples, name), 'utf8'));
    const patterns = loadKnowledge().articles.flatMap(({ matches }) =>
      matches.flatMap(({ detail, text }) => [detail ?? [], text ?? []].flat()),
    );
    expect(patterns.flatMap(demandedBy).length).toBeGreaterThan(50);
    for (const pattern of patterns)
      for (const text of texts.filter((one) => new RegExp(pattern, 'i').test(one)))
        for (const clause of demandedBy(pattern))
          expect(
            clause.some((one) => text.toLowerCase().includes(one)),
            `${pattern} in ${text}`,
          ).toBe(true);
  });
});

it('finds the strings that a text holds, whatever they share', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { maxLength: 12 }),
      fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'é') }),
      (strings, text) => {
        const held = [...stringsIn(strings)(text)].sort();
        expect(held).toEqual([...strings.keys()].filter((i) => text.includes(strings[i] ?? '')).sort());
      },
    ),
    { numRuns: 500 },
  );
});

describe('the index of alternatives', () => {
  const found = (matches: Parameters<typeof indexMatches>[0], text: string) =>
    indexMatches(matches)({ scimType: null, httpStatus: 400, code: null }, 'other', text).map(({ of }) => of);
  const entries = ['alpha.{0,9}beta', 'alpha.{0,9}gamma', 'delta|epsilon', '\\d', 'beta'].map((detail) => ({
    match: { detail },
    of: detail,
  }));

  it('gives those of which every demanded string is held, and those that demand none', () => {
    expect(found(entries, 'Alpha and Beta').sort()).toEqual(['\\d', 'alpha.{0,9}beta', 'beta']);
    expect(found(entries, 'epsilon')).toEqual(['\\d', 'delta|epsilon']);
    expect(found(entries, 'alpha')).toEqual(['\\d']);
    const three = { match: { detail: 'alpha.beta.gamma' }, of: 'three' };
    expect(found([three], 'alpha beta gamma')).toEqual(['three']);
    for (const two of ['alpha beta', 'beta gamma', 'alpha gamma']) expect(found([three], two)).toEqual([]);
  });

  it('takes letters for one whose case is folded to one', () => {
    expect(found([{ match: { detail: 'mask' }, of: 'mask' }], 'ma\u017f\u212a')).toEqual(['mask']);
  });
});
