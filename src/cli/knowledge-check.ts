import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { environmentOfProcess } from '../config.ts';
import { type Checked, checkArticles } from '../knowledge/article/check-articles.ts';
import { type ContentCounts, countsOfBody, countsOfSource } from '../knowledge/article/content-counts.ts';
import type { ArticleFile } from '../knowledge/article/parse-articles.ts';
import { ArticleError, problemText } from '../knowledge/article/problem.ts';
import { readArticles } from '../knowledge/article/read-articles.ts';
import { LONGEST_PASSAGE } from '../slack/send/blocks.ts';
import { lengthInSlack } from '../slack/send/mrkdwn.ts';
import { complain, print } from './run-command.ts';

const SAMPLES = join(import.meta.dirname, '../../test/samples');

/**
 * `npm run knowledge:check`: everything that is wrong, with file and line, then a table of the articles. With `--counts`: what each
 * file contains and what was read of it. Exit code 1 if anything is wrong or differs.
 */
try {
  const { values } = parseArgs({ options: { counts: { type: 'boolean', default: false } } });
  const files = readArticles(environmentOfProcess().KNOWLEDGE_DIR);
  process.exitCode = values.counts ? printCounts(files) : printCheck(files);
} catch (error) {
  const badUsage = error instanceof TypeError && 'code' in error;
  if (!(error instanceof ArticleError) && !badUsage) throw error;
  complain(error.message);
  process.exitCode = badUsage ? 2 : 1;
}

function printCheck(files: ArticleFile[]): number {
  const checked = checkArticles(files, {
    samplesOf: ({ file, id, mounted }) => join(mounted ? join(dirname(file), 'samples') : SAMPLES, id),
    longest: LONGEST_PASSAGE,
    lengthOf: lengthInSlack,
  });
  const problems = checked.flatMap((one) => one.problems);
  for (const problem of problems) complain(problemText(problem));
  printTable(['id', 'category', 'samples', 'owner', 'last review'], checked.flatMap(row));
  print(`\n${checked.length} articles, ${problems.length} problems`);
  return problems.length > 0 ? 1 : 0;
}

/** A broken article has no row: its own fields may be what is wrong. */
function row({ file: { article }, samples }: Checked): string[][] {
  return article ? [[article.id, article.category, String(samples), article.owner, article.lastReview]] : [];
}

/** Counts the lines of each file without the reader, and compares that with what the reader made of them. */
function printCounts(files: ArticleFile[]): number {
  const sums = files.map(({ file, markdown, body }) => ({
    name: basename(file, '.md'),
    counts: pairs(countsOfSource(markdown), body && countsOfBody(body)),
  }));
  const total = (i: number) => sums.reduce((sum, { counts }) => sum + (counts[i] ?? 0), 0);
  const totals = { name: `all ${sums.length}`, counts: sums[0]?.counts.map((_, i) => total(i)) ?? [] };
  const differing = sums.filter(({ counts: [a, b, c, d, e, f] }) => a !== b || c !== d || e !== f);
  printTable(
    ['id', 'characters', 'read', 'links', 'read', 'steps', 'read'],
    [...sums, totals].map(({ name, counts }) => [name, ...counts.map(String)]),
  );
  for (const { name } of differing) complain(`${name}: what was read differs from the file`);
  return differing.length > 0 ? 1 : 0;
}

function pairs(source: ContentCounts, read: ContentCounts | null): number[] {
  return (['characters', 'links', 'steps'] as const).flatMap((what) => [source[what], read?.[what] ?? 0]);
}

function printTable(header: string[], rows: string[][]) {
  const widths = header.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  for (const cells of [header, ...rows]) {
    const line = cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
    print(line.trimEnd());
  }
}
