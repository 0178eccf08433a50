import type { Fact } from './atlassian/fact.ts';
import type { Branch, KnownArticle, LookupName, WhoCanFix } from './knowledge/article/article.ts';
import { type Choice, choose } from './knowledge/choose/choose.ts';
import { type Chosen, classify, type Verdict, withChoice } from './knowledge/classify/classify.ts';
import { withModel } from './knowledge/classify/with-model.ts';
import { completeError } from './knowledge/extract/complete-error.ts';
import { extract } from './knowledge/extract/extract.ts';
import type { Knowledge } from './knowledge/knowledge.ts';
import { withoutSecrets } from './knowledge/redact/secrets.ts';
import type { ExtractedError } from './knowledge/scim-error.ts';
import type { ChooseArticle } from './model/choose-article.ts';

/** Asks the look-ups an article names about one address; never rejects, what could not be had comes as unknown facts. */
export type LookUp = (names: LookupName[], address: string) => Promise<Fact[]>;

/** One error, what it is, what was found out, and which steps apply. */
export type Diagnosis = {
  error: ExtractedError;
  verdict: Verdict;
  whoCanFix: WhoCanFix;
  facts: Fact[];
  /** null without an article */
  choice: Choice | null;
  /** why no look-up was made though the article asks for one, as a sentence; null when it was made or not needed */
  notChecked: string | null;
};

/** `speakUp`: would the bot answer this unasked? Empty `diagnoses`: nothing in the text reads as an error. */
export type Answer = { speakUp: boolean; diagnoses: Diagnosis[] };

/**
 * The line: extract -> classify -> look up -> choose. Same text and same facts give the same answer on every surface.
 * `lookUp`: how to ask for facts, or a sentence saying why nobody may or can. `chooseArticle`: a model for where rules end, a
 * sentence saying why there is none, or left out: rules only. `chosen`: the article that was chosen for
 * the first error before.
 */
export async function answer(
  text: string,
  knowledge: Knowledge,
  lookUp: LookUp | string,
  chooseArticle?: ChooseArticle | string,
  chosen?: Chosen,
): Promise<Answer> {
  const errors = extract(withoutSecrets(text).text);
  const diagnoses = errors.map((error, i) =>
    diagnose(
      error,
      knowledge,
      i === 0 ? lookUp : 'only the first error of a paste is looked up',
      (byRules) => {
        if (i === 0 && chosen) return withChoice(byRules, knowledge, chosen);
        // A paste of many errors must not cost a question each.
        return chooseArticle && i === 0 ? withModel(byRules, error, knowledge, chooseArticle) : byRules;
      },
    ),
  );
  return { speakUp: errors.some((error) => error.strongCue), diagnoses: await Promise.all(diagnoses) };
}

async function diagnose(
  error: ExtractedError,
  knowledge: Knowledge,
  lookUp: LookUp | string,
  decideRest: (byRules: Verdict) => Verdict | Promise<Verdict>,
): Promise<Diagnosis> {
  const verdict = await decideRest(classify(error, knowledge));
  const { article } = verdict;
  const reason = whyNot(article?.lookups ?? [], error, lookUp);
  const facts =
    article && error.address && typeof lookUp !== 'string'
      ? await lookUp(article.lookups, error.address)
      : [];
  const choice = article ? choose(article, facts) : null;
  return {
    error,
    verdict,
    whoCanFix: choice?.branch?.whoCanFix ?? verdict.whoCanFix,
    facts,
    choice,
    notChecked: reason,
  };
}

function whyNot(wanted: LookupName[], error: ExtractedError, lookUp: LookUp | string): string | null {
  if (wanted.length === 0) return null;
  if (typeof lookUp === 'string') return lookUp;
  return error.address ? null : 'the error names no e-mail address';
}

/** What would be answered if an error fitted this article and this branch of it; null: undecided between all of them. */
export function preview(article: KnownArticle, branch: Branch | null): Answer {
  const said = {
    httpStatus: null,
    scimType: null,
    detail: null,
    stated: null,
    text: '',
    scim: false,
    nested: false,
  };
  const evidence = ['a preview, not a paste'];
  const error = completeError({ ...said, from: 0, certain: null, evidence });
  const { category, whoCanFix } = article;
  const verdict: Verdict = { category, article, decidedBy: 'rules', candidates: [], whoCanFix, evidence };
  const choice: Choice = branch ? { branch } : { branch: null, missing: [], remaining: article.branches };
  const fixer = branch?.whoCanFix ?? whoCanFix;
  return {
    speakUp: true,
    diagnoses: [{ error, verdict, whoCanFix: fixer, facts: [], choice, notChecked: null }],
  };
}
