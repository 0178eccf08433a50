import { answer } from '../answer.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { modelWith } from '../model/model.ts';
import type { ModelSettings } from '../model/settings.ts';
import { jsonOf } from '../render/json.ts';
import type { Judged } from './eval-score.ts';

/**
 * Asks the model wherever the rules left an error without an article, and says what came of it: coverage, precision by the labelled
 * category, tokens, time. The texts are those that were judged already. Returns the figures as text.
 */
export async function whatAModelAdds(
  judged: Judged[],
  knowledge: Knowledge,
  settings: ModelSettings,
): Promise<string> {
  let tokens = 0;
  const model = modelWith(
    { ...settings, OPENAI_TOKENS_PER_DAY: Number.MAX_SAFE_INTEGER },
    {
      usage: { get: async () => undefined, set: async () => undefined },
      count: (used) => {
        tokens += used.tokens;
      },
    },
  );
  if (typeof model === 'string') return `model: not asked, because ${model}`;
  const open = judged.filter(
    ({ row, got }) => row.isScimError && got.errors.length > 0 && !got.verdict?.article,
  );
  const times: number[] = [];
  let chosen = 0;
  let named = 0;
  let right = 0;
  for (const { row } of open) {
    const start = performance.now();
    const { verdict } = jsonOf(await answer(row.text, knowledge, 'not asked', model.chooseArticle(null)));
    times.push(performance.now() - start);
    if (verdict?.decidedBy !== 'model') continue;
    named += 1;
    if (!verdict.article) continue;
    chosen += 1;
    if ([row.errorClass, ...row.altClasses].includes(verdict.category)) right += 1;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return [
    `model: asked about ${open.length} errors that the rules left without an article`,
    `one article named: ${share(chosen, open.length)}; two: ${named - chosen}; none: ${open.length - named}`,
    `category of the named article right: ${share(right, chosen)}`,
    `tokens: ${tokens} in all, ${open.length > 0 ? Math.round(tokens / open.length) : 0} a question`,
    `time: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`,
  ].join('\n');
}

function share(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`;
}
