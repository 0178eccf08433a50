import { basename } from 'node:path';
import { tableProblems } from '../choose/choose.ts';
import type { FrontMatter, KnownArticle } from './article.ts';
import { type ArticleBody, type LinkTarget, parseBody } from './parse-body.ts';
import { parseFrontMatter } from './parse-front-matter.ts';
import { inOrder, type Problem, type Report } from './problem.ts';

export type ArticleSource = { file: string; mounted: boolean; markdown: string };

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

/** Files -> articles, each with everything that is wrong with it; a broken one does not keep the others from being read. */
export function parseArticles(sources: ArticleSource[]): ArticleFile[] {
  const taken = new Map<string, string>();
  const begun = sources.map((source) => {
    const problems: Problem[] = [];
    const report = into(problems, source.file);
    const { front, body } = parseFrontMatter(source, report);
    if (front) checkNames(front, source.file, taken, report);
    return { source, front, body, problems, report };
  });
  const targets = new Map(begun.map(({ source, front }) => [idOf(source.file), front && targetOf(front)]));
  return begun.map(({ source, front, body: markdown, problems, report }): ArticleFile => {
    const remarks: Problem[] = [];
    const remark = into(remarks, source.file);
    const body = markdown === null ? null : parseBody(markdown, { front, targets, report, remark });
    const whole = front && body && { ...front, ...body, file: source.file, mounted: source.mounted };
    for (const problem of whole ? tableProblems(whole) : []) report(1, problem);
    return {
      ...source,
      article: problems.length === 0 ? whole : null,
      body,
      problems: inOrder(problems),
      remarks,
    };
  });
}

function into(problems: Problem[], file: string): Report {
  return (line, problem) => {
    problems.push({ file, line, problem });
  };
}

function idOf(file: string): string {
  return basename(file, '.md');
}

function targetOf({ audience, sources }: FrontMatter): LinkTarget {
  return { internal: audience === 'internal', url: sources[0] ?? '' };
}

/** A file is named after its id; an id, and the place of the general article of a category, can be taken once. */
function checkNames(
  { id, category, matches }: FrontMatter,
  file: string,
  taken: Map<string, string>,
  report: Report,
) {
  if (idOf(file) !== id) report(2, `the file must be named "${id}.md", after its id`);
  const names = [`the id "${id}"`, ...(matches.length === 0 ? [`the general article of ${category}`] : [])];
  for (const name of names) {
    const other = taken.get(name);
    if (other) report(1, `${name} is taken by ${other}`);
    else taken.set(name, file);
  }
}
