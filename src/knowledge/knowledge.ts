import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RE2JS } from 're2js';
import type { Article } from './article/article.ts';
import { indexMatches, type MatchIndex } from './article/match-index.ts';
import { ArticleError, parseArticle } from './article/parse-article.ts';
import { tableProblems } from './choose/choose.ts';
import type { Category } from './classify/category.ts';

/** A compiled detail pattern. */
type Pattern = { test(text: string): boolean };

/** An article with where it was read from; `mounted`: from `KNOWLEDGE_DIR`. */
export type KnownArticle = Article & { file: string; mounted: boolean };

/** Every article, and what finding the right one needs. */
export type Knowledge = {
  articles: KnownArticle[];
  matching: MatchIndex<{ article: KnownArticle; detail: Pattern | null; text: Pattern | null }>;
  /** the general article of each category that has one */
  generals: Map<Category, KnownArticle>;
};

const BUILT_IN = join(import.meta.dirname, 'articles');

/**
 * Reads every article of the built-in directory and of `mounted` (`KNOWLEDGE_DIR`), when given. Throws `ArticleError` with
 * file and line on the first broken one: a bot that starts knows all its articles.
 */
export function loadKnowledge(mounted?: string): Knowledge {
  return knowledgeOf([...readDirectory(BUILT_IN, false), ...(mounted ? readDirectory(mounted, true) : [])]);
}

/** Articles -> knowledge. Throws `ArticleError` when two share an id, or are both the general one of a category. */
export function knowledgeOf(articles: KnownArticle[]): Knowledge {
  const files = new Map<string, string>();
  for (const { id, file, category, matches } of articles) {
    const key = matches.length === 0 ? `the general article of ${category}` : `the id "${id}"`;
    const other = files.get(key);
    if (other) throw new ArticleError(file, 1, `${key} is taken by ${other}`);
    files.set(key, file);
  }
  const entries = articles.flatMap((article) => {
    const pattern = (source: string | undefined) => compile(article.file, source, article.mounted);
    return article.matches.map((match) => ({
      match,
      of: { article, detail: pattern(match.detail), text: pattern(match.text) },
    }));
  });
  const general = articles.filter(({ matches }) => matches.length === 0);
  return {
    articles,
    matching: indexMatches(entries),
    generals: new Map(general.map((article) => [article.category, article])),
  };
}

/** What may be shown where somebody from outside the installing team may read: an internal article fits nothing there. */
export function publicOnly({ articles }: Knowledge): Knowledge {
  return knowledgeOf(articles.filter(({ audience }) => audience === 'public'));
}

/** Is anything in it for the installing team alone? */
export function hasInternalParts({ articles }: Knowledge): boolean {
  return articles.some(({ audience, internal }) => audience === 'internal' || internal.length > 0);
}

function readDirectory(directory: string, mounted: boolean): KnownArticle[] {
  return namesIn(directory).map((name) => {
    const file = join(directory, name);
    const article = parseArticle(file, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
    if (`${article.id}.md` !== name)
      throw new ArticleError(file, 2, `the file must be named "${article.id}.md", after its id`);
    for (const problem of tableProblems(article)) throw new ArticleError(file, 1, problem);
    return { ...article, file, mounted };
  });
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .filter((name) => name.endsWith('.md'))
      .sort();
  } catch (error) {
    throw new ArticleError(
      directory,
      1,
      `the directory of articles cannot be read (${String(error)}); check KNOWLEDGE_DIR`,
    );
  }
}

/** Patterns from outside run in linear time whatever they say; our own are native, and checked to be bounded. */
function compile(file: string, source: string | undefined, mounted: boolean): Pattern | null {
  if (source === undefined) return null;
  try {
    if (!mounted) return new RegExp(source, 'i');
    const pattern = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return { test: (text) => pattern.matcher(text).find() };
  } catch (error) {
    throw new ArticleError(
      file,
      1,
      `the detail pattern "${source}" is not a regular expression (${String(error)})`,
    );
  }
}
