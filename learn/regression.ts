import { softmax } from '../src/knowledge/learned/softmax.ts';

/** One example: its features with their values, and its label from 0. */
export type Example = { features: Map<number, number>; label: number };

/** Weights of the features that at least two examples have: one for each label, in a row. */
export type Weights = { rows: Map<number, number>; weights: Float64Array; bias: Float64Array };

/** How to learn. `penalty` draws weights to 0; `pace` is the first step of AdaGrad; every label counts by `share`. */
export type Settings = { passes: number; pace: number; penalty: number };

/** A label that is foretold so nearly right teaches nothing more. */
const SMALL = 0.005;

/**
 * Multinomial logistic regression by AdaGrad (Duchi, Hazan, Singer 2011). The same examples in the same order give the same
 * weights to the last bit: the order of each pass comes from a fixed generator, and only sums, products, quotients and square
 * roots are used, which IEEE 754 rounds alike everywhere.
 */
export function learn(examples: Example[], labels: number, settings: Settings): Weights {
  const rows = rowsOf(examples, labels);
  const known = examples.map(({ features, label }) => vectorOf(features, label, rows));
  const weights = new Float64Array(rows.size * labels);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const bias = new Float64Array(labels);
  const next = generator();
  const order = known.map((_, i) => i);
  for (let pass = 0; pass < settings.passes; pass += 1) {
    shuffle(order, next);
    for (const i of order) {
      const { at, values, label } = known[i] as Vector;
      const errors = softmax(scoresOf({ at, values }, weights, bias));
      errors[label] = (errors[label] ?? 0) - 1;
      for (let k = 0; k < labels; k += 1) bias[k] = (bias[k] ?? 0) - 0.2 * settings.pace * (errors[k] ?? 0);
      for (let k = 0; k < labels; k += 1) {
        const error = errors[k] ?? 0;
        if (Math.abs(error) < SMALL) continue;
        for (let f = 0; f < at.length; f += 1) {
          const i = (at[f] as number) + k;
          const weight = weights[i] as number;
          const slope = error * (values[f] as number) + settings.penalty * weight;
          const square = (squares[i] as number) + slope * slope;
          squares[i] = square;
          weights[i] = weight - (settings.pace * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { rows, weights, bias };
}

type Vector = { at: Int32Array; values: Float64Array; label: number };

function vectorOf(features: Map<number, number>, label: number, rows: Map<number, number>): Vector {
  const known = [...features].filter(([feature]) => rows.has(feature));
  return {
    at: Int32Array.from(known, ([feature]) => rows.get(feature) ?? 0),
    values: Float64Array.from(known, ([, value]) => value),
    label,
  };
}

function scoresOf(
  { at, values }: Omit<Vector, 'label'>,
  weights: Float64Array,
  bias: Float64Array,
): Float64Array {
  const scores = Float64Array.from(bias);
  for (let f = 0; f < at.length; f += 1) {
    const row = at[f] as number;
    const value = values[f] as number;
    for (let k = 0; k < scores.length; k += 1)
      scores[k] = (scores[k] as number) + (weights[row + k] as number) * value;
  }
  return scores;
}

/** Where the weights of each feature begin. What only one example has says nothing about others. */
function rowsOf(examples: Example[], labels: number): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { features } of examples)
    for (const feature of features.keys()) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count > 1).map(([feature]) => feature);
  return new Map(shared.sort((a, b) => a - b).map((feature, i) => [feature, i * labels]));
}

/** A linear congruential generator with the constants of Numerical Recipes: numbers from 0 to 2^32 - 1. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state;
  };
}

/** Fisher-Yates. */
function shuffle(order: number[], next: () => number): void {
  for (let i = order.length - 1; i > 0; i -= 1) {
    const j = next() % (i + 1);
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
}
