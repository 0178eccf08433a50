import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mutants, mutated } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../..');

it('every mutant changes a text that its file holds exactly once', () => {
  const stale = mutants.filter(
    (mutant) => mutant.find === mutant.replace || !mutated(mutant, textOf(mutant.file)),
  );
  expect(stale.map(({ id, file, find }) => `${id} ${file}: ${find}`)).toEqual([]);
});

it('every mutant has an id of its own, and tests that exist', () => {
  expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
  const tests = new Set(mutants.flatMap((mutant) => mutant.tests));
  expect([...tests].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it.each([
  ['b', 'abc', 'axc', 1],
  ['b\nc', 'a\nb\nc', 'a\nx', 2],
])('%j in %j', (find, text, changed, line) => {
  expect(mutated({ find, replace: 'x' }, text)).toEqual({ text: changed, line });
});

it.each([
  ['b', 'no such text'],
  ['b', 'a bad bite'],
])('%j is not exactly once in %j', (find, text) => {
  expect(mutated({ find, replace: 'x' }, text)).toBe(null);
});

function textOf(file: string): string {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
