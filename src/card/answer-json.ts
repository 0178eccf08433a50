import type { Answer, Diagnosis } from '../answer.ts';
import { stepText } from '../knowledge/article/step.ts';
import { causesOf } from './causes.ts';

/** Answer -> the JSON object of docs/contract.md section 2. */
export function answerJson({ speakUp, diagnoses, rows, characters }: Answer) {
  const [first] = diagnoses;
  const causes = causesOf(diagnoses).map(({ article, category, whoCanFix, errors }) => {
    return { article: article?.id ?? null, category, whoCanFix, errors };
  });
  return {
    isScimError: speakUp,
    errors: diagnoses.map(({ error: { httpStatus, scimType, detail, resource, emails, wrapper, times } }) => {
      return { httpStatus, scimType, detail, resource, emails, wrapper, times };
    }),
    verdict: first ? publicVerdict(first) : null,
    ...(diagnoses.length > 1 ? { verdicts: diagnoses.map(publicVerdict), causes } : {}),
    ...(rows ? { rows } : {}),
    ...(characters.unread > 0 ? { unread: { characters: characters.unread } } : {}),
    steps: first ? stepsOf(first) : [],
    facts: first?.facts ?? [],
  };
}

function publicVerdict({ verdict, choice, whoCanFix }: Diagnosis) {
  return {
    category: verdict.category,
    article: verdict.article?.id ?? null,
    branch: choice?.branch?.id ?? null,
    decidedBy: verdict.decidedBy,
    ...(verdict.confidence === null ? {} : { confidence: Math.round(verdict.confidence * 100) / 100 }),
    candidates: verdict.candidates.map(({ id }) => id),
    whoCanFix,
    evidence: verdict.evidence,
  };
}

/** The chosen branch's steps; if none was chosen, how to find out by hand, then each remaining branch's steps with its condition. */
function stepsOf({ verdict, choice }: Diagnosis): string[] {
  if (!verdict.article || !choice) return [];
  if (choice.branch) return choice.branch.steps.map((step) => stepText(step));
  const conditional = choice.remaining.flatMap(({ when, steps }) =>
    steps.map((step) => `If ${when}: ${stepText(step)}`),
  );
  return [...verdict.article.steps.map((step) => stepText(step)), ...conditional];
}
