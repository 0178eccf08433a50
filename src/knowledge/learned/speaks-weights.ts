import { isTalk } from '../extract/is-talk.ts';
import type { ExtractedError } from '../scim-error.ts';
import { addCharacterGrams, addFacts, addShapes, addWordGrams } from './features.ts';
import { mannersOf } from './manner.ts';
import { tokensOf } from './tokens.ts';

/** Characters and words of a text that are looked at. */
const READ = { characters: 3000, words: 400 };
/** Of a longer text its beginning and its end: people write before or after what they paste. */
const BEGINNING = 1000;

function looked(text: string): string {
  if (text.length <= READ.characters) return text;
  return `${text.slice(0, BEGINNING)}\n${text.slice(BEGINNING - READ.characters)}`;
}

/** Weights by the last bits of a feature's hash; features that share a weight are told apart by all their others. */
export const SLOTS = 2 ** 18;

/** What was read of the error counts as much as so many features of the text. */
export const SIGNAL_TIMES = 6;

/** How readily the bot speaks up in a channel. */
export const EAGERNESS = ['careful', 'normal', 'eager'] as const;

export type Eagerness = (typeof EAGERNESS)[number];

/** From which score on the bot speaks up, and how it then did on texts of sources it had not learned from (shares, 0 to 1). */
export type Threshold = { from: number; speaks: number; interrupts: number };

export type SpeaksWeights = {
  weights: Int8Array;
  bias: number;
  thresholds: Record<Eagerness, Threshold>;
  /** a text alone that scores less is hardly ever answered, however eager the bot */
  floor: number;
};

/** Plain text -> its features: words, their parts, and how it is laid out. */
export function textFeatures(text: string): Set<number> {
  const features = new Set<number>();
  const start = looked(text);
  const words = tokensOf(start, READ.words);
  addWordGrams(words, 3, 'said', features);
  addCharacterGrams(words, 'said part', features);
  addShapes(start, features);
  return features;
}

/** What was read of a text, as features: the first error, its cue, and whether the words around it are talk. */
export function signalFeatures(error: ExtractedError | undefined, text: string): Set<number> {
  const features = new Set<number>();
  const start = looked(text);
  const talk = isTalk(start);
  const cue = error?.strongCue ?? false;
  const given = (value: unknown): boolean => (value ?? null) !== null;
  const [status, type, detail] = [given(error?.httpStatus), given(error?.scimType), given(error?.detail)];
  const form = error?.form ?? 'none';
  addFacts(
    { cue, form, talk, status, type, detail, 'cue talk': `${cue} ${talk}`, 'cue form': `${cue} ${form}` },
    features,
  );
  addFacts(mannersOf(start), features);
  return features;
}

/** An answer in SCIM's own form, or what else names SCIM as what failed, speaks for an answer whatever the words around it. */
const CUE_LEAD = { scim: 1800, other: 900 };
/** Output of a program that does not name SCIM is of another program: many of them answer 404. */
const NO_CUE = -10_000;

/** What a score gains or loses by what was read. Words of people need no cue: they say it in many ways. */
export function leadOf(error: ExtractedError | undefined): number {
  if (error?.strongCue) return error.form === 'scim' ? CUE_LEAD.scim : CUE_LEAD.other;
  return error?.form === 'words' ? 0 : NO_CUE;
}

/** Features -> the sum of their weights. */
export function sumOf(features: Set<number>, weights: Int8Array): number {
  let sum = 0;
  for (const feature of features) sum += weights[feature % SLOTS] ?? 0;
  return sum;
}
