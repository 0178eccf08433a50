import { CATEGORIES, type Category } from '../classify/category.ts';
import type { ErrorForm, ScimError } from '../scim-error.ts';
import { addCharacterGrams, addFacts, addWordGrams } from './features.ts';
import { softmax } from './softmax.ts';
import { tokensOf } from './tokens.ts';

/** What a category is learned from: an error as it was extracted, with the form it was written in. */
export type Wording = Pick<ScimError, 'httpStatus' | 'scimType' | 'detail' | 'resource' | 'wrapper'> & {
  form: ErrorForm;
  text: string;
};

/** Characters and words that are looked at: of the error's own words, and of the text around them. */
const OWN = { characters: 1500, words: 250 };
const AROUND = { characters: 4000, words: 400 };

/** Kinds of features, and what each kind weighs as a whole. */
const KINDS = { words: 3, parts: 1.5, around: 0.7, facts: 2 };

/** Features of one kind share its weight, so that a long text counts no more than a short one. */
type FeatureGroup = { features: Set<number>; weight: number };

/** The words of an error itself: of its detail, else of the text that reports it. */
export function ownWords({ detail, text }: Pick<Wording, 'detail' | 'text'>): string[] {
  return tokensOf((detail ?? text).slice(0, OWN.characters), OWN.words);
}

/** An error -> its features: its own words and their parts, the words around them, and what was read of it. */
export function categoryFeatures({ detail, text, ...read }: Wording): FeatureGroup[] {
  const own = ownWords({ detail, text });
  const [words, parts, around, facts] = [
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
  ];
  addWordGrams(own, 3, 'word', words);
  addCharacterGrams(own, 'part', parts);
  addWordGrams(tokensOf(text.slice(0, AROUND.characters), AROUND.words), 1, 'around', around);
  const { httpStatus, scimType, resource, wrapper, form } = read;
  const type = scimType === null ? null : tokensOf(scimType, 8).join('');
  const hundred = httpStatus === null ? null : Math.floor(httpStatus / 100);
  addFacts(
    {
      httpStatus,
      type,
      resource,
      wrapper,
      form,
      hundred,
      both: `${httpStatus} ${type}`,
      detail: detail !== null,
    },
    facts,
  );
  return [
    group(words, KINDS.words),
    group(parts, KINDS.parts),
    group(around, KINDS.around),
    group(facts, KINDS.facts),
  ];
}

function group(features: Set<number>, weight: number): FeatureGroup {
  return { features, weight: weight / Math.sqrt(Math.max(1, features.size)) };
}

/** A category with its probability (0 to 1), calibrated. */
export type Likely = { category: Category; probability: number };

/** Weights by feature, one for each category, in the order of `CATEGORIES`; `bias` likewise, in the same unit. */
export type CategoryWeights = {
  rows: Map<number, number>;
  weights: Int8Array;
  bias: number[];
  /** a sum of weights, times this, is a score for softmax */
  scale: number;
  /** divides the scores, so that a probability says how often it is right */
  temperature: number;
};

/** The weight of a kind of features is a multiple of this part: sums of products are integers, the same on every machine. */
export const PART = 1 / 1024;

/** How much features speak for a category, against the average of all: above 0 is for it. In units of the weights. */
export function leaning(
  features: Set<number>,
  category: Category,
  { rows, weights }: CategoryWeights,
): number {
  const at = CATEGORIES.indexOf(category);
  let sum = 0;
  for (const feature of features) {
    const row = rows.get(feature);
    if (row === undefined) continue;
    const all = weights.subarray(row, row + CATEGORIES.length);
    sum += (all[at] ?? 0) - all.reduce((total, one) => total + one, 0) / CATEGORIES.length;
  }
  return sum;
}

/** An error -> the score of each category, as integers. */
export function categoryScores(
  groups: FeatureGroup[],
  { rows, weights, bias }: CategoryWeights,
): Float64Array {
  const scores = Float64Array.from(bias);
  for (const { features, weight } of groups) {
    const times = Math.round(weight / PART);
    const sums = new Int32Array(CATEGORIES.length);
    for (const feature of features) {
      const row = rows.get(feature);
      if (row === undefined) continue;
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (weights[row + i] ?? 0);
    }
    for (let i = 0; i < sums.length; i += 1) scores[i] = (scores[i] ?? 0) + (sums[i] ?? 0) * times;
  }
  return scores;
}

/** An error -> every category with its probability, most likely first. */
export function likelyCategories(wording: Wording, model: CategoryWeights): Likely[] {
  return ranked(categoryScores(categoryFeatures(wording), model), model.scale / model.temperature);
}

/** Scores in the order of `CATEGORIES` -> the categories with their probabilities, most likely first. */
export function ranked(scores: Float64Array, scale: number): Likely[] {
  const shares = softmax(scores.map((score) => score * scale));
  return CATEGORIES.map((category, i) => ({ category, probability: shares[i] ?? 0, score: scores[i] ?? 0 }))
    .sort((a, b) => b.score - a.score)
    .map(({ category, probability }) => ({ category, probability }));
}

/** Category weights -> bytes: the features in rising order, four bytes each, then the rows of weights in the same order. */
export function encodeCategory({ rows, weights }: CategoryWeights): Uint8Array {
  const bytes = new Uint8Array(rows.size * 4 + weights.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const feature of rows.keys()) {
    view.setUint32(at, feature, true);
    at += 4;
  }
  bytes.set(new Uint8Array(weights.buffer), at);
  return bytes;
}

/** The same, back. */
export function decodeCategory(bytes: Uint8Array): Pick<CategoryWeights, 'rows' | 'weights'> {
  const count = bytes.length / (4 + CATEGORIES.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const rows = new Map<number, number>();
  for (let i = 0; i < count; i += 1) rows.set(view.getUint32(i * 4, true), i * CATEGORIES.length);
  return { rows, weights: new Int8Array(bytes.buffer, bytes.byteOffset + count * 4) };
}
