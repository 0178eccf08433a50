import type { KnownArticle, WhoCanFix } from '../article/article.ts';
import { type Category, usualFixer } from './category.ts';

/**
 * What was decided about one error (docs/contract.md section 2). `article` null with `candidates` empty: no article fits.
 * Decided by nothing, an article is the general one of `other`: the cause is still unknown.
 */
export type Verdict = {
  category: Category;
  article: KnownArticle | null;
  decidedBy: 'rules' | 'examples' | 'model' | 'none';
  /** how sure a decision by examples is, from 0 to 1; null for every other */
  confidence: number | null;
  candidates: KnownArticle[];
  whoCanFix: WhoCanFix;
  evidence: string[];
};

/** An article that was chosen before where nothing here names one, and by whom. */
export type Chosen = { article: string; by: 'person' | 'model' };

/** A verdict that names one article, and why. */
export function named(
  article: KnownArticle,
  decidedBy: Verdict['decidedBy'],
  evidence: string[],
  confidence: number | null = null,
): Verdict {
  const { category, whoCanFix } = article;
  return { category, article, decidedBy, confidence, candidates: [], whoCanFix, evidence };
}

/** A verdict that names a category alone, or several articles that may fit; `article` helps where the cause is unknown. */
export function undecided(
  category: Category,
  candidates: KnownArticle[],
  evidence: string[],
  article: KnownArticle | null = null,
): Verdict {
  const whoCanFix = article?.whoCanFix ?? usualFixer(category);
  return { category, article, decidedBy: 'none', confidence: null, candidates, whoCanFix, evidence };
}

/** The verdict with this article, and why. */
export function withArticle(verdict: Verdict, article: KnownArticle, why: string): Verdict {
  return named(article, verdict.decidedBy, [...verdict.evidence, why], verdict.confidence);
}

/** The verdict after an article was chosen where none was named, or several; what was decided stays. */
export function withChoice(verdict: Verdict, articles: KnownArticle[], chosen: Chosen): Verdict {
  const offered = verdict.candidates.length > 0 ? verdict.candidates : articles;
  const article = verdict.decidedBy !== 'none' ? undefined : offered.find(({ id }) => id === chosen.article);
  if (!article) return verdict;
  return chosen.by === 'model'
    ? withArticle({ ...verdict, decidedBy: 'model' }, article, 'a language model chose the article')
    : withArticle(verdict, article, 'you chose the article');
}
