import { expect, it } from 'vitest';
import { type AttackClass, tallyOf } from './attack.ts';

/** The smaller part of one class of `npm run attack`, as a test. */
export function letsNothingThrough(attackClass: AttackClass): void {
  it(`${attackClass.name}: nothing gets through`, { timeout: 240_000 }, async () => {
    const { tried, through } = await tallyOf(attackClass, { seed: 1, whole: false });
    expect(through).toEqual([]);
    expect(tried).toBeGreaterThan(0);
  });
}
