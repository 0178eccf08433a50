import { isGeneral, type KnownArticle } from './article/article.ts';
import { indexMatches, type MatchIndex } from './article/match-index.ts';
import { compilePattern, type Pattern } from './article/pattern.ts';
import { ArticleError } from './article/problem.ts';
import { readArticles } from './article/read-articles.ts';
import type { Category } from './classify/category.ts';
import { type ExampleIndex, indexExamples } from './classify/example-index.ts';
import { type Learned, loadLearned } from './learned/learned.ts';

/** Every article, and what finding the right one needs. */
export type Knowledge = {
  articles: KnownArticle[];
  matching: MatchIndex<{ article: KnownArticle; detail: Pattern | null; text: Pattern | null }>;
  /** the general article of each category that has one */
  generals: Map<Category, KnownArticle>;
  /** the articles that their samples define */
  examples: ExampleIndex;
  learned: Learned;
};

/**
 * Reads every article of the built-in directory and of `mounted` (`KNOWLEDGE_DIR`), when given. Throws `ArticleError` with
 * every problem of every broken one: a bot that starts knows all its articles.
 */
export function loadKnowledge(mounted?: string): Knowledge {
  const files = readArticles(mounted);
  const problems = files.flatMap((file) => file.problems);
  if (problems.length > 0) throw new ArticleError(problems);
  return knowledgeOf(files.flatMap(({ article }) => article ?? []));
}

/** Articles, and what was learned from examples, -> knowledge. */
export function knowledgeOf(articles: KnownArticle[], learned = loadLearned()): Knowledge {
  const entries = articles.flatMap((article) => {
    const pattern = (source: string | undefined) =>
      source === undefined ? null : compilePattern(source, article.mounted);
    return article.matches.map((match) => ({
      match,
      of: { article, detail: pattern(match.detail), text: pattern(match.text) },
    }));
  });
  const general = articles.filter(isGeneral);
  return {
    articles,
    matching: indexMatches(entries),
    generals: new Map(general.map((article) => [article.category, article])),
    examples: indexExamples(articles),
    learned,
  };
}

/** What may be shown where somebody from outside the installing team may read: an internal article fits nothing there. */
export function publicOnly({ articles, learned }: Knowledge): Knowledge {
  return knowledgeOf(
    articles.filter(({ audience }) => audience === 'public'),
    learned,
  );
}

/** Is anything in it for the installing team alone? */
export function hasInternalParts({ articles }: Knowledge): boolean {
  return articles.some(({ audience, internal }) => audience === 'internal' || internal.length > 0);
}
