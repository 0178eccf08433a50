import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CATEGORY_FILE, loadLearned, SPEAKS_FILE } from '../../../src/knowledge/learned/learned.ts';
import {
  encodeWeights,
  readWeights,
  VERSION,
  WeightsError,
} from '../../../src/knowledge/learned/read-weights.ts';

const directory = mkdtempSync(join(tmpdir(), 'weights-'));
let made = 0;

function fileOf(bytes: Buffer): string {
  made += 1;
  const file = join(directory, `${made}.weights`);
  writeFileSync(file, bytes);
  return file;
}

const whole = encodeWeights({ version: VERSION, examples: 'abc' }, Uint8Array.from([10, 0, 255]));

it('gives back what was written, also a line break among the weights', () => {
  const { header, weights } = readWeights<object>(fileOf(whole));
  expect(header).toMatchObject({ version: VERSION, examples: 'abc' });
  expect([...weights]).toEqual([10, 0, 255]);
});

it.each([
  ['missing', () => join(directory, 'none.weights'), /cannot be read/],
  ['empty', () => fileOf(Buffer.alloc(0)), /no weights/],
  ['something else', () => fileOf(Buffer.from('hello\nworld')), /no weights/],
  ['cut off', () => fileOf(whole.subarray(0, -1)), /cut off or changed/],
  ['changed', () => fileOf(Buffer.concat([whole.subarray(0, -1), Buffer.from([1])])), /cut off or changed/],
  [
    'of another version',
    () => fileOf(encodeWeights({ version: VERSION + 1, examples: 'abc' }, new Uint8Array(1))),
    /version \d+, while version \d+ is needed/,
  ],
])('refuses a file that is %s, and says what to run', (_what, file, why) => {
  expect(() => readWeights(file())).toThrow(WeightsError);
  expect(() => readWeights(file())).toThrow(why);
  expect(() => readWeights(file())).toThrow(/run "npm run learn"$/);
});

it('refuses two files that come from different examples', () => {
  const { header, weights } = readWeights<object>(SPEAKS_FILE);
  const other = fileOf(encodeWeights({ ...header, examples: 'others' }, weights));
  expect(() => loadLearned(CATEGORY_FILE, other)).toThrow(/different examples; run "npm run learn"/);
});

it('the committed weights are under 500 kB each', () => {
  for (const file of [CATEGORY_FILE, SPEAKS_FILE]) expect(readFileSync(file).length).toBeLessThan(500_000);
});
