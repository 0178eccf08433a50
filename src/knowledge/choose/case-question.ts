import { SLACK_LIMITS } from '../../slack/limits.ts';
import type { Article, Branch } from '../article/article.ts';
import type { Choice } from './choose.ts';

/** One question whose answers are cases of an article. */
export type CaseQuestion = { text: string; answers: { branch: string; label: string }[] };

/** A question with more answers than these is no help. */
const MOST = 5;
const LONGEST = SLACK_LIMITS.buttonLabel;

/** What somebody can find out by hand and tell by a button: an undecided choice -> its question; null when nothing is open. */
export function caseQuestion(article: Pick<Article, 'branches'>, choice: Choice): CaseQuestion | null {
  if (choice.branch !== null || choice.remaining.length === 0) return null;
  const said = choice.remaining.filter(({ label }) => label !== null);
  const asked = choice.remaining.length <= MOST ? choice.remaining : said.slice(0, MOST);
  if (asked.length === 0 || article.branches.length === 0) return null;
  return {
    text: 'What do you find?',
    answers: asked.map((branch) => ({ branch: branch.id, label: labelOf(branch) })),
  };
}

function labelOf({ label, when }: Branch): string {
  const text = label ?? `${when[0]?.toUpperCase()}${when.slice(1)}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
