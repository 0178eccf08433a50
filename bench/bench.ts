import { loadKnowledge } from '../src/knowledge/knowledge.ts';
import { labelledTexts } from './cases.ts';
import { type Figure, isMet, lineOf, quantile } from './figures.ts';
import { growths, HIGHEST_EXPONENT } from './growth.ts';
import { KINDS, mountMany } from './many-articles.ts';
import { costOfDiagnosis, costOfSilence } from './per-event.ts';
import { READERS } from './readers.ts';

/** `npm run bench [-- quick]`: what the bot costs. Prints figures with the spread of their rounds; exit code 1: a goal is missed. */
const GOALS = { silence: { median: 3, p95: 10 }, diagnosis: 30, manyArticles: 1.5, loadingSeconds: 1 };

const { errors, talk } = labelledTexts();
const builtIn = loadKnowledge();
const figures: Figure[] = [];

process.stdout.write(
  'as ratios to JSON.parse of the same Slack event body; "quick" leaves out hostile text\n',
);
for (const figure of costOfSilence(builtIn, talk, GOALS.silence)) show(figure);
show({
  name: `diagnosis of ${errors.length} pastes, median`,
  rounds: await costOfDiagnosis(errors, builtIn),
  goal: GOALS.diagnosis,
});
for (const { name, pattern, paste } of KINDS) {
  const pastes = Array.from({ length: 100 }, (_, i) => paste(i * 37));
  const { knowledge, ms } = mountMany(pattern);
  const before = quantile(await costOfDiagnosis(pastes, builtIn), 0.5);
  const rounds = (await costOfDiagnosis(pastes, knowledge)).map((ratio) => ratio / before);
  show({ name: `4,000 mounted articles ${name}: growth`, rounds, goal: GOALS.manyArticles });
  show({
    name: `4,000 mounted articles ${name}: loading`,
    rounds: [ms / 1000],
    goal: GOALS.loadingSeconds,
    unit: ' s',
  });
}
if (!process.argv.includes('quick')) {
  process.stdout.write(
    '\nhow time grows from 10,000 to 1,000,000 characters of hostile text (1: in proportion)\n',
  );
  for (const [reader, read] of Object.entries(READERS)) {
    const shapes = growths(read);
    const worst = shapes.toSorted((one, other) => other.exponent - one.exponent)[0];
    const name = `${reader}, ${shapes.length} shapes, worst: ${worst?.shape}`;
    show({ name, rounds: [worst?.exponent ?? 0], goal: HIGHEST_EXPONENT });
  }
}
process.exitCode = figures.every(isMet) ? 0 : 1;

function show(figure: Figure): void {
  figures.push(figure);
  process.stdout.write(`${lineOf(figure)}\n`);
}
