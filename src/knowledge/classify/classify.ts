import type { Knowledge } from '../knowledge.ts';
import type { Likely } from '../learned/category-weights.ts';
import type { ExtractedError } from '../scim-error.ts';
import { articlesByConditions } from './by-conditions.ts';
import { certainCategories } from './certain.ts';
import { nearest } from './example-index.ts';
import { named, undecided, type Verdict } from './verdict.ts';

/** Below this probability the examples say nothing: the error is of the category `other`. */
const UNSURE = 0.4;
/** A second category is close when it has at least this probability, and this part of the first's. */
const CLOSE = { probability: 0.3, part: 0.75 };

/**
 * The error -> its verdict. In order: the articles' own conditions; what a status or scimType says for certain; the category
 * learned from labelled examples; within the category an article whose samples are like the error, before the general one; two
 * close categories are both candidates; what nothing recognises is `other`. A language model comes after all of these
 * (`withModel`).
 */
export function classify(error: ExtractedError, knowledge: Knowledge): Verdict {
  const { evidence } = error;
  const certain = certainCategories(error);
  const [first, second] = categoriesOf(error, knowledge, certain);
  const isUnsure = !certain && first.probability < UNSURE;
  const category = isUnsure ? 'other' : first.category;

  const fitting = articlesByConditions(error, category, knowledge);
  const [only] = fitting;
  if (only && fitting.length === 1)
    return named(only, 'rules', [...evidence, `it fits the article "${only.id}"`]);
  if (only) return undecided(category, fitting, evidence);

  const words = error.detail ?? error.text;
  const like = nearest(knowledge.examples(words, category));
  if (like)
    return named(
      like.article,
      'examples',
      [...evidence, 'it is like the samples of this article'],
      like.likeness,
    );

  const general = knowledge.generals.get(category);
  if (certain?.length === 1 && category !== 'other' && general) return named(general, 'rules', evidence);
  if (certain?.length === 1) return undecided(category, [], evidence, general ?? null);

  const other =
    category === first.category && second && isClose(first, second)
      ? knowledge.generals.get(second.category)
      : undefined;
  if (general && other) return undecided(category, [general, other], evidence);
  if (!general || isUnsure) return undecided(category, [], evidence, general ?? null);
  const because = knowledge.learned.decisiveWords(error, category);
  const said =
    because.length > 0 ? [`similar errors say ${because.map((word) => `"${word}"`).join(', ')}`] : [];
  return named(general, 'examples', [...evidence, ...said], first.probability);
}

/** The most likely categories, among those that are left where signs are certain. */
function categoriesOf(
  error: ExtractedError,
  { learned }: Knowledge,
  certain: Likely['category'][] | null,
): [Likely, ...Likely[]] {
  if (certain?.length === 1 && certain[0]) return [{ category: certain[0], probability: 1 }];
  const likely = learned.categories(error).filter(({ category }) => certain?.includes(category) ?? true);
  const all = certain ? likely.reduce((sum, { probability }) => sum + probability, 0) || 1 : 1;
  const [first, ...others] = likely.map((one) => ({ ...one, probability: one.probability / all }));
  return [first ?? { category: 'other', probability: 0 }, ...others];
}

function isClose(first: Likely, second: Likely): boolean {
  return second.probability >= CLOSE.probability && second.probability >= CLOSE.part * first.probability;
}
