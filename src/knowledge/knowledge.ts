import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Article } from './article.ts';
import { ArticleError, parseArticle } from './article-parse.ts';
import { tableProblems } from './choose.ts';

/** An article with its patterns compiled. */
export type KnownArticle = Article & { patterns: (RegExp | null)[] };

export type Knowledge = { articles: KnownArticle[] };

const BUILT_IN = join(import.meta.dirname, 'articles');

/**
 * Reads every article of the built-in directory and of `extra`, when given. Throws `ArticleError` with file and line on the
 * first broken one: a bot that starts knows all its articles.
 */
export function loadKnowledge(extra?: string): Knowledge {
  const articles = [BUILT_IN, ...(extra ? [extra] : [])].flatMap(readDirectory);
  const seen = new Set<string>();
  for (const { id, file } of articles) {
    if (seen.has(id)) throw new ArticleError(file, 1, `the id "${id}" is used by another article too`);
    seen.add(id);
  }
  return { articles };
}

function readDirectory(directory: string): (KnownArticle & { file: string })[] {
  const names = readdirSync(directory).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => {
    const file = join(directory, name);
    const article = parseArticle(file, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
    if (`${article.id}.md` !== name) throw new ArticleError(file, 1, `the file must be named "${article.id}.md", after its id`);
    for (const problem of tableProblems(article)) throw new ArticleError(file, 1, problem);
    return { ...article, file, patterns: article.matches.map(({ detail }) => pattern(file, detail)) };
  });
}

function pattern(file: string, source: string | undefined): RegExp | null {
  if (source === undefined) return null;
  try {
    return new RegExp(source, 'i');
  } catch (error) {
    throw new ArticleError(file, 1, `the detail pattern "${source}" is not a regular expression: ${String(error)}`);
  }
}
