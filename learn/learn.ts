import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { complain, print, runCommand } from '../src/cli/run-command.ts';
import { encodeCategory, ranked } from '../src/knowledge/learned/category-weights.ts';
import { CATEGORY_FILE, SPEAKS_FILE } from '../src/knowledge/learned/learned.ts';
import { encodeWeights, VERSION } from '../src/knowledge/learned/read-weights.ts';
import { categoryExamples, foretell, isRight, learnCategories, temperatureOf } from './category.ts';
import { allExamples, hashOfExamples, type Row } from './examples.ts';
import { foldsBySource } from './folds.ts';
import { floorOf, foretellSpeaking, learnSpeaking, speaksExamples, thresholdsOf } from './speaks.ts';

/**
 * `npm run learn`: learns the weights from the labelled examples and writes them. With `--check` writes nothing: exit code 1 if
 * the committed weights are not, byte for byte, what the examples give. Exit code 2: an example is wrong, with file and line.
 */
await runCommand(async (args) => {
  const { values } = parseArgs({ args, options: { check: { type: 'boolean', default: false } } });
  const rows = allExamples();
  const files = learnedFiles(rows);
  if (values.check) return check(files);
  for (const { file, bytes } of files) {
    writeFileSync(file, bytes);
    print(`${file}: ${bytes.length} bytes, from ${rows.length} examples`);
  }
  return 0;
});

type WeightsFile = { file: string; bytes: Buffer };

/** Labelled texts -> the files of weights. What is measured here is measured on sources that were left out. */
function learnedFiles(rows: Row[]): WeightsFile[] {
  const folds = foldsBySource(rows);
  const places = new Map(rows.map((row, i) => [row, folds[i] ?? -1]));
  const foldOf = (row: Row) => places.get(row) ?? -1;
  const head = { version: VERSION, examples: hashOfExamples(rows) };

  const errors = categoryExamples(rows);
  const foretold = foretell(errors, foldOf);
  const right = foretold.filter(({ example, scores, scale }) =>
    isRight(example, ranked(scores, scale)[0]?.category),
  ).length;
  print(`category, sources left out: ${right} of ${foretold.length} right by examples alone`);
  const category = learnCategories(errors, temperatureOf(foretold));

  const texts = speaksExamples(rows);
  const scored = foretellSpeaking(texts, foldOf);
  const thresholds = thresholdsOf(scored);
  for (const [name, { speaks, interrupts }] of Object.entries(thresholds))
    print(
      `${name}: speaks up on ${percent(speaks)} of errors, interrupts ${percent(interrupts)} of talk, sources left out`,
    );
  const speaking = learnSpeaking(texts);

  return [
    {
      file: CATEGORY_FILE,
      bytes: encodeWeights(
        { ...head, bias: category.bias, scale: category.scale, temperature: category.temperature },
        encodeCategory(category),
      ),
    },
    {
      file: SPEAKS_FILE,
      bytes: encodeWeights(
        { ...head, bias: speaking.bias, thresholds, floor: floorOf(scored, thresholds.eager.from) },
        new Uint8Array(speaking.weights.buffer),
      ),
    },
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function check(files: WeightsFile[]): number {
  const stale = files.filter(({ file, bytes }) => !bytes.equals(readFileSync(file)));
  for (const { file } of stale) complain(`${file}: not what the examples give; run "npm run learn"`);
  if (stale.length === 0) print('the weights are what the examples give, byte for byte');
  return stale.length > 0 ? 1 : 0;
}
