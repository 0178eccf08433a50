import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tableProblems } from '../choose/choose.ts';
import { type FrontMatter, isGeneral, type KnownArticle } from './article.ts';
import { type ArticleBody, parseBody } from './parse-body.ts';
import { parseFrontMatter } from './parse-front-matter.ts';
import { ArticleError, inOrder, type Problem, type Report, reportInto } from './problem.ts';
import { sampleTexts } from './samples.ts';

type ArticleSource = { file: string; mounted: boolean; markdown: string };

/** What was read from one file, and what is wrong with it. */
export type ArticleFile = ArticleSource & {
  /** null when there are `problems` */
  article: KnownArticle | null;
  /** as much as could be read; null when nothing shows where it begins */
  body: ArticleBody | null;
  problems: Problem[];
  /** to be fixed, but the article can be used */
  remarks: Problem[];
};

const BUILT_IN = join(import.meta.dirname, '../articles');

/**
 * Every article of the built-in directory and of `mounted` (`KNOWLEDGE_DIR`), when given, broken ones included. Throws
 * `ArticleError` when a directory cannot be read.
 */
export function readArticles(mounted?: string): ArticleFile[] {
  return parseArticles([...sourcesIn(BUILT_IN, false), ...(mounted ? sourcesIn(mounted, true) : [])]);
}

function sourcesIn(directory: string, mounted: boolean): ArticleSource[] {
  return namesIn(directory).map((name) => {
    const file = join(directory, name);
    return { file, mounted, markdown: readFileSync(file, 'utf8').replaceAll('\r\n', '\n') };
  });
}

function namesIn(directory: string): string[] {
  try {
    const names = readdirSync(directory);
    return names.filter((name) => name.endsWith('.md')).sort();
  } catch (error) {
    const problem = `the directory of articles cannot be read (${String(error)}); check KNOWLEDGE_DIR`;
    throw new ArticleError([{ file: directory, line: 1, problem }]);
  }
}

/** Files -> articles, each with everything that is wrong with it; a broken one does not keep the others from being read. */
export function parseArticles(sources: ArticleSource[]): ArticleFile[] {
  const taken = new Map<string, string>();
  const begun = sources.map((source) => {
    const problems: Problem[] = [];
    const report = reportInto(problems, source.file);
    const { front, body } = parseFrontMatter(source, report);
    if (front) checkNames(front, source.file, taken, report);
    return { source, front, body, problems, report };
  });
  const targets = new Map(
    begun.map(({ source, front }) => [
      idOf(source.file),
      front && { internal: front.audience === 'internal', url: front.sources[0] ?? '' },
    ]),
  );
  return begun.map(({ source, front, body: markdown, problems, report }) => {
    const remarks: Problem[] = [];
    const remark = reportInto(remarks, source.file);
    const body = markdown === null ? null : parseBody(markdown, { front, targets, report, remark });
    const samples = front?.bySamples ? sampleTexts(source) : [];
    const whole = front &&
      body && {
        ...front,
        ...body,
        samples,
        file: source.file,
        mounted: source.mounted,
      };
    for (const problem of whole ? tableProblems(whole) : []) report(1, problem);
    const article = problems.length === 0 ? whole : null;
    return { ...source, article, body, problems: inOrder(problems), remarks };
  });
}

function idOf(file: string): string {
  return basename(file, '.md');
}

/** A file is named after its id; an id, and the place of the general article of a category, can be taken once. */
function checkNames(
  { id, category, matches, bySamples }: FrontMatter,
  file: string,
  taken: Map<string, string>,
  report: Report,
) {
  if (idOf(file) !== id) report(2, `the file must be named "${id}.md", after its id`);
  const names = [
    `the id "${id}"`,
    ...(isGeneral({ matches, bySamples }) ? [`the general article of ${category}`] : []),
  ];
  for (const name of names) {
    const other = taken.get(name);
    if (other) report(1, `${name} is taken by ${other}`);
    else taken.set(name, file);
  }
}
