import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { randomFrom } from './attack.ts';
import { CLASSES } from './classes.ts';

it('every class has its test beside it', () => {
  const tests = globSync('**/*.test.ts', { cwd: import.meta.dirname });
  expect(tests.filter((file) => basename(file) !== 'attack.test.ts')).toHaveLength(CLASSES.length);
});

it('the same seed makes the same numbers, another seed others', () => {
  const three = (seed: number) => Array.from({ length: 3 }, randomFrom(seed));
  expect(three(7)).toEqual(three(7));
  expect(three(7)).not.toEqual(three(8));
  expect(Math.max(...Array.from({ length: 1000 }, randomFrom(1)))).toBeLessThan(1);
});
