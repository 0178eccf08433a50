import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { diagnose, read } from '../answer.ts';
import { answerJson } from '../card/answer-json.ts';
import { environmentOfProcess, readConfig } from '../config.ts';
import { type Knowledge, loadKnowledge } from '../knowledge/knowledge.ts';
import { parseRows, type Row, rowsOfSamples } from './eval-rows.ts';
import { type Judged, scores } from './eval-scores.ts';
import { whatAModelAdds } from './what-a-model-adds.ts';

const ROOT = join(import.meta.dirname, '../..');
const CASES = join(ROOT, 'test/cases');

/**
 * `npm run eval [-- --model] [FILE]`: how right are the rules on labelled texts, and with `--model` what does a model add to them?
 * Prints figures; measures, never blocks. Exit 2: wrong usage, configuration or file.
 */
try {
  const { values: options, positionals } = parseArgs({
    options: { model: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { config, problems } = readConfig(environmentOfProcess());
  if (!config) throw new Error(problems.join('\n'));
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const judged: Judged[] = [];
  for (const row of rowsOf(positionals[0], knowledge))
    judged.push({ row, got: answerJson(await diagnose(read(row.text), knowledge)) });
  process.stdout.write(`${scores(judged)}\n`);
  if (options.model) process.stdout.write(`\n${await whatAModelAdds(judged, knowledge, config)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/** The rows of a file; without one, the labelled cases and the samples of the articles. */
function rowsOf(file: string | undefined, knowledge: Knowledge): Row[] {
  const files = file ? [file] : readdirSync(CASES).map((name) => join(CASES, name));
  const rows = files.flatMap((one) => parseRows(readFileSync(one, 'utf8'), one));
  return file ? rows : [...rows, ...rowsOfSamples(join(ROOT, 'test/samples'), knowledge)];
}
