import { CATEGORIES, type Category } from '../src/knowledge/classify/category.ts';
import { extract } from '../src/knowledge/extract/extract.ts';
import {
  type CategoryWeights,
  categoryFeatures,
  categoryScores,
  PART,
  ranked,
  type Wording,
} from '../src/knowledge/learned/category-weights.ts';
import { withoutSecrets } from '../src/knowledge/secrets/secrets.ts';
import type { Row } from './examples.ts';
import { type Example, learn, type Weights } from './regression.ts';

const SETTINGS = { passes: 15, pace: 0.1, penalty: 0.0005 };
/** So many features are kept, those whose weights say most. */
const MOST_FEATURES = 20_000;

/** A labelled error with what a category is learned from. */
export type CategoryExample = { row: Row; wording: Wording; features: Map<number, number>; label: Category };

/** The errors among the rows, read as a paste of them would be. */
export function categoryExamples(rows: Row[]): CategoryExample[] {
  return rows.flatMap((row) => {
    if (!row.isScimError || !row.errorClass) return [];
    const wording = wordingOf(row.text);
    const groups = categoryFeatures(wording).map(({ features, weight }) =>
      [...features].map((feature): [number, number] => [feature, weight]),
    );
    return [{ row, wording, features: new Map(groups.flat()), label: row.errorClass }];
  });
}

function wordingOf(text: string): Wording {
  const nothing = {
    httpStatus: null,
    scimType: null,
    detail: null,
    resource: null,
    wrapper: null,
    form: 'words' as const,
  };
  return extract(withoutSecrets(text).text)[0] ?? { ...nothing, text };
}

/** Learns the weights of each category from examples, in order. */
export function learnCategories(examples: CategoryExample[], temperature = 1): CategoryWeights {
  const learned = learn(examples.map(asExample), CATEGORIES.length, SETTINGS);
  return rounded(learned, temperature);
}

const asExample = ({ features, label }: CategoryExample): Example => ({
  features,
  label: CATEGORIES.indexOf(label),
});

/** The weights as whole numbers of one byte, of the features that say most. */
function rounded({ rows, weights, bias }: Weights, temperature: number): CategoryWeights {
  const labels = CATEGORIES.length;
  const said = (row: number) =>
    weights.subarray(row, row + labels).reduce((sum, weight) => sum + weight * weight, 0);
  const kept = [...rows]
    .map(([feature, row]) => ({ feature, row, said: said(row) }))
    .sort((a, b) => b.said - a.said || a.feature - b.feature)
    .slice(0, MOST_FEATURES)
    .sort((a, b) => a.feature - b.feature);
  const unit = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127;
  const bytes = Int8Array.from(
    kept.flatMap(({ row }) => [...weights.subarray(row, row + labels)]),
    (weight) => Math.round(weight / unit),
  );
  return {
    rows: new Map(kept.map(({ feature }, i) => [feature, i * labels])),
    weights: bytes,
    bias: [...bias].map((one) => Math.round(one / unit / PART)),
    scale: unit * PART,
    temperature,
  };
}

/** The scores that weights learned without an example give it; `scale` makes them scores for softmax. */
export type Foretold = { example: CategoryExample; scores: Float64Array; scale: number };

/** Each example that has a fold, judged by what was learned from all others. */
export function foretell(examples: CategoryExample[], foldOf: (row: Row) => number): Foretold[] {
  const folds = [...new Set(examples.map(({ row }) => foldOf(row)))].filter((fold) => fold >= 0).sort();
  return folds.flatMap((fold) => {
    const model = learnCategories(examples.filter(({ row }) => foldOf(row) !== fold));
    return examples
      .filter(({ row }) => foldOf(row) === fold && row.source !== null)
      .map((example) => ({
        example,
        scores: categoryScores(categoryFeatures(example.wording), model),
        scale: model.scale,
      }));
  });
}

/** Is a category the label of an example, or one of the others that are right too? */
export const isRight = ({ row }: CategoryExample, category: Category | undefined): boolean =>
  category !== undefined && (row.errorClass === category || row.altClasses.includes(category));

const TEMPERATURES = Array.from({ length: 40 }, (_, i) => 0.5 + i / 20);

/** The temperature at which the probabilities fit best what turned out right (least mean square, Brier 1950). */
export function temperatureOf(foretold: Foretold[]): number {
  const lossAt = (temperature: number) =>
    foretold.reduce((sum, { example, scores, scale }) => {
      const [first] = ranked(scores, scale / temperature);
      const miss = (first?.probability ?? 0) - (isRight(example, first?.category) ? 1 : 0);
      return sum + miss * miss;
    }, 0);
  const losses = TEMPERATURES.map((temperature) => ({ temperature, loss: lossAt(temperature) }));
  return losses.reduce((best, one) => (one.loss < best.loss ? one : best)).temperature;
}
