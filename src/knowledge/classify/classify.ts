import type { KnownArticle, Match, WhoCanFix } from '../article/article.ts';
import type { Knowledge } from '../knowledge.ts';
import type { ExtractedError } from '../scim-error.ts';
import { type Category, usualFixer } from './category.ts';
import { categoryOf } from './category-of.ts';

/** A pattern without a detail to look at reads no more of the paste than this. */
const LONGEST_TEXT = 20_000;

/** What the rules say of one error (docs/contract.md section 2). `article` null with `candidates` empty: no article fits. */
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
 * The error -> its verdict by the articles' own conditions. Order does not matter: of several articles that fit, one wins
 * only by strictly containing the conditions of every other; else all are candidates. What none claims goes to the general
 * article of its category, whose conditions are empty and thus contained in any.
 */
export function classify(error: ExtractedError, { matching, generals }: Knowledge): Verdict {
  const stated = categoryOf(error);
  const hits = hitsFor(error, stated, matching);
  const best = hits.filter((hit) => !hits.some((other) => other !== hit && beats(other, hit)));
  const article =
    best.length === 0
      ? (generals.get(stated) ?? null)
      : best.length === 1
        ? (best[0]?.article ?? null)
        : null;
  const category = article?.category ?? stated;
  return {
    category,
    article,
    decidedBy: article ? 'rules' : 'none',
    candidates: best.length > 1 ? best.map((hit) => hit.article) : [],
    whoCanFix: article?.whoCanFix ?? usualFixer(category),
    evidence: [
      ...error.evidence,
      ...(article && best.length === 1 ? [`it fits the article "${article.id}"`] : []),
    ],
  };
}

function hitsFor(error: ExtractedError, stated: Category, matching: Knowledge['matching']): Hit[] {
  const text = error.text.slice(0, LONGEST_TEXT);
  const words = error.detail ?? text;
  const hits = new Map<string, Hit>();
  for (const { match, of } of matching(error, stated, words)) {
    const fits = (of.detail?.test(words) ?? true) && (of.text?.test(text) ?? true);
    const held = fits ? conditionsHeld(error, stated, match) : null;
    const hit = hits.get(of.article.id) ?? { article: of.article, sets: [] };
    if (held) hits.set(of.article.id, { ...hit, sets: [...hit.sets, new Set(held)] });
  }
  return [...hits.values()];
}

function conditionsHeld(error: ExtractedError, stated: Category, match: Match): string[] | null {
  const same = (one: string, other: string | null) => one.toLowerCase() === other?.toLowerCase();
  const holds: [string, boolean | null][] = [
    ['category', match.category === undefined ? null : match.category === stated],
    [
      'status',
      match.status === undefined ? null : [match.status].flat().some((status) => status === error.httpStatus),
    ],
    [
      'scimType',
      match.scimType === undefined
        ? null
        : [match.scimType].flat().some((type) => same(type, error.scimType)),
    ],
    ['resource', match.resource === undefined ? null : match.resource === error.resource],
    ['wrapper', match.wrapper === undefined ? null : match.wrapper === error.wrapper],
  ];
  if (holds.some(([, held]) => held === false)) return null;
  const patterns = (['detail', 'text'] as const).flatMap((name) =>
    match[name] ? [`${name}:${match[name]}`] : [],
  );
  return [...holds.flatMap(([name, held]) => (held ? [name] : [])), ...patterns];
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
  const article = verdict.article ? undefined : offered.find(({ id }) => id === chosen.article);
  if (!article) return verdict;
  const { category, whoCanFix } = article;
  const byModel = chosen.by === 'model';
  const words = byModel ? 'a language model chose the article' : 'you chose the article';
  const evidence = [...verdict.evidence, words];
  const decidedBy = byModel ? 'model' : verdict.decidedBy;
  return { ...verdict, article, category, whoCanFix, decidedBy, candidates: [], evidence };
}
