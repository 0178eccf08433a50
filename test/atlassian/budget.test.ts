import { expect, test } from 'vitest';
import { withinBudget } from '../../src/atlassian/budget.ts';

const NEVER = new Promise<string>(() => {});
const spent = { signal: AbortSignal.abort(), msLeft: () => 0 };

test('work that ends in time gives its result', async () => {
  const budget = { signal: new AbortController().signal, msLeft: () => 1 };
  expect(await withinBudget(budget, Promise.resolve('done'), () => 'late')).toBe('done');
});

test('a budget that ends leaves the work behind', async () => {
  const end = new AbortController();
  const result = withinBudget({ signal: end.signal, msLeft: () => 1 }, NEVER, () => 'late');
  end.abort();
  expect(await result).toBe('late');
});

test('a budget that is spent already waits for nothing', async () => {
  expect(await withinBudget(spent, NEVER, () => 'late')).toBe('late');
});
