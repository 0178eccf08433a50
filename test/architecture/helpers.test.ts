import { expect, it } from 'vitest';
import { circlesIn } from './circles.ts';
import { exportsOf, isNamedFor } from './names.ts';
import { importsOf } from './sources.ts';

const arrows = (drawn: string) =>
  drawn.split(' ').map((arrow) => ({ file: arrow[0] ?? '', from: arrow[1] ?? '' }));

it.each<[string, string[][]]>([
  ['ab bc', []],
  ['ab ac bd cd', []],
  ['aa', [['a']]],
  ['ab ba', [['a', 'b']]],
  ['ab bc ca cd', [['a', 'b', 'c']]],
  [
    'ab bc ca de ed',
    [
      ['a', 'b', 'c'],
      ['d', 'e'],
    ],
  ],
  [
    'ab ba bc cd dc',
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
  ['ab bc cb cd da', [['a', 'b', 'c', 'd']]],
])('circles of %s', (drawn, circles) => {
  expect(circlesIn(arrows(drawn))).toEqual(circles);
});

it('imports are found in every form', () => {
  const text = `import 'node:fs';
import { a } from './a.ts';
import type { B } from '../b.ts';
import { type C,
  d } from 'zod';
export { e } from './e/e.ts';
export type { F } from './f.ts';
import * as g from 'ws';
const later = await import('./h.ts');
const words = "an import of 'nothing'";
`;
  expect(importsOf('src/x/y.ts', text).map(({ from, typeOnly }) => [from, typeOnly])).toEqual([
    ['node:fs', false],
    ['src/x/a.ts', false],
    ['src/b.ts', true],
    ['zod', false],
    ['src/x/e/e.ts', false],
    ['src/x/f.ts', true],
    ['ws', false],
    ['src/x/h.ts', false],
  ]);
});

it.each<[string, string, boolean]>([
  ['read-pages.ts', 'readPages', true],
  ['pages.ts', 'readScimPage', true],
  ['answer-buttons.ts', 'Button', true],
  ['what-a-model-adds.ts', 'whatAModelAdds', true],
  ['http-status.ts', 'httpStatusIn', true],
  ['age.ts', 'readPage', false],
  ['read-pages.ts', 'PAGE_CAP', false],
])('%s is named for %s: %s', (file, exported, named) => {
  expect(isNamedFor(`src/x/${file}`, exportsOf(`export const ${exported} = 1;\n`))).toBe(named);
});
