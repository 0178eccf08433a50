import { CATEGORIES, type Category } from '../../../src/knowledge/classify/category.ts';
import type { Learned } from '../../../src/knowledge/learned/learned.ts';

const NEVER = { from: Number.MAX_SAFE_INTEGER, speaks: 0, interrupts: 0 };

/** What was learned, if it said this of every error; the categories that are not named have no probability. */
export function saying(shares: Partial<Record<Category, number>>, more: Partial<Learned> = {}): Learned {
  const likely = CATEGORIES.map((category) => ({ category, probability: shares[category] ?? 0 }));
  likely.sort((a, b) => b.probability - a.probability);
  return {
    examples: '',
    temperature: 1,
    categories: () => likely,
    decisiveWords: () => [],
    textScore: () => 0,
    score: () => 0,
    thresholds: { careful: NEVER, normal: NEVER, eager: NEVER },
    floor: 0,
    ...more,
  };
}
