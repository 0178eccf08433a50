import type { Category } from '../classify/category.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Match } from './article.ts';
import { requiredWords, wordsOf } from './pattern.ts';

/** An alternative of an article, found through the rarest thing it demands. */
export type Indexed<T> = { match: Match; of: T };

/** Which alternatives can fit at all, without trying each of thousands. */
export type MatchIndex<T> = (error: Coded, category: Category, text: string) => Indexed<T>[];

type Coded = Pick<ExtractedError, 'scimType' | 'httpStatus' | 'code'>;

/** Alternatives -> an index, which has each alternative under one kind of key. */
export function indexMatches<T>(entries: Indexed<T>[]): MatchIndex<T> {
  const spread = new Map<string, number>();
  const demanded = entries.map(({ match }) =>
    match.detail === undefined ? [] : requiredWords(match.detail),
  );
  for (const word of demanded.flatMap((words) => [...new Set(words)]))
    spread.set(word, (spread.get(word) ?? 0) + 1);
  const index = new Map<string, Indexed<T>[]>();
  entries.forEach((entry, i) => {
    const rarest = (demanded[i] ?? []).sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0))[0];
    for (const key of keysOf(entry.match, rarest)) index.set(key, [...(index.get(key) ?? []), entry]);
  });
  return ({ scimType, httpStatus, code }, category, text) => {
    const values = [`category ${category}`, `scimType ${scimType?.toLowerCase()}`, `status ${httpStatus}`];
    const codes = code === null ? [] : [`code ${code.toLowerCase()}`];
    const words = [...wordsOf(text)].map((word) => `word ${word}`);
    return ['any', ...values, ...codes, ...words].flatMap((key) => index.get(key) ?? []);
  };
}

function keysOf({ code, status, scimType, category }: Match, word: string | undefined): string[] {
  if (code !== undefined) return [code].flat().map((one) => `code ${one.toLowerCase()}`);
  if (word !== undefined) return [`word ${word}`];
  if (scimType !== undefined) return [scimType].flat().map((type) => `scimType ${type.toLowerCase()}`);
  if (status !== undefined) return [status].flat().map((one) => `status ${one}`);
  return category === undefined ? ['any'] : [`category ${category}`];
}
