import { dirname, join } from 'node:path';
import { environmentOfProcess } from '../config.ts';
import { checkArticles } from '../knowledge/article/check-articles.ts';
import { ArticleError } from '../knowledge/article/parse-article.ts';
import { type Knowledge, loadKnowledge } from '../knowledge/knowledge.ts';

const SAMPLES = join(import.meta.dirname, '../../test/samples');

/** `npm run knowledge:check`: prints every article in a table; exit 1 with file and line of everything that is wrong. */
let knowledge: Knowledge;
try {
  knowledge = loadKnowledge(environmentOfProcess().KNOWLEDGE_DIR);
} catch (error) {
  if (!(error instanceof ArticleError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

const checked = checkArticles(knowledge, ({ file, id, mounted }) =>
  join(mounted ? join(dirname(file), 'samples') : SAMPLES, id),
);
const rows = checked.map(({ article: { id, category, owner, lastReview }, samples }) => [
  id,
  category,
  String(samples),
  owner,
  lastReview,
]);
const header = ['id', 'category', 'samples', 'owner', 'last review'];
const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
for (const row of [header, ...rows])
  process.stdout.write(
    `${row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  );

const problems = checked.flatMap((one) => one.problems);
process.stderr.write(problems.map((problem) => `${problem}\n`).join(''));
process.stdout.write(`\n${checked.length} articles, ${problems.length} problems\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
