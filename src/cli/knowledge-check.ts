import { parseArgs } from 'node:util';
import { environmentOfProcess } from '../config.ts';
import { type Checked, checkArticles } from '../knowledge/article/check-articles.ts';
import { ArticleError, problemText } from '../knowledge/article/problem.ts';
import { type ArticleFile, readArticles } from '../knowledge/article/read-articles.ts';
import { samplesDirectory } from '../knowledge/article/samples.ts';
import { WeightsError } from '../knowledge/learned/read-weights.ts';
import { LONGEST_PASSAGE } from '../slack/send/blocks.ts';
import { lengthInSlack } from '../slack/send/mrkdwn.ts';
import { complain, print } from './run-command.ts';

/**
 * `npm run knowledge:check`: a table of the articles, mounted samples that get no answer unasked, and last everything that is wrong,
 * with file and line, where it is seen. Exit code 1 if anything is wrong.
 */
try {
  parseArgs();
  process.exitCode = printCheck(readArticles(environmentOfProcess().KNOWLEDGE_DIR));
} catch (error) {
  const badUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof ArticleError || error instanceof WeightsError) && !badUsage) throw error;
  complain(error.message);
  process.exitCode = badUsage ? 2 : 1;
}

function printCheck(files: ArticleFile[]): number {
  const checked = checkArticles(files, {
    samplesOf: samplesDirectory,
    longest: LONGEST_PASSAGE,
    lengthOf: lengthInSlack,
  });
  const problems = checked.flatMap((one) => one.problems);
  printTable(['id', 'category', 'samples', 'owner', 'last review'], checked.flatMap(row));
  for (const { silent, file } of checked) if (file.mounted) silent.forEach(printSilent);
  print(`\n${checked.length} articles, ${problems.length} problems`);
  for (const problem of problems) complain(problemText(problem));
  return problems.length > 0 ? 1 : 0;
}

function printSilent(sample: string) {
  print(
    `${sample}: answered when somebody asks; unasked the bot stays silent, as it names neither SCIM nor provisioning`,
  );
}

/** A broken article has no row: its own fields may be what is wrong. */
function row({ file: { article }, samples }: Checked): string[][] {
  return article ? [[article.id, article.category, String(samples), article.owner, article.lastReview]] : [];
}

function printTable(header: string[], rows: string[][]) {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  for (const cells of [header, ...rows]) {
    const line = cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
    print(line.trimEnd());
  }
}
