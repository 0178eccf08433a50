import type { ChooseArticle } from '../../model/choose-article.ts';
import type { Unavailable } from '../../unavailable.ts';
import type { KnownArticle } from '../article/article.ts';
import { plainText } from '../article/rich-text.ts';
import type { Knowledge } from '../knowledge.ts';
import { excerpt } from '../redact/excerpt.ts';
import { redact } from '../redact/redact.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Verdict } from './classify.ts';

/** More articles than these are not offered to a model at once. */
const MOST_OFFERED = 20;
/** The words that a model rests on are shown up to this length. */
const LONGEST_QUOTE = 160;

/**
 * Where the rules name no article, asks a model to choose one of a closed list; it sees the redacted error, never an address.
 * The rules' verdict stands whenever it chooses none, and the evidence says why. A rules' verdict is never overruled.
 */
export async function withModel(
  verdict: Verdict,
  error: ExtractedError,
  { articles }: Knowledge,
  chooseArticle: ChooseArticle | Unavailable,
): Promise<Verdict> {
  if (verdict.article) return verdict;
  const unasked = (reason: string): Verdict => ({ ...verdict, evidence: [...verdict.evidence, reason] });
  if ('unavailable' in chooseArticle) return unasked(`no model was asked: ${chooseArticle.unavailable}`);
  const redacted = redact(excerpt(error), error.text);
  const offered =
    verdict.candidates.length > 0 ? verdict.candidates : closest(articles, verdict, redacted.text);
  const choice = await chooseArticle(
    redacted.text,
    offered.map(({ id, title, meaning }) => ({ id, title, meaning: plainText(meaning) })),
  );
  if (choice.ids === null) return unasked(choice.reason);
  const [article, other] = choice.ids.flatMap((chosen) => offered.find(({ id }) => id === chosen) ?? []);
  if (!article) return unasked('the model named an article that was not offered');
  const words = `the words "${shortened(redacted.restore(choice.quote))}"`;
  if (other) {
    const evidence = [...verdict.evidence, `a language model named two articles by ${words}`];
    return { ...verdict, decidedBy: 'model', candidates: [article, other], evidence };
  }
  return {
    ...verdict,
    article,
    category: article.category,
    decidedBy: 'model',
    candidates: [],
    whoCanFix: article.whoCanFix,
    evidence: [...verdict.evidence, `a language model chose the article by ${words}`],
  };
}

function shortened(quote: string): string {
  return quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote;
}

/** The articles most like an error: of its category first, then by the words they share with it. */
function closest(articles: KnownArticle[], { category }: Verdict, text: string): KnownArticle[] {
  const words = new Set(wordsOf(text));
  const score = (article: KnownArticle): number =>
    wordsOf(`${article.title} ${plainText(article.meaning)}`).filter((word) => words.has(word)).length +
    (article.category === category ? 5 : 0);
  return articles
    .map((article) => ({ article, likeness: score(article) }))
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, MOST_OFFERED)
    .map(({ article }) => article);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}
