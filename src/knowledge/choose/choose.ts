import type { Fact, FactName } from '../../atlassian/fact.ts';
import { SLACK_LIMITS } from '../../slack/limits.ts';
import type { Article, Branch } from '../article/article.ts';
import { ADDRESS_HOLDER, type Facts, type Row, UNDERSTOOD } from './address-holder.ts';

/** A question with more answers than these is no help. */
const MOST = 5;
const LONGEST = SLACK_LIMITS.buttonLabel;

const TABLES: Record<NonNullable<Article['decision']>, Row[]> = { 'address-holder': ADDRESS_HOLDER };

/** `branch`: the one that applies, or null with the facts that are missing and the branches not ruled out. */
export type Choice = { branch: Branch } | { branch: null; missing: FactName[]; remaining: Branch[] };

/**
 * Article + facts -> the one branch of steps that applies, or undecided. The first row that is not ruled out decides: one that
 * holds chooses its branch, one that lacks a fact leaves the choice open. Without a table there is no branch to choose.
 */
export function choose(article: Article, facts: Fact[]): Choice {
  const table = article.decision ? TABLES[article.decision] : [];
  const values = valuesOf(facts);
  const open = table.map((row) => ({ row, holds: row.holds(values) })).filter(({ holds }) => holds !== false);
  const first = open[0];
  if (first?.holds === true) {
    const branch = article.branches.find(({ id }) => id === first.row.branch);
    if (branch) return { branch };
  }
  const missing = first ? first.row.needs.filter((name) => isMissing(values, name)) : [];
  const possible = article.branches.filter(({ id }) => open.some(({ row }) => row.branch === id));
  return { branch: null, missing, remaining: open.length > 0 ? possible : article.branches };
}

function valuesOf(facts: Fact[]): Facts {
  const known = facts.filter(
    ({ name, value, complete }) => complete && (UNDERSTOOD[name]?.includes(String(value)) ?? true),
  );
  return {
    ...Object.fromEntries(known.map(({ name, value }) => [name, value])),
    inVain: facts.filter(({ complete }) => !complete).map(({ name }) => name),
  };
}

/** Is it this fact that is not known? Some are missed only where they matter, and a link that names no account tells half. */
function isMissing(values: Facts, name: FactName): boolean {
  if (name === 'accountScimLinks' && !values.inVain.includes(name)) return false;
  if (name === 'emailChangeRefusal' && values.emailChangeAllowed !== false) return false;
  if (name === 'scimLinks' && values.scimLinks)
    return values.scimLinks.some(({ atlassianAccountId }) => atlassianAccountId === undefined);
  return values[name] === undefined;
}

/** What is wrong between an article's branches and its table, as sentences; none when every row has its branch and back. */
export function tableProblems(article: Article): string[] {
  const rows = (article.decision ? TABLES[article.decision] : []).map(({ branch }) => branch);
  const branches = article.branches.map(({ id }) => id);
  const table = `the table "${article.decision}"`;
  const missing = rows.filter((row) => !branches.includes(row));
  const unreached = branches.filter((id) => !rows.includes(id));
  const where = article.decision ? table : 'a table: set "decision"';
  return [
    ...missing.map((row) => `${table} leads to "### Branch: ${row}", which is missing`),
    ...unreached.map((id) => `"### Branch: ${id}" is reached by no row of ${where}`),
  ];
}

/** One question whose answers are cases of an article. */
export type CaseQuestion = { text: string; answers: { branch: string; label: string }[] };

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
