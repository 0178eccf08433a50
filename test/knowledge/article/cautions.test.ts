import { expect, it } from 'vitest';
import { missingCautions } from '../../../src/knowledge/article/cautions.ts';
import { lineWith, ownArticle, read } from './own-article.ts';

/** The mistakes in an article with these steps. */
function problems(...steps: string[]) {
  const { body } = read(ownArticle({ steps: steps.map((step, i) => `${i + 1}. ${step}`).join('\n') }));
  if (!body) throw new Error('nothing was read');
  return missingCautions(body);
}

const RESTART = 'A restart runs a full cycle.';
const REASSIGN = 'Note the groups first; the account may be deactivated.';
const DELETE = 'The records go in all directories, with the groups.';
const CLAIM = 'This takes in every account of the domain, automatically, and counts towards billing.';

it.each<[string, string, string]>([
  ['restarts', 'In Entra restart provisioning.', RESTART],
  ['restarts', 'Choose Restart provisioning to end it.', RESTART],
  ['unassigns', 'Unassign the user and assign it again.', REASSIGN],
  ['unassigns', 'Remove them from the app and assign them to it again.', REASSIGN],
  ['unassigns', 'Take her out of the app. Then reassign her.', REASSIGN],
  ['deletes', 'Call `DELETE /user/{accountId}/onlyDeleteUserInDB`.', DELETE],
  ['claims', 'Open the Domains page and claim its accounts.', CLAIM],
])('a step that %s says what it costs, or one before it does: %s', (what, step, cost) => {
  expect(problems(step)).toEqual([{ line: expect.any(Number), problem: expect.stringContaining(what) }]);
  expect(problems(`${step} ${cost}`)).toEqual([]);
  expect(problems(cost, step)).toEqual([]);
  expect(problems(step, cost)).toHaveLength(1);
});

it('to assign again in a later step is the same', () => {
  expect(problems('Unassign the user.', 'Wait.', 'Assign them again.')).toHaveLength(1);
  expect(problems('Unassign the user.', 'Wait.')).toEqual([]);
  expect(problems('Activate and assign them again.')).toEqual([]);
});

it('is looked for in branches and in what is to be verified, and named with its line', () => {
  const branch = '\n### Branch: one\n\nWhen: x\n\n1. Restart the job now.\n';
  const markdown = ownArticle({ more: branch, verify: '- Restart provisioning once.' });
  const { body } = read(markdown);
  expect(body && missingCautions(body).map(({ line }) => line)).toEqual([
    lineWith(markdown, 'Restart the job'),
    lineWith(markdown, 'Restart provisioning'),
  ]);
});
