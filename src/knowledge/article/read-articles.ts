import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ArticleFile, type ArticleSource, parseArticles } from './parse-articles.ts';
import { ArticleError } from './problem.ts';

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
    return readdirSync(directory)
      .filter((name) => name.endsWith('.md'))
      .sort();
  } catch (error) {
    const problem = `the directory of articles cannot be read (${String(error)}); check KNOWLEDGE_DIR`;
    throw new ArticleError([{ file: directory, line: 1, problem }]);
  }
}
