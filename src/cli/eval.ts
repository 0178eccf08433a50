import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answer } from '../answer.ts';
import { environmentOfProcess, readConfig } from '../config.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { jsonOf } from '../render/json.ts';
import { whatAModelAdds } from './eval-model.ts';
import { parseRows, type Row, rowsOfSamples } from './eval-rows.ts';
import { type Judged, report } from './eval-score.ts';

const ROOT = join(import.meta.dirname, '../..');
const CASES = join(ROOT, 'test/cases');
const OWN = readdirSync(CASES).map((name) => join(CASES, name));

/**
 * `npm run eval [-- --model] [FILE]`: how right are the rules on labelled texts, and with `--model` what does a model add to them?
 * Prints figures; measures, never blocks.
 */
const { values: options, positionals } = parseArgs({
  options: { model: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const [file] = positionals;
const { config, problems } = readConfig(environmentOfProcess());
if (!config) {
  process.stderr.write(`${problems.join('\n')}\n`);
  process.exit(2);
}
const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
const rows: Row[] = file
  ? parseRows(readFileSync(file, 'utf8'), file)
  : [
      ...OWN.flatMap((own) => parseRows(readFileSync(own, 'utf8'), own)),
      ...rowsOfSamples(join(ROOT, 'test/samples'), knowledge),
    ];

const judged: Judged[] = [];
for (const row of rows) judged.push({ row, got: jsonOf(await answer(row.text, knowledge, 'not asked')) });
process.stdout.write(`${report(judged)}\n`);
if (options.model) {
  const added = await whatAModelAdds(judged, knowledge, config);
  process.stdout.write(`\n${added}\n`);
}
