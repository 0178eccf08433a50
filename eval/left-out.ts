import { categoryExamples, learnCategories } from '../learn/category.ts';
import type { Row } from '../learn/examples.ts';
import { learnSpeaking, speaksExamples } from '../learn/speaks.ts';
import { diagnose, read } from '../src/answer.ts';
import { answerJson } from '../src/card/answer-json.ts';
import type { KnownArticle } from '../src/knowledge/article/article.ts';
import { CATEGORIES } from '../src/knowledge/classify/category.ts';
import { type Knowledge, knowledgeOf } from '../src/knowledge/knowledge.ts';
import { type Learned, learnedFrom } from '../src/knowledge/learned/learned.ts';
import type { Judged } from './scores.ts';

/** A labelled text as each way of deciding answers it. */
export type Compared = { row: Row; together: Judged; rules: Judged; learned: Judged };

/** Weights that say nothing: what the rules decide alone. */
const nothingLearned = ({ thresholds, examples, temperature, floor }: Learned): Learned => ({
  examples,
  temperature,
  thresholds,
  floor: Math.min(floor, 0),
  categories: () =>
    CATEGORIES.toReversed().map((category, i) => ({ category, probability: i === 0 ? 1 : 0 })),
  decisiveWords: () => [],
  textScore: () => 0,
  score: (_, error) => (error?.strongCue ? thresholds.careful.from : thresholds.eager.from - 1),
});

/**
 * Each text that has a fold, answered by what was learned from the others. The thresholds and the temperature are those of the
 * committed weights, which were themselves set on sources that were left out.
 */
export async function answerLeftOut(rows: Row[], folds: number[], known: Knowledge): Promise<Compared[]> {
  const errors = categoryExamples(rows);
  const texts = speaksExamples(rows);
  const places = new Map(rows.map((row, i) => [row, folds[i] ?? -1]));
  const all: Compared[] = [];
  for (const fold of [...new Set(folds)].filter((one) => one >= 0).sort()) {
    const others = ({ row }: { row: Row }) => places.get(row) !== fold;
    const category = learnCategories(errors.filter(others), known.learned.temperature);
    const speaking = learnSpeaking(texts.filter(others));
    const learned = learnedFrom('', category, {
      ...speaking,
      thresholds: known.learned.thresholds,
      floor: known.learned.floor,
    });
    const asked = rows.filter((row) => places.get(row) === fold && row.source !== null);
    all.push(...(await compare(asked, known.articles, learned)));
  }
  return all;
}

/** Labelled texts -> what the rules say of each, what was learned, and what both say together. */
export async function compare(rows: Row[], articles: KnownArticle[], learned: Learned): Promise<Compared[]> {
  const both = knowledgeOf(articles, learned);
  const ruled = knowledgeOf(articles, nothingLearned(learned));
  const compared: Compared[] = [];
  for (const row of rows) {
    const together = await judged(row, both);
    const [error] = read(row.text, both).errors;
    const category = error ? learned.categories(error)[0]?.category : undefined;
    const verdict =
      together.got.verdict && category ? { ...together.got.verdict, category } : together.got.verdict;
    compared.push({
      row,
      together,
      rules: await judged(row, ruled),
      learned: { row, got: { ...together.got, verdict } },
    });
  }
  return compared;
}

async function judged(row: Row, knowledge: Knowledge): Promise<Judged> {
  return { row, got: answerJson(await diagnose(read(row.text, knowledge), knowledge)) };
}
