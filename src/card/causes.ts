import type { Diagnosis } from '../answer.ts';
import type { Article, WhoCanFix } from '../knowledge/article/article.ts';
import type { Category } from '../knowledge/classify/category.ts';

/** Errors of a paste that have the same cause, as indices, and the people (or groups) they are about. */
export type Cause = {
  article: Article | null;
  category: Category;
  whoCanFix: WhoCanFix;
  errors: number[];
  people: string[];
};

/** The diagnoses of a paste -> their causes, most people first: one for each article, or category without an article. */
export function causesOf(diagnoses: Diagnosis[]): Cause[] {
  const byCause = new Map<string, Cause>();
  for (const [i, { error, verdict }] of diagnoses.entries()) {
    const { article, category, whoCanFix } = verdict;
    const key = article ? `article ${article.id}` : `category ${category}`;
    const cause = byCause.get(key) ?? { article, category, whoCanFix, errors: [], people: [] };
    cause.errors.push(i);
    if (error.about) cause.people.push(error.about);
    byCause.set(key, cause);
  }
  return [...byCause.values()]
    .map((cause) => ({ ...cause, people: [...new Set(cause.people)] }))
    .sort((a, b) => size(b) - size(a));
}

/** An error that names nobody may be about anybody. */
function size({ errors, people }: Cause): number {
  return people.length || errors.length;
}
