import type { ChooseArticle } from '../../model/choose-article.ts';
import type { Unavailable } from '../../unavailable.ts';
import type { KnownArticle } from '../article/article.ts';
import { plainText } from '../article/rich-text.ts';
import type { Knowledge } from '../knowledge.ts';
import { excerpt } from '../redact/excerpt.ts';
import { redact } from '../redact/redact.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Category } from './category.ts';
import { type Verdict, withArticle } from './verdict.ts';

/** At most so many articles are offered to a model. */
const MOST_OFFERED = 40;
/** Articles of so many likely categories come first. */
const MOST_LIKELY = 3;
/** The words that a model quotes are shown up to this length. */
const LONGEST_QUOTE = 160;

/**
 * Where the rules decide nothing, asks a model to choose one of a closed list; it sees the redacted error, never an address.
 * When it chooses none, the rules' verdict stays and the evidence says why. An article that the rules name is never overruled.
 */
export async function withModel(
  verdict: Verdict,
  error: ExtractedError,
  { articles, learned }: Knowledge,
  chooseArticle: ChooseArticle | Unavailable,
): Promise<Verdict> {
  if (verdict.decidedBy !== 'none') return verdict;
  const unasked = (reason: string): Verdict => ({ ...verdict, evidence: [...verdict.evidence, reason] });
  if ('unavailable' in chooseArticle) return unasked(`no model was asked: ${chooseArticle.unavailable}`);
  const redacted = redact(excerpt(error), error.text);
  const likely = learned.categories(error).slice(0, MOST_LIKELY);
  const likelyOnes = [verdict.category, ...likely.map(({ category }) => category)];
  const offered =
    verdict.candidates.length > 0 ? verdict.candidates : closest(articles, likelyOnes, redacted.text);
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
    return { ...verdict, article: null, decidedBy: 'model', candidates: [article, other], evidence };
  }
  return withArticle(
    { ...verdict, decidedBy: 'model' },
    article,
    `a language model chose the article by ${words}`,
  );
}

function shortened(quote: string): string {
  return quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote;
}

/** The articles most like an error: of its likely categories first, then by the words they share with it. */
function closest(articles: KnownArticle[], categories: Category[], text: string): KnownArticle[] {
  const words = new Set(wordsOf(text));
  const score = (article: KnownArticle): number =>
    wordsOf(`${article.title} ${plainText(article.meaning)}`).filter((word) => words.has(word)).length +
    (categories.includes(article.category) ? 5 : 0);
  const scores = new Map(articles.map((article) => [article, score(article)]));
  return articles.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0)).slice(0, MOST_OFFERED);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
}
