import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diagnose, read } from '../src/answer.ts';
import { answerJson } from '../src/card/answer-json.ts';
import { configOfProcess, print, runCommand, withFile } from '../src/cli/run-command.ts';
import { type Knowledge, loadKnowledge } from '../src/knowledge/knowledge.ts';
import { parseRows, type Row, rowsOfSamples } from './rows.ts';
import { type Judged, scores } from './scores.ts';
import { whatAModelAdds } from './what-a-model-adds.ts';

const ROOT = join(import.meta.dirname, '..');
const CASES = join(ROOT, 'test/cases');

/**
 * `npm run eval [-- --model] [FILE]`: how often are the rules right on labelled texts? With `--model`: what does a model add to them?
 * Prints figures. Exit code 2: wrong usage, configuration or file.
 */
await runCommand(async (args) => {
  const { values: options, positionals } = parseArgs({
    args,
    options: { model: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const config = configOfProcess();
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const judged: Judged[] = [];
  for (const row of await rowsOf(positionals[0], knowledge))
    judged.push({ row, got: answerJson(await diagnose(read(row.text), knowledge)) });
  print(scores(judged));
  if (options.model) print(`\n${await whatAModelAdds(judged, knowledge, config)}`);
  return 0;
});

/** The rows of a file; without one, the labelled cases and the samples of the articles. */
async function rowsOf(file: string | undefined, knowledge: Knowledge): Promise<Row[]> {
  if (file) return withFile(file, () => parseRows(readFileSync(file, 'utf8'), file));
  const cases = readdirSync(CASES).map((name) => join(CASES, name));
  return [
    ...cases.flatMap((one) => parseRows(readFileSync(one, 'utf8'), one)),
    ...rowsOfSamples(join(ROOT, 'test/samples'), knowledge),
  ];
}
