import { expect, it } from 'vitest';
import { and, is, not, or, type ThreeValued } from '../../../src/knowledge/choose/three-valued.ts';

const [yes, no, unknown] = [true, false, null];

it.each<[ThreeValued, ThreeValued, ThreeValued, ThreeValued]>([
  [yes, yes, yes, yes],
  [yes, no, no, yes],
  [yes, unknown, unknown, yes],
  [no, no, no, no],
  [no, unknown, no, unknown],
  [unknown, unknown, unknown, unknown],
])('%s, %s: and %s, or %s', (one, other, both, either) => {
  expect([and(one, other), and(other, one)]).toEqual([both, both]);
  expect([or(one, other), or(other, one)]).toEqual([either, either]);
});

it('the opposite of what is not known is not known', () => {
  expect([yes, no, unknown].map(not)).toEqual([no, yes, unknown]);
});

it('a test of a missing value says nothing', () => {
  const isOne = (value: number) => value === 1;
  expect([is(1, isOne), is(2, isOne), is<number>(undefined, isOne)]).toEqual([yes, no, unknown]);
});
