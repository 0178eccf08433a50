import type { ArticleBody } from './parse-body.ts';
import type { RichText } from './rich-text.ts';
import { type Step, stepWords } from './step.ts';

/** One passage that a card can show: a step, an item to verify, or all words of a section. */
export type ShownPart = { what: 'step' | 'section'; words: RichText };

/** Every passage of an article. */
export function shownParts({
  meaning,
  steps,
  branches,
  verify,
  escalate,
  internal,
}: ArticleBody): ShownPart[] {
  const section = (words: RichText): ShownPart => ({ what: 'section', words });
  const step = (one: Step): ShownPart => ({ what: 'step', words: stepWords(one) });
  return [
    section(meaning),
    ...[...steps, ...branches.flatMap((branch) => branch.steps), ...verify].map(step),
    section(escalate),
    ...internal.map(({ words }) => section(words)),
  ];
}
