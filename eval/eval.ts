import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allExamples, parseRows } from '../learn/examples.ts';
import { foldsAtRandom, foldsBySource } from '../learn/folds.ts';
import { configOfProcess, print, runCommand, withFile } from '../src/cli/run-command.ts';
import { type Knowledge, loadKnowledge } from '../src/knowledge/knowledge.ts';
import { answerLeftOut, type Compared, compare } from './left-out.ts';
import { allFigures, threeWays } from './three-ways.ts';
import { whatAModelAdds } from './what-a-model-adds.ts';

/**
 * `npm run eval [-- [--model] [FILE]]`: how often is the bot right on labelled texts? Without a file: on the examples, each judged
 * by what was learned from other sources than its own; beside it the flattering figures, for comparison. With `--model`: what does
 * a model add? Exit code 2: wrong usage, configuration or file.
 */
await runCommand(async (args) => {
  const { values: options, positionals } = parseArgs({
    args,
    options: { model: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const config = configOfProcess();
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const file = positionals[0];
  const compared = file ? await onFile(file, knowledge) : await onExamples(knowledge);
  if (options.model)
    print(
      `\n${await whatAModelAdds(
        compared.map(({ together }) => together),
        knowledge,
        config,
      )}`,
    );
  return 0;
});

async function onFile(file: string, knowledge: Knowledge): Promise<Compared[]> {
  const rows = await withFile(file, () => parseRows(readFileSync(file, 'utf8'), file));
  const known = new Set(allExamples().map(({ text }) => text));
  const [seen, unseen] = [true, false].map((is) => rows.filter(({ text }) => known.has(text) === is));
  const all: Compared[] = [];
  for (const [title, own] of [
    ['texts that nothing was learned from', unseen],
    ['seen: texts that the weights were learned from', seen],
  ] as const) {
    if (!own || own.length === 0) continue;
    const compared = await compare(own, knowledge.articles, knowledge.learned);
    print(`${allFigures(title, compared)}\n`);
    all.push(...compared);
  }
  return all;
}

async function onExamples(knowledge: Knowledge): Promise<Compared[]> {
  const rows = allExamples();
  const bySource = await answerLeftOut(rows, foldsBySource(rows), knowledge);
  print(allFigures('sources left out', bySource));
  for (const [part, of] of byFile(bySource)) print(`\n${threeWays(`sources left out: ${part}`, of)}`);
  const random = await answerLeftOut(rows, foldsAtRandom(rows), knowledge);
  print(`\n${threeWays('random folds, for comparison: texts of one source on both sides', random)}`);
  const unplaced = rows.filter(({ source }) => source === null);
  const seen = await compare(unplaced, knowledge.articles, knowledge.learned);
  print(`\n${threeWays('seen: cases of the tests and samples, which the weights were learned from', seen)}`);
  return bySource;
}

/** The parts of the examples by the first letters of their ids, which are those of a file. */
function byFile(compared: Compared[]): Map<string, Compared[]> {
  return Map.groupBy(compared, ({ row }) => row.id.slice(0, 3));
}
