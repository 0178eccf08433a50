import type { Row } from '../learn/examples.ts';
import { diagnose, read } from '../src/answer.ts';
import { answerJson } from '../src/card/answer-json.ts';
import type { Knowledge } from '../src/knowledge/knowledge.ts';
import type { ModelSettings } from '../src/model/client.ts';
import { modelWith } from '../src/model/model.ts';
import { percent } from './interval.ts';
import type { Judged } from './scores.ts';

/** What a model said of one text: the articles it named, and how long it took (ms). */
type Said = { row: Row; category: string; article: string | null; named: string[]; ms: number };

/** A long file must not run into the limit for a day. */
const UNLIMITED = {
  OPENAI_TOKENS_PER_DAY: Number.MAX_SAFE_INTEGER,
  OPENAI_TOKENS_PER_USER_DAY: Number.MAX_SAFE_INTEGER,
};

/**
 * Asks the model about the judged texts for which the rules named no article. Returns the figures as text: coverage, precision by
 * the labels, articles named where there is no error, tokens, time.
 */
export async function whatAModelAdds(
  judged: Judged[],
  knowledge: Knowledge,
  settings: ModelSettings,
): Promise<string> {
  let tokens = 0;
  const outcomes = new Map<string, number>();
  const model = modelWith(
    { ...settings, ...UNLIMITED },
    {
      usage: { add: async () => 0 },
      count: (used) => {
        tokens += used.tokens;
        outcomes.set(used.outcome, (outcomes.get(used.outcome) ?? 0) + 1);
      },
    },
  );
  if ('unavailable' in model) return `model: not asked, because ${model.unavailable}`;
  const said: Said[] = [];
  for (const { row, got } of judged) {
    if (got.errors.length === 0 || got.verdict?.decidedBy === 'rules') continue;
    const start = performance.now();
    const { verdict } = answerJson(
      await diagnose(read(row.text, knowledge), knowledge, { chooseArticle: model.chooseArticle(null) }),
    );
    const ms = performance.now() - start;
    const { category = 'other', article = null, candidates = [] } = verdict ?? {};
    const named = verdict?.decidedBy !== 'model' ? [] : article ? [article] : candidates;
    said.push({ row, category, article, named, ms });
  }
  return figures(said, knowledge, tokens, outcomes);
}

function figures(
  said: Said[],
  { articles }: Knowledge,
  tokens: number,
  outcomes: Map<string, number>,
): string {
  const errors = said.filter(({ row }) => row.isScimError);
  const others = said.filter(({ row }) => !row.isScimError);
  const one = errors.filter(({ named }) => named.length === 1);
  const two = errors.filter(({ named }) => named.length === 2);
  const labelled = one.filter(({ row }) => row.errorClass);
  const withArticle = one.filter(({ row }) => row.article);
  const categoryOf = (named: string) => articles.find(({ id }) => id === named)?.category ?? '';
  const fits = (row: Row, category: string) =>
    [row.errorClass, ...row.altClasses].some((one) => one === category);
  const times = said.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  const ended = [...outcomes].map(([outcome, n]) => `${n} ${outcome}`).join(', ') || 'none';
  return [
    `model: asked about ${errors.length} errors that the rules left without an article, and ${others.length} texts that are none`,
    `questions: ${ended}`,
    `coverage: one article named ${percent(one.length, errors.length)}, two ${percent(two.length, errors.length)}`,
    `precision, category of the one: ${percent(labelled.filter(({ row, category }) => fits(row, category)).length, labelled.length)}`,
    `precision, the article itself: ${percent(withArticle.filter(({ row, article }) => row.article === article).length, withArticle.length)}`,
    `one of the two has the right category: ${percent(two.filter(({ row, named }) => named.some((id) => fits(row, categoryOf(id)))).length, two.length)}`,
    `named an article where there is no error: ${percent(others.filter(({ named }) => named.length > 0).length, others.length)}`,
    `tokens: ${tokens} in all, ${said.length > 0 ? Math.round(tokens / said.length) : 0} a question`,
    `time: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`,
  ].join('\n');
}
