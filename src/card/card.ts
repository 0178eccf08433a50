import type { Answer, Diagnosis } from '../answer.ts';
import type { Article, Branch, WhoCanFix } from '../knowledge/article/article.ts';
import type { CaseQuestion } from '../knowledge/choose/choose.ts';
import { meaningOf } from '../knowledge/classify/category.ts';
import type { Term } from '../knowledge/talk/glossary.ts';
import { deepLinks } from './account-card.ts';
import type { CardPart } from './card-part.ts';
import { factLines, factWords } from './fact-words.ts';
import { foreign } from './foreign.ts';
import { pasteParts } from './paste-parts.ts';

const NOTHING_RECOGNISED =
  'I found no SCIM error in this. Paste the whole error as your identity provider or the troubleshooting log shows it, for example everything from {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"] to the end.';

const FIXERS: Record<WhoCanFix, string> = {
  'idp-admin': 'an admin of your identity provider',
  'org-admin': 'an organisation admin',
  'account-owner': 'the owner of the account that holds the address',
  'other-org-admin': 'probably an admin of another organisation',
  'vendor-support': 'the support team of the service provider',
  nobody: 'nobody; it retries automatically',
};

/** More possible cases than these are folded. */
const MOST_UNFOLDED = 2;

/** For whom a card is made. `internal`: every reader belongs to the installing team. */
export type View = { orgId?: string | undefined; internal?: boolean };

/** Answer -> the card: verdict first, then what else the paste holds, who can fix it, checked facts, steps, verify, escalate. */
export function cardOf(answer: Answer, view: View = {}): CardPart[] {
  const [first] = answer.diagnoses;
  const ofPaste = pasteParts(answer);
  if (!first) return answer.rows ? ofPaste : [{ kind: 'text', text: NOTHING_RECOGNISED }, ...ofPaste];
  const { article } = first.verdict;
  const [title, ...rest] = article ? articleCard(first, article, view) : candidatesCard(first);
  return [...(title ? [title] : []), ...ofPaste, ...rest];
}

/** What a channel's card leaves out, for one reader: the facts, and the steps that fit them. */
export function factsCardOf({ diagnoses }: Answer, view: View = {}): CardPart[] {
  const [first, ...others] = diagnoses;
  if (!first) return [];
  const alone = 'Only you can see this: account facts are not shown to a whole channel.';
  const left =
    others.length > 0 ? ` I looked up the first of ${diagnoses.length} errors, none of the others.` : '';
  return [
    { kind: 'title', text: `Only for you: ${first.error.address ?? 'the account'}` },
    whoCanFixIt(first.whoCanFix),
    ...checkedFacts(first),
    ...deepLinks(first.facts, view.orgId),
    ...stepsOf(first),
    { kind: 'note', text: `${alone}${left}` },
  ];
}

/** A repeat within a burst: cause, who can fix it, its own steps, and a link to the full answer. */
export function shortCardOf(answer: Answer, firstAnswer: string): CardPart[] {
  const [first] = answer.diagnoses;
  if (!first) return [];
  return [
    { kind: 'title', text: first.verdict.article?.title ?? `SCIM error: ${first.verdict.category}` },
    ...pasteParts(answer),
    whoCanFixIt(first.whoCanFix),
    ...stepsOf(first).filter((part) => !('folded' in part)),
    { kind: 'links', links: [{ text: 'The full answer to the first of these errors', url: firstAnswer }] },
  ];
}

/** One case of an article, for somebody who says that it applies. */
export function branchCard({ title, verify, sources }: Article, branch: Branch): CardPart[] {
  return [
    { kind: 'title', text: title },
    whoCanFixIt(branch.whoCanFix),
    { kind: 'steps', label: `Steps if ${branch.when}`, items: branch.steps },
    { kind: 'list', label: 'How to verify', items: verify },
    { kind: 'note', text: `You chose this case; I did not check that it applies. Article: ${sources[0]}` },
  ];
}

/** Parts of an article that answer a question about it. */
export const QUOTABLE = [
  { id: 'meaning', heading: 'What it means' },
  { id: 'who', heading: 'Who can fix it' },
  { id: 'steps', heading: 'How to find out which case it is, or the steps' },
  { id: 'verify', heading: 'How to verify' },
  { id: 'escalate', heading: 'When to escalate' },
] as const;

/** The chosen parts of an article, word for word. */
export function quoteCard(article: Article, ids: string[]): CardPart[] {
  const parts: Record<(typeof QUOTABLE)[number]['id'], CardPart> = {
    meaning: { kind: 'text', text: article.meaning },
    who: whoCanFixIt(article.whoCanFix),
    steps: { kind: 'steps', label: 'Steps', items: article.steps },
    verify: { kind: 'list', label: 'How to verify', items: article.verify },
    escalate: { kind: 'text', label: 'When to escalate', text: article.escalate },
  };
  const chosen = QUOTABLE.filter(({ id }) => ids.includes(id)).map(({ id }) => parts[id]);
  return [{ kind: 'title', text: article.title }, ...chosen];
}

/** A question, and how to answer it in words. */
export function questionCard({ text, answers }: CaseQuestion): CardPart[] {
  return [{ kind: 'list', label: `${text} Reply here`, items: answers.map(({ label }) => label) }];
}

/** A word explained. */
export function termCard({ term, meaning }: Term): CardPart[] {
  return [{ kind: 'text', label: term, text: meaning }];
}

/** Every case of an article. */
export function casesCard({ title, branches, sources }: Article): CardPart[] {
  return [
    { kind: 'title', text: title },
    ...branches.map(caseSteps),
    { kind: 'note', text: `Article: ${sources[0]}` },
  ];
}

function articleCard(diagnosis: Diagnosis, article: Article, { orgId, internal }: View): CardPart[] {
  const decided = diagnosis.verdict.decidedBy !== 'none';
  const internalParts = article.internal.map(
    ({ heading, words }): CardPart => ({ kind: 'text', label: `${heading} (internal)`, text: words }),
  );
  return [
    { kind: 'title', text: article.title },
    { kind: 'text', text: article.meaning },
    ...(decided ? [] : wordsOfService(diagnosis)),
    whoCanFixIt(diagnosis.whoCanFix),
    ...checkedFacts(diagnosis),
    ...deepLinks(diagnosis.facts, orgId),
    ...stepsOf(diagnosis),
    ...(decided ? [] : [wouldDecide(diagnosis.error)]),
    ...(internal ? internalParts : []),
    { kind: 'list', label: 'How to verify', items: article.verify },
    { kind: 'text', label: 'When to escalate', text: article.escalate },
    { kind: 'note', text: `${readFrom(diagnosis)} Article: ${article.sources[0]}` },
  ];
}

function whoCanFixIt(who: WhoCanFix, label = 'Who can fix it'): CardPart {
  return { kind: 'text', label, text: `${FIXERS[who]}.` };
}

function readFrom({ error, verdict }: Diagnosis): string {
  const chosen = verdict.decidedBy === 'model' ? 'Chosen by a language model; check before acting. ' : '';
  const repeats = error.times > 1 ? ` It appears ${error.times} times.` : '';
  const evidence = foreign(verdict.evidence.join('; '), 1000) || 'a failure';
  return `${chosen}Read from your paste: ${evidence}.${repeats}`;
}

function checkedFacts({ facts, notChecked }: Diagnosis): CardPart[] {
  if (notChecked) {
    const text = `I did not check which account holds the address, because ${notChecked.unavailable}.`;
    return [{ kind: 'text', text }];
  }
  return facts.length > 0 ? [{ kind: 'list', label: 'What I checked', items: factLines(facts) }] : [];
}

function stepsOf({ verdict: { article }, choice }: Diagnosis): CardPart[] {
  if (!article || !choice) return [];
  if (choice.branch)
    return [{ kind: 'steps', label: `Steps, because ${choice.branch.when}`, items: choice.branch.steps }];
  if (article.branches.length === 0) return [{ kind: 'steps', label: 'Steps', items: article.steps }];
  const missing = choice.missing.map(factWords).join(', ');
  const why = missing
    ? `The steps depend on something I do not know: ${missing}.`
    : 'The facts fit none of the known cases.';
  const cases = choice.remaining.map(caseSteps);
  return [
    { kind: 'steps', label: `${why} Find out by hand`, items: article.steps },
    ...(cases.length > MOST_UNFOLDED ? cases.map((one) => ({ ...one, folded: true as const })) : cases),
  ];
}

function caseSteps({ when, steps }: Branch) {
  return { kind: 'steps' as const, label: `If ${when}`, items: steps };
}

/** Several articles fit alike. */
function candidatesCard(diagnosis: Diagnosis): CardPart[] {
  const { error, verdict, whoCanFix } = diagnosis;
  const named = [error.httpStatus && `HTTP ${error.httpStatus}`, error.scimType].filter(Boolean).join(', ');
  const items = verdict.candidates.map(({ title }) => title);
  return [
    { kind: 'title', text: `SCIM error: ${verdict.category}${named ? ` (${named})` : ''}` },
    { kind: 'text', text: meaningOf(verdict.category) },
    ...wordsOfService(diagnosis),
    whoCanFixIt(whoCanFix, 'Who can usually fix it'),
    { kind: 'list', label: 'It could be one of these; I will not guess which', items },
    { kind: 'note', text: readFrom(diagnosis) },
  ];
}

function wordsOfService({ error }: Diagnosis): CardPart[] {
  const said = foreign(error.detail ?? '', 600);
  return said ? [{ kind: 'quote', label: 'The service said', text: said }] : [];
}

/** Asks for the one missing thing that tells most errors apart. */
function wouldDecide({ detail, httpStatus, wrapper }: Diagnosis['error']): CardPart {
  const missing = !detail
    ? 'what does the service say in "detail", or in the line below the status?'
    : httpStatus === null
      ? 'which HTTP status came back?'
      : wrapper === null
        ? 'which identity provider or client sent the request?'
        : 'which attribute was the request meant to change, and to what kind of value?';
  return { kind: 'text', label: 'One question', text: `${missing} Paste the error again with the answer.` };
}
