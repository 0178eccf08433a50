import type { ArticleBody } from './parse-body.ts';
import { plainText } from './rich-text.ts';
import type { Step } from './step.ts';

/**
 * A step that does this must say what it costs, or a step before it. `later`: only if this follows, in the same step or later.
 * `says`: words that the cost cannot be told without.
 */
type Caution = { does: RegExp; later?: RegExp; says: RegExp[]; cost: string };

const CAUTIONS: Caution[] = [
  {
    // https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status
    does: /\brestart(?:s|ed|ing)? (?:the )?(?:provisioning|sync|job)\b/i,
    says: [/\bfull (?:initial )?cycle\b/i],
    cost: 'restarts provisioning: say that a restart runs a full cycle, which evaluates everybody again and can take long',
  },
  {
    // https://support.okta.com/help/s/article/User-does-not-exist-or-does-not-belong-to-this-account
    does: /\bunassign|\b(?:removed?|taken?) [^.]{0,60}(?:from|out of) the app\b/i,
    later: /\bassign\w{0,3} [^.]{0,60}\bagain\b|\breassign/i,
    says: [/\bgroups?\b/i, /\bdeactivat/i],
    cost: 'unassigns and assigns again: say that this can deactivate the account and that roles and groups are lost, so that they are noted first',
  },
  {
    // https://developer.atlassian.com/cloud/admin/user-provisioning/email-change/
    does: /\bonlyDeleteUserInDB\b/,
    says: [/\ball directories\b/i, /\bgroups?\b/i],
    cost: 'deletes SCIM records: say that they go in all directories of the organisation, with the groups',
  },
  {
    // https://jira.atlassian.com/browse/AX-394
    does: /\bclaim (?:the|this|its|these|those|only|an?|one|all|at|it)\b/i,
    says: [/\bevery account\b/i, /\bautomatic/i, /\bbilling\b/i],
    cost: 'claims accounts: say that without a CSV file this takes in every account of the domain and new ones automatically, and that they count towards billing',
  },
];

/** Steps of an article that keep quiet about what they cost. */
export function missingCautions({
  steps,
  branches,
  verify,
}: ArticleBody): { line: number; problem: string }[] {
  return [steps, ...branches.map((branch) => branch.steps), verify].flatMap(missingIn);
}

function missingIn(steps: Step[]) {
  const texts = steps.map(({ words }) => plainText(words));
  return texts.flatMap((text, i) => {
    const soFar = texts.slice(0, i + 1).join(' ');
    const fromHere = texts.slice(i).join(' ');
    return CAUTIONS.filter(
      ({ does, later, says }) =>
        does.test(text) && (later?.test(fromHere) ?? true) && !says.every((words) => words.test(soFar)),
    ).map(({ cost }) => ({ line: steps[i]?.words[0]?.line ?? 1, problem: `this step ${cost}` }));
  });
}
