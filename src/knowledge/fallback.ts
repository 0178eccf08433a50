import type { ChooseArticle } from '../model/choose-article.ts';
import type { Verdict } from './classify.ts';
import type { Knowledge, KnownArticle } from './knowledge.ts';
import { redact } from './redact.ts';
import type { ExtractedError } from './scim-error.ts';

/** More articles than these are not offered to a model at once. */
const MOST_OFFERED = 60;
/** More of a paste than this is not shown to a model. */
const LONGEST_SHOWN = 4000;

/**
 * Where the rules name no article, asks a model to choose one of a closed list; it sees the redacted error, never an address.
 * The rules' verdict stands whenever it chooses none, and the evidence says why. A rules' verdict is never overruled.
 */
export async function withFallback(
  verdict: Verdict,
  error: ExtractedError,
  { articles }: Knowledge,
  chooseArticle: ChooseArticle | string,
): Promise<Verdict> {
  if (verdict.article) return verdict;
  const unasked = (reason: string): Verdict => ({ ...verdict, evidence: [...verdict.evidence, reason] });
  if (typeof chooseArticle === 'string') return unasked(`no model was asked: ${chooseArticle}`);
  const offered = (verdict.candidates.length > 0 ? verdict.candidates : articles).slice(0, MOST_OFFERED);
  const redacted = redact(error.text.slice(0, LONGEST_SHOWN));
  const choice = await chooseArticle(
    redacted.text,
    offered.map(({ id, title, meaning }) => ({ id, title, meaning })),
  );
  if (choice.id === null) return unasked(choice.reason);
  const article = offered.find(({ id }) => id === choice.id) as KnownArticle;
  return {
    ...verdict,
    article,
    category: article.category,
    decidedBy: 'model',
    candidates: [],
    whoCanFix: article.whoCanFix,
    evidence: [
      ...verdict.evidence,
      `a language model chose the article by the words "${redacted.restore(choice.quote)}"`,
    ],
  };
}
