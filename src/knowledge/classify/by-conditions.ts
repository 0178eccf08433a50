import type { KnownArticle, Match } from '../article/article.ts';
import type { Knowledge } from '../knowledge.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Category } from './category.ts';

/** A pattern without a detail to look at reads no more of the paste than this. */
const LONGEST_TEXT = 20_000;

/** An article whose conditions hold, with every set of them that does: `status`, `detail:<pattern>`, ... */
type Hit = { article: KnownArticle; sets: Set<string>[] };

/**
 * The articles whose own conditions an error fits, in any order. An article that demands strictly more than another beats it;
 * what none beats is left.
 */
export function articlesByConditions(
  error: ExtractedError,
  category: Category,
  { matching }: Knowledge,
): KnownArticle[] {
  const hits = hitsFor(error, category, matching);
  const best = hits.filter((hit) => !hits.some((other) => other !== hit && beats(other, hit)));
  return best.map(({ article }) => article);
}

function hitsFor(error: ExtractedError, category: Category, matching: Knowledge['matching']): Hit[] {
  const text = error.text.slice(0, LONGEST_TEXT);
  const words = error.detail ?? text;
  const hits = new Map<string, Hit>();
  for (const { match, of } of matching(error, category, words)) {
    const fits = (of.detail?.test(words) ?? true) && (of.text?.test(text) ?? true);
    const held = fits ? conditionsHeld(error, category, match) : null;
    if (!held) continue;
    const { article } = of;
    hits.set(article.id, { article, sets: [...(hits.get(article.id)?.sets ?? []), held] });
  }
  return [...hits.values()];
}

/** The conditions, when all hold; whether patterns fit was seen before. Case does not matter. */
function conditionsHeld(error: ExtractedError, category: Category, match: Match): Set<string> | null {
  const { detail, text, ...values } = match;
  const actual = { ...error, category, status: error.httpStatus };
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
