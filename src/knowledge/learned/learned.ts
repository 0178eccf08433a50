import { join } from 'node:path';
import type { Category } from '../classify/category.ts';
import type { ExtractedError } from '../scim-error.ts';
import {
  type CategoryWeights,
  decodeCategory,
  type Likely,
  likelyCategories,
  type Wording,
} from './category-weights.ts';
import { decisiveWords } from './decisive-words.ts';
import { readWeights, WeightsError } from './read-weights.ts';
import {
  type Eagerness,
  leadOf,
  SIGNAL_TIMES,
  type SpeaksWeights,
  signalFeatures,
  sumOf,
  type Threshold,
  textFeatures,
} from './speaks-weights.ts';

export const CATEGORY_FILE = join(import.meta.dirname, 'category.weights');
export const SPEAKS_FILE = join(import.meta.dirname, 'speaks.weights');

/** What stands at the head of each file of weights. */
type CategoryHeader = Pick<CategoryWeights, 'bias' | 'scale' | 'temperature'>;
type SpeaksHeader = Omit<SpeaksWeights, 'weights'>;

/** What was learned from the labelled examples (`npm run learn`). */
export type Learned = {
  /** hash of the examples */
  examples: string;
  temperature: number;
  /** every category with its probability, most likely first */
  categories: (error: Wording) => Likely[];
  /** the words of an error that speak most for a category, at most three */
  decisiveWords: (error: Wording, category: Category) => string[];
  /** how much a text alone reads like one that a support channel wants an answer to; higher is more */
  textScore: (text: string) => number;
  /** the same, with what was read of it */
  score: (text: string, error: ExtractedError | undefined) => number;
  thresholds: Record<Eagerness, Threshold>;
  /** a text alone that scores less is hardly ever answered */
  floor: number;
};

/** Reads both files of weights. Throws `WeightsError` when one cannot be used or they come from different examples. */
export function loadLearned(categoryFile = CATEGORY_FILE, speaksFile = SPEAKS_FILE): Learned {
  const category = readWeights<CategoryHeader>(categoryFile);
  const speaks = readWeights<SpeaksHeader>(speaksFile);
  if (category.header.examples !== speaks.header.examples)
    throw new WeightsError(
      `${categoryFile} and ${speaksFile} come from different examples; run "npm run learn"`,
    );
  return learnedFrom(
    category.header.examples,
    { ...category.header, ...decodeCategory(category.weights) },
    { ...speaks.header, weights: new Int8Array(speaks.weights.buffer) },
  );
}

/** Weights -> what they say. */
export function learnedFrom(examples: string, category: CategoryWeights, speaks: SpeaksWeights): Learned {
  const textScore = (text: string) => speaks.bias + sumOf(textFeatures(text), speaks.weights);
  return {
    examples,
    temperature: category.temperature,
    categories: (error) => likelyCategories(error, category),
    decisiveWords: (error, one) => decisiveWords(error, one, category),
    textScore,
    score: (text, error) =>
      textScore(text) + SIGNAL_TIMES * sumOf(signalFeatures(error, text), speaks.weights) + leadOf(error),
    thresholds: speaks.thresholds,
    floor: speaks.floor,
  };
}
