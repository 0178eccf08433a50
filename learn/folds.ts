import { addWordGrams, hashOf } from '../src/knowledge/learned/features.ts';
import { tokensOf } from '../src/knowledge/learned/tokens.ts';
import type { Row } from './examples.ts';

/** How many parts the examples are cut into; each part is judged by what was learned from the others. */
const FOLDS = 5;
/** Two texts that share so large a part of the shorter one's runs of three words are copies of one template. */
const ALIKE = 0.6;
/** Runs of words that more texts share than this are fixed sentences of identity providers, and mean nothing. */
const COMMON = 40;

/**
 * Each row -> its fold, so that rows which share a source or a template are in the same one. What has no source is in a fold
 * only to keep it from the judging of its copies: -1 where it has none.
 */
export function foldsBySource(rows: Row[]): number[] {
  const groups = new Groups(rows.length);
  const first = new Map<string, number>();
  rows.forEach((row, i) => {
    if (row.source === null) return;
    const key = sourceKey(row.source);
    groups.join(i, first.get(key) ?? i);
    first.set(key, first.get(key) ?? i);
  });
  for (const [a, b] of copies(rows)) groups.join(a, b);
  const judged = new Set(rows.flatMap(({ source }, i) => (source === null ? [] : [groups.of(i)])));
  return rows.map((_, i) => {
    const group = groups.of(i);
    return judged.has(group) ? hashOf(rows[group]?.id ?? '', 7) % FOLDS : -1;
  });
}

/** Folds that take no notice of sources: what a model looks like to those who measure it on what it has seen. */
export function foldsAtRandom(rows: Row[]): number[] {
  return rows.map(({ id, source }) => (source === null ? -1 : hashOf(id, 11) % FOLDS));
}

/** The project or page that a source names first; what is said of the wording does not count. */
function sourceKey(source: string): string {
  const [named = ''] = source.split(/;| \(/);
  return named.startsWith('github:') ? (named.split(' ')[0] ?? '') : named.trim();
}

function copies(rows: Row[]): [number, number][] {
  const runs = rows.map(({ text }) => runsOf(text));
  const holders = new Map<number, number[]>();
  runs.forEach((own, i) => {
    for (const run of own) holders.set(run, [...(holders.get(run) ?? []), i]);
  });
  return runs.flatMap((own, i) => {
    const shared = new Map<number, number>();
    for (const run of own) {
      const others = holders.get(run) ?? [];
      if (others.length > COMMON) continue;
      for (const other of others) if (other < i) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    return [...shared].flatMap(([other, count]): [number, number][] =>
      count >= ALIKE * Math.min(own.size, runs[other]?.size ?? 0) ? [[i, other]] : [],
    );
  });
}

function runsOf(text: string): Set<number> {
  const words = tokensOf(text.slice(0, 4000), 400);
  const all = new Set<number>();
  const shorter = new Set<number>();
  addWordGrams(words, 3, 'run', all);
  addWordGrams(words, 2, 'run', shorter);
  return words.length < 6 ? all : all.difference(shorter);
}

/** Disjoint sets of numbers (union-find); a set is known by its smallest number. */
class Groups {
  readonly #parents: number[];
  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, i) => i);
  }
  of(i: number): number {
    let at = i;
    while (this.#parents[at] !== at) at = this.#parents[at] ?? at;
    return at;
  }
  join(a: number, b: number): void {
    const [one, other] = [this.of(a), this.of(b)];
    this.#parents[Math.max(one, other)] = Math.min(one, other);
  }
}
