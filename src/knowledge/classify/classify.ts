import type { KnownArticle, Match, WhoCanFix } from '../article/article.ts';
import type { Knowledge } from '../knowledge.ts';
import type { ExtractedError } from '../scim-error.ts';
import { type Category, usualFixer } from './category.ts';
import { categoryOf } from './category-of.ts';

/** A pattern without a detail to look at reads no more of the paste than this. */
const LONGEST_TEXT = 20_000;

/**
 * What the rules say of one error (docs/contract.md section 2). `article` null with `candidates` empty: no article fits. The general
 * article of `other` decides nothing: the cause is still unknown.
 */
export type Verdict = {
  category: Category;
  article: KnownArticle | null;
  decidedBy: 'rules' | 'model' | 'none';
  candidates: KnownArticle[];
  whoCanFix: WhoCanFix;
  evidence: string[];
};

/** An article whose conditions hold, with every set of them that does: `status`, `detail:<pattern>`, ... */
type Hit = { article: KnownArticle; sets: Set<string>[] };

/**
 * The error -> its verdict by the articles' own conditions, in any order. Of several articles that fit, one wins only when it
 * demands strictly more than every other; else all are candidates. What none fits goes to the general article of its category.
 */
export function classify(error: ExtractedError, { matching, generals }: Knowledge): Verdict {
  const stated = categoryOf(error);
  const hits = hitsFor(error, stated, matching);
  const best = hits.filter((hit) => !hits.some((other) => other !== hit && beats(other, hit)));
  const [only, ...others] = best;
  const chosen = only ? only.article : (generals.get(stated) ?? null);
  const article = others.length > 0 ? null : chosen;
  const category = article?.category ?? stated;
  return {
    category,
    article,
    decidedBy: article && (only || category !== 'other') ? 'rules' : 'none',
    candidates: others.length > 0 ? best.map((hit) => hit.article) : [],
    whoCanFix: article?.whoCanFix ?? usualFixer(category),
    evidence: [...error.evidence, ...(article && only ? [`it fits the article "${article.id}"`] : [])],
  };
}

function hitsFor(error: ExtractedError, stated: Category, matching: Knowledge['matching']): Hit[] {
  const text = error.text.slice(0, LONGEST_TEXT);
  const words = error.detail ?? text;
  const hits = new Map<string, Hit>();
  for (const { match, of } of matching(error, stated, words)) {
    const fits = (of.detail?.test(words) ?? true) && (of.text?.test(text) ?? true);
    const held = fits ? conditionsHeld(error, stated, match) : null;
    if (!held) continue;
    const { article } = of;
    hits.set(article.id, { article, sets: [...(hits.get(article.id)?.sets ?? []), held] });
  }
  return [...hits.values()];
}

/** The conditions, when all hold; whether patterns fit was seen before. Case does not matter. */
function conditionsHeld(error: ExtractedError, stated: Category, match: Match): Set<string> | null {
  const { detail, text, ...values } = match;
  const actual = { ...error, category: stated, status: error.httpStatus };
  const lower = (value: unknown) => String(value).toLowerCase();
  const names = Object.keys(values) as (keyof typeof values)[];
  if (!names.every((name) => [values[name]].flat().some((one) => lower(one) === lower(actual[name]))))
    return null;
  return new Set([...names, ...(detail ? [`detail:${detail}`] : []), ...(text ? [`text:${text}`] : [])]);
}

/** Is every set of conditions of the weaker article strictly contained in one of the stronger's? */
function beats(stronger: Hit, weaker: Hit): boolean {
  return weaker.sets.every((weak) =>
    stronger.sets.some((strong) => strong.size > weak.size && weak.isSubsetOf(strong)),
  );
}

/** An article that was chosen before where the rules name none, and by whom. */
export type Chosen = { article: string; by: 'person' | 'model' };

/** The verdict after an article was chosen where the rules named none, or several; what the rules decided stays. */
export function withChoice(verdict: Verdict, { articles }: Knowledge, chosen: Chosen): Verdict {
  const offered = verdict.candidates.length > 0 ? verdict.candidates : articles;
  const article = verdict.decidedBy === 'rules' ? undefined : offered.find(({ id }) => id === chosen.article);
  if (!article) return verdict;
  return chosen.by === 'model'
    ? withArticle({ ...verdict, decidedBy: 'model' }, article, 'a language model chose the article')
    : withArticle(verdict, article, 'you chose the article');
}

/** The verdict with this article, and why. */
export function withArticle(verdict: Verdict, article: KnownArticle, why: string): Verdict {
  const { category, whoCanFix } = article;
  return { ...verdict, article, category, whoCanFix, candidates: [], evidence: [...verdict.evidence, why] };
}
