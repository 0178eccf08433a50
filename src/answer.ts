import type { Fact } from './atlassian/fact.ts';
import type { Branch, KnownArticle, WhoCanFix } from './knowledge/article/article.ts';
import { type Choice, choose } from './knowledge/choose/choose.ts';
import { classify } from './knowledge/classify/classify.ts';
import { type Chosen, named, type Verdict, withChoice } from './knowledge/classify/verdict.ts';
import { withModel } from './knowledge/classify/with-model.ts';
import { completeError } from './knowledge/extract/complete-error.ts';
import { NOTHING_READ, type Paste, readPaste } from './knowledge/extract/extract.ts';
import { mayHoldCue } from './knowledge/extract/may-hold-cue.ts';
import { toPlainText } from './knowledge/extract/plain-text.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { isGuess, isLikely, mayWantAnswer } from './knowledge/learned/is-likely.ts';
import type { Eagerness } from './knowledge/learned/speaks-weights.ts';
import type { ExtractedError } from './knowledge/scim-error.ts';
import { withoutSecrets } from './knowledge/secrets/secrets.ts';
import type { LookUp } from './look-up/look-up.ts';
import type { ChooseArticle } from './model/choose-article.ts';
import type { Unavailable } from './unavailable.ts';

/** One error: what it is, what was found out about it, and which steps apply. */
export type Diagnosis = {
  error: ExtractedError;
  verdict: Verdict;
  whoCanFix: WhoCanFix;
  facts: Fact[];
  /** null without an article */
  choice: Choice | null;
  /** why the article's look-ups were not made; null when they were, or when it has none */
  notChecked: Unavailable | null;
};

/** `score`: how much the text reads like one that a support channel wants an answer to; higher is more. */
export type ReadPaste = Paste & { score: number };

const UNREAD: ReadPaste = { ...NOTHING_READ, score: Number.NEGATIVE_INFINITY };

/** `speakUp`: would the bot answer this unasked? Empty `diagnoses`: nothing in the text reads as an error. */
export type Answer = { speakUp: boolean; diagnoses: Diagnosis[] } & Pick<Paste, 'rows' | 'characters'>;

/** What a pasted text holds. Nothing else extracts errors, so that a paste is read once for a reply. */
export function read(text: string, { learned }: Knowledge): ReadPaste {
  const clean = withoutSecrets(text).text;
  const paste = readPaste(clean);
  const score = learned.score(toPlainText(clean), paste.errors[0]);
  const errors = paste.errors.filter((error) => !isGuess(error) || isLikely(error, score, learned));
  return { ...paste, errors, score };
}

/** Is there neither an error nor a row of a log to answer? */
export function isEmpty({ errors, rows }: Paste): boolean {
  return errors.length === 0 && rows === null;
}

/** What a text holds that nobody asked about: quick if it does not read like a SCIM error, as most chat does not. */
export function readUnasked(text: string, knowledge: Knowledge): ReadPaste {
  return mayHoldCue(text) && mayWantAnswer(text, knowledge.learned) ? read(text, knowledge) : UNREAD;
}

/** Would the bot answer this unasked, in a channel where it is so eager (docs/contract.md, rule 3)? */
export function speaksUp(
  { errors, score }: ReadPaste,
  { learned }: Knowledge,
  eagerness: Eagerness = 'normal',
): boolean {
  return errors.length > 0 && score >= learned.thresholds[eagerness].from;
}

/** How to decide if the rules name no article. Without both: by the rules alone. */
export type Deciders = {
  /** a model, or why there is none; it is asked only about the first error, so that a long paste costs one question */
  chooseArticle?: ChooseArticle | Unavailable | undefined;
  /** the article already chosen for the first error; no model is asked then */
  chosen?: Chosen | undefined;
};

/** What each error of a paste is, without facts. The same errors give the same diagnoses on every surface. */
export async function diagnose(
  paste: ReadPaste,
  knowledge: Knowledge,
  { chooseArticle, chosen }: Deciders = {},
): Promise<Answer> {
  const verdictOf = async (error: ExtractedError, i: number): Promise<Verdict> => {
    const byRules = classify(error, knowledge);
    if (i > 0) return byRules;
    if (chosen) return withChoice(byRules, knowledge.articles, chosen);
    return chooseArticle ? await withModel(byRules, error, knowledge, chooseArticle) : byRules;
  };
  const { errors, rows, characters } = paste;
  const diagnoses = errors.map(async (error, i) => diagnosis(error, await verdictOf(error, i)));
  return { speakUp: speaksUp(paste, knowledge), diagnoses: await Promise.all(diagnoses), rows, characters };
}

/** An answer with the facts about its first error and the branch they choose, or with why nothing could be looked up. */
export async function withFacts(answer: Answer, lookUp: LookUp | Unavailable): Promise<Answer> {
  const diagnoses = answer.diagnoses.map(async (one, i) => {
    const { verdict, error } = one;
    if (!verdict.article || verdict.article.lookups.length === 0) return one;
    const notChecked = (unavailable: string) => ({ ...one, notChecked: { unavailable } });
    if (i > 0) return notChecked('only the first error of a paste is looked up');
    if ('unavailable' in lookUp) return { ...one, notChecked: lookUp };
    if (error.address === null) return notChecked('the error names no e-mail address');
    return diagnosis(error, verdict, await lookUp(verdict.article.lookups, error.address));
  });
  return { ...answer, diagnoses: await Promise.all(diagnoses) };
}

/** Is there something to look up about the first error? */
export function isLookable({ diagnoses: [first] }: Answer): boolean {
  return Boolean(first?.error.address && first.verdict.article?.lookups.length);
}

function diagnosis(
  error: ExtractedError,
  verdict: Verdict,
  facts: Fact[] = [],
  choice = verdict.article ? choose(verdict.article, facts) : null,
): Diagnosis {
  const whoCanFix = choice?.branch?.whoCanFix ?? verdict.whoCanFix;
  return { error, verdict, whoCanFix, facts, choice, notChecked: null };
}

/** The answer to an error that fits this article and branch; null: undecided between all branches. */
export function preview(article: KnownArticle, branch: Branch | null): Answer {
  const evidence = ['a preview, not a paste'];
  const nothing = {
    httpStatus: null,
    scimType: null,
    detail: null,
    stated: null,
    certain: null,
    text: '',
    form: 'status' as const,
  };
  const error = completeError({ ...nothing, scim: false, nested: false, answered: true, from: 0, evidence });
  const verdict = named(article, 'rules', evidence);
  const choice: Choice = branch ? { branch } : { branch: null, missing: [], remaining: article.branches };
  return {
    speakUp: true,
    diagnoses: [diagnosis(error, verdict, [], choice)],
    rows: null,
    characters: { read: 0, unread: 0 },
  };
}
