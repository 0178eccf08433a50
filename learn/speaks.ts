import { extract } from '../src/knowledge/extract/extract.ts';
import { mayHoldCue } from '../src/knowledge/extract/may-hold-cue.ts';
import { toPlainText } from '../src/knowledge/extract/plain-text.ts';
import {
  type Eagerness,
  leadOf,
  SIGNAL_TIMES,
  SLOTS,
  type SpeaksWeights,
  signalFeatures,
  sumOf,
  type Threshold,
  textFeatures,
} from '../src/knowledge/learned/speaks-weights.ts';
import type { ExtractedError } from '../src/knowledge/scim-error.ts';
import { withoutSecrets } from '../src/knowledge/secrets/secrets.ts';
import { isWeak, type Row } from './examples.ts';
import { learn } from './regression.ts';

const SETTINGS = { passes: 12, pace: 0.05, penalty: 0.0002 };
/** The value of one feature of a text: the sum of some hundreds of them is the score. */
const VALUE = 1 / 20;

export type SpeaksExample = {
  row: Row;
  error: ExtractedError | undefined;
  text: Set<number>;
  signals: Set<number>;
};

/** The rows for which it is clear whether a channel wants an answer. */
export function speaksExamples(rows: Row[]): SpeaksExample[] {
  return rows.filter((row) => !(row.isScimError && isWeak(row))).map(speaksExample);
}

function speaksExample(row: Row): SpeaksExample {
  const text = toPlainText(withoutSecrets(row.text).text);
  const [error] = extract(text);
  return { row, error, text: textFeatures(text), signals: signalFeatures(error, text) };
}

/** Learns the weights from examples, in order. */
export function learnSpeaking(examples: SpeaksExample[]): Pick<SpeaksWeights, 'weights' | 'bias'> {
  const known = examples.map(({ row, text, signals }) => {
    const features = new Map([...text].map((feature): [number, number] => [feature % SLOTS, VALUE]));
    for (const signal of signals) features.set(signal % SLOTS, SIGNAL_TIMES * VALUE);
    return { features, label: row.isScimError ? 1 : 0 };
  });
  const { rows, weights, bias } = learn(known, 2, SETTINGS);
  const said = new Map(
    [...rows].map(([feature, row]) => [feature, (weights[row + 1] ?? 0) - (weights[row] ?? 0)]),
  );
  const unit = most([...said.values()]) / 127;
  const bytes = new Int8Array(SLOTS);
  for (const [feature, weight] of said)
    bytes[feature] = Math.max(-127, Math.min(127, Math.round(weight / unit)));
  return { weights: bytes, bias: Math.round(((bias[1] ?? 0) - (bias[0] ?? 0)) / unit / VALUE) };
}

/** The size that all but one in a thousand weights stay under: the few above it are cut to it. */
function most(weights: number[]): number {
  const sizes = weights.map((weight) => Math.abs(weight)).sort((a, b) => a - b);
  return sizes[Math.floor(sizes.length * 0.999)] ?? 1;
}

/** The score of an example. */
function scoreOf(
  { error, text, signals }: SpeaksExample,
  { weights, bias }: Pick<SpeaksWeights, 'weights' | 'bias'>,
): number {
  return bias + sumOf(text, weights) + SIGNAL_TIMES * sumOf(signals, weights) + leadOf(error);
}

export type Scored = { example: SpeaksExample; score: number; textScore: number };

/** Each example that has a fold, scored by what was learned from all others. */
export function foretellSpeaking(examples: SpeaksExample[], foldOf: (row: Row) => number): Scored[] {
  const folds = [...new Set(examples.map(({ row }) => foldOf(row)))].filter((fold) => fold >= 0).sort();
  return folds.flatMap((fold) => {
    const model = learnSpeaking(examples.filter(({ row }) => foldOf(row) !== fold));
    return examples
      .filter(({ row }) => foldOf(row) === fold && row.source !== null)
      .map((example) => ({
        example,
        score: scoreOf(example, model),
        textScore: model.bias + sumOf(example.text, model.weights),
      }));
  });
}

/** The part of ordinary talk that each eagerness may interrupt. */
const TALK_INTERRUPTED: Record<Eagerness, number> = { careful: 0.005, normal: 0.02, eager: 0.06 };

/** Where each eagerness begins, and how it does there, on texts of sources that were left out. */
export function thresholdsOf(scored: Scored[]): Record<Eagerness, Threshold> {
  const readable = scored.filter(({ example }) => example.error && mayHoldCue(example.row.text));
  const errors = scored.filter(({ example }) => example.row.isScimError);
  const talk = scored.filter(({ example }) => !example.row.isScimError);
  const disturbing = readable.filter(({ example }) => !example.row.isScimError).map(({ score }) => score);
  disturbing.sort((a, b) => b - a);
  const at = (eagerness: Eagerness): Threshold => {
    const from = (disturbing[Math.floor(TALK_INTERRUPTED[eagerness] * talk.length)] ?? 0) + 1;
    const answered = readable.filter(({ score }) => score >= from);
    const right = answered.filter(({ example }) => example.row.isScimError).length;
    return { from, speaks: right / errors.length, interrupts: (answered.length - right) / talk.length };
  };
  return { careful: at('careful'), normal: at('normal'), eager: at('eager') };
}

/** The part of the errors that an eager bot answers which the quick look at the text alone may lose. */
const LOST = 0.01;

/** The score of a text alone under which so few errors lie that nothing is read of it. */
export function floorOf(scored: Scored[], from: number): number {
  const answered = scored.filter(({ example, score }) => example.row.isScimError && score >= from);
  const scores = answered.map(({ textScore }) => textScore).sort((a, b) => a - b);
  return scores[Math.floor(LOST * scores.length)] ?? 0;
}
