import { describe, expect, it } from 'vitest';
import { randomFrom, tallyOf } from './attack.ts';
import { CLASSES } from './classes.ts';

/** The smaller part of `npm run attack`. */
describe.each(CLASSES)('$name', (attackClass) => {
  it('lets nothing through', { timeout: 240_000 }, async () => {
    const { tried, through } = await tallyOf(attackClass, { seed: 1, whole: false });
    expect(through).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
});

it('the same seed makes the same numbers, another seed others', () => {
  const three = (seed: number) => Array.from({ length: 3 }, randomFrom(seed));
  expect(three(7)).toEqual(three(7));
  expect(three(7)).not.toEqual(three(8));
  expect(Math.max(...Array.from({ length: 1000 }, randomFrom(1)))).toBeLessThan(1);
});
