import type { Category } from '../classify/category.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Match } from './article.ts';
import { type Demanded, demandedBy } from './demanded.ts';
import { stringsIn } from './strings-in.ts';

/** An alternative of an article, found through what it demands. */
export type Indexed<T> = { match: Match; of: T };

/** Which alternatives can fit at all, without trying each of thousands. */
export type MatchIndex<T> = (error: Coded, category: Category, text: string) => Indexed<T>[];

type Coded = Pick<ExtractedError, 'scimType' | 'httpStatus' | 'code'>;

/** An alternative and the clauses of strings of which its detail holds one each, by their numbers. */
type Worded<T> = { entry: Indexed<T>; clauses: number[][] };

/**
 * Alternatives -> an index. One is found through a code, else through the strings that its pattern demands, else through its other
 * values. The time of a look-up depends on the text and on what fits it, not on how many articles there are.
 */
export function indexMatches<T>(entries: Indexed<T>[]): MatchIndex<T> {
  const byValue = new Map<string, Indexed<T>[]>();
  const worded: { entry: Indexed<T>; demanded: Demanded }[] = [];
  for (const entry of entries) {
    const { code, detail } = entry.match;
    const demanded = code === undefined && detail !== undefined ? demandedBy(detail) : [];
    if (demanded.length > 0) worded.push({ entry, demanded });
    else for (const key of keysOf(entry.match)) listAt(byValue, key).push(entry);
  }
  const inWords = indexWords(worded);
  return ({ scimType, httpStatus, code }, category, text) => {
    const values = [`category ${category}`, `scimType ${scimType?.toLowerCase()}`, `status ${httpStatus}`];
    const codes = code === null ? [] : [`code ${code.toLowerCase()}`];
    return [...['any', ...values, ...codes].flatMap((key) => byValue.get(key) ?? []), ...inWords(text)];
  };
}

/** Each under a pair of strings, one of each of its two rarest clauses, since patterns share most of their words. */
function indexWords<T>(entries: { entry: Indexed<T>; demanded: Demanded }[]) {
  const strings = [...new Set(entries.flatMap(({ demanded }) => demanded.flat()))];
  const numbers = new Map(strings.map((text, i) => [text, i]));
  const spread = new Int32Array(strings.length);
  const worded = entries.map(({ entry, demanded }): Worded<T> => {
    const clauses = demanded.map((clause) => clause.map((text) => numbers.get(text) ?? 0));
    for (const number of clauses.flat()) spread[number] = (spread[number] ?? 0) + 1;
    return { entry, clauses };
  });
  const commonest = (clause: number[]) => Math.max(...clause.map((number) => spread[number] ?? 0));
  const index = new Map<number, Map<number, Worded<T>[]>>();
  for (const one of worded) {
    const [first = [], second = first] = one.clauses.toSorted((a, b) => commonest(a) - commonest(b));
    for (const a of first) {
      const partners = index.get(a) ?? new Map<number, Worded<T>[]>();
      index.set(a, partners);
      for (const b of second === first ? [a] : second) listAt(partners, b).push(one);
    }
  }
  const find = stringsIn(strings);
  return (text: string): Indexed<T>[] => {
    const held = find(text.replaceAll('ſ', 's').toLowerCase());
    const may = new Set<Indexed<T>>();
    for (const a of held) {
      const partners = index.get(a);
      for (const b of partners && partners.size < held.size ? partners.keys() : held)
        for (const { entry, clauses } of partners?.get(b) ?? [])
          if (held.has(b) && clauses.every((clause) => clause.some((number) => held.has(number))))
            may.add(entry);
    }
    return [...may];
  };
}

function listAt<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function keysOf({ code, status, scimType, category }: Match): string[] {
  if (code !== undefined) return [code].flat().map((one) => `code ${one.toLowerCase()}`);
  if (scimType !== undefined) return [scimType].flat().map((type) => `scimType ${type.toLowerCase()}`);
  if (status !== undefined) return [status].flat().map((one) => `status ${one}`);
  return category === undefined ? ['any'] : [`category ${category}`];
}
