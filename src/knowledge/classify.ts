import type { Match, WhoCanFix } from './article.ts';
import { type Category, categoryOf, usualFixer } from './category.ts';
import type { Knowledge, KnownArticle } from './knowledge.ts';
import type { ExtractedError } from './scim-error.ts';

/** What the rules say of one error (docs/contract.md section 5.2). `article` null with `candidates` empty: no article fits. */
export type Verdict = {
  category: Category;
  article: KnownArticle | null;
  decidedBy: 'rules' | 'model' | 'none';
  candidates: KnownArticle[];
  whoCanFix: WhoCanFix;
  evidence: string[];
};

type Hit = { article: KnownArticle; match: Match };

/** The error -> its verdict by the articles' own conditions; of several that fit, one wins only by strictly containing the others. */
export function classify(error: ExtractedError, { articles }: Knowledge): Verdict {
  const hits = articles.flatMap((article) => hitOf(error, article));
  const best = hits.filter((hit) => !hits.some((other) => other.article !== hit.article && contains(other.match, hit.match)));
  const [only] = best;
  const article = best.length === 1 && only ? only.article : null;
  const category = article?.category ?? categoryOf(error);
  return {
    category,
    article,
    decidedBy: article ? 'rules' : 'none',
    candidates: best.length > 1 ? best.map((hit) => hit.article) : [],
    whoCanFix: article?.whoCanFix ?? usualFixer(category),
    evidence: [...error.evidence, ...(only?.match.detail && article ? [`the detail fits the article "${article.id}"`] : [])],
  };
}

function hitOf(error: ExtractedError, article: KnownArticle): Hit[] {
  const at = article.matches.findIndex((match, i) => fits(error, match, article.patterns[i] ?? null));
  const match = article.matches[at];
  return match ? [{ article, match }] : [];
}

function fits(error: ExtractedError, match: Match, pattern: RegExp | null): boolean {
  return (
    (match.status === undefined || match.status === error.httpStatus) &&
    (match.scimType === undefined || match.scimType.toLowerCase() === error.scimType?.toLowerCase()) &&
    (match.resource === undefined || match.resource === error.resource) &&
    (match.wrapper === undefined || match.wrapper === error.wrapper) &&
    (pattern === null || pattern.test(error.detail ?? ''))
  );
}

/** Does `wide` hold every condition of `narrow`, and at least one more? */
function contains(wide: Match, narrow: Match): boolean {
  const conditions = Object.entries(narrow);
  const shared = conditions.every(([key, value]) => wide[key as keyof Match] === value);
  return shared && Object.keys(wide).length > conditions.length;
}
