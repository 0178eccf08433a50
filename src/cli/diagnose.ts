import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { diagnose, read, withFacts } from '../answer.ts';
import { createAtlassianClient } from '../atlassian/client.ts';
import { answerJson } from '../card/answer-json.ts';
import { cardOf } from '../card/card.ts';
import { cardText } from '../card/card-text.ts';
import { visible } from '../card/foreign.ts';
import { loadKnowledge } from '../knowledge/knowledge.ts';
import { fromAtlassian } from '../look-up/from-atlassian.ts';
import { modelWith } from '../model/model.ts';
import { countsOfProcess } from '../store/counts.ts';
import { type Ask, answerLine } from './answer-line.ts';
import { BadInput, configOfProcess, print, runCommand, withFile } from './run-command.ts';

const USAGE = `usage: npm run -s diagnose -- [--json | --jsonl] [--lookup] [--model] [FILE]
  reads a pasted error from FILE, or from standard input, and prints the verdict card
  --json    the answer as one JSON object
  --jsonl   each input line {"id","text"} gives one line {"id",...}
  --lookup  ask Atlassian which account holds the address (ATLASSIAN_ORG_ID, ATLASSIAN_API_KEY; more with the other keys)
  --model   where the rules name no article, let a model choose one (OPENAI_API_KEY); it sees no addresses
exit codes: 0 an error was found, 3 nothing found, 2 bad usage or configuration`;

const DAY_MS = 86_400_000;
const EXIT = { found: 0, nothing: 3 };

await runCommand(async (args) => {
  const options = optionsOf(args);
  const config = configOfProcess();
  const lookUp = options.lookup
    ? fromAtlassian(createAtlassianClient(config))
    : { unavailable: 'look-ups are made only with --lookup' };
  const model = options.model ? modelWith(config, { usage: countsOfProcess(DAY_MS) }) : undefined;
  const chooseArticle = model && 'unavailable' in model ? model : model?.chooseArticle(null);
  const input = options.file ? createReadStream(options.file) : process.stdin;
  const knowledge = loadKnowledge(config.KNOWLEDGE_DIR);
  const ask: Ask = async (text) =>
    withFacts(await diagnose(read(text, knowledge), knowledge, { chooseArticle }), lookUp);
  const answered = () => (options.jsonl ? eachLine(input, ask) : once(input, options.json, ask));
  return withFile(options.file, answered);
});

function optionsOf(args: string[]) {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: flag, jsonl: flag, lookup: flag, model: flag },
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new Error('at most one FILE can be given');
    if (values.json && values.jsonl) throw new Error('--json and --jsonl exclude each other');
    return { ...values, file: positionals[0] };
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
}

async function once(input: Readable, json: boolean, ask: Ask): Promise<number> {
  const found = await ask(await readAll(input));
  print(json ? JSON.stringify(answerJson(found), null, 2) : visible(cardText(cardOf(found))));
  return found.diagnoses.length > 0 ? EXIT.found : EXIT.nothing;
}

async function eachLine(input: Readable, ask: Ask): Promise<number> {
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    print(JSON.stringify(await answerLine(line, ask)));
  }
  return EXIT.found;
}
