import { expect, it } from 'vitest';
import { knownFact } from '../../../src/atlassian/fact.ts';
import type { Article } from '../../../src/knowledge/article/article.ts';
import { caseQuestion, choose } from '../../../src/knowledge/choose/choose.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';

const { articles } = loadKnowledge();
const seed = articles.find(({ id }) => id === 'email-held-by-another-account');
if (!seed) throw new Error('the seed article is missing');
const origin = { source: 'test', checkedAt: '2026-11-26T10:00:00Z' };

it('nothing known: as many answers as there is room for, each of them a case of the article', () => {
  const question = caseQuestion(seed, choose(seed, []));
  expect(question?.answers).toHaveLength(5);
  for (const { branch, label } of question?.answers ?? []) {
    expect(seed.branches.map(({ id }) => id)).toContain(branch);
    expect(label.length).toBeLessThanOrEqual(75);
  }
});

it('something known: only the cases that are not ruled out', () => {
  const none = [knownFact('accountsFound', 0, origin)];
  expect(caseQuestion(seed, choose(seed, none))?.answers).toEqual([
    { branch: 'not-found-here', label: 'I cannot find it' },
    { branch: 'not-found-unverified-domain', label: expect.stringMatching(/^No account .*…$/) },
    { branch: 'not-found-other-domain', label: expect.stringMatching(/^No account .*…$/) },
    { branch: 'not-found-public-mail', label: expect.stringMatching(/^No account .*…$/) },
    { branch: 'orphaned-record', label: 'No account, a record is left' },
  ]);
});

it('a case without a label is called by its condition, cut to what a button holds', () => {
  const branch = (id: string, when: string) => ({ id, when, label: null }) as Article['branches'][number];
  const branches = [branch('a', 'it is so'), branch('b', 'x'.repeat(200))];
  const labels = caseQuestion({ branches }, { branch: null, missing: [], remaining: branches })?.answers.map(
    ({ label }) => label,
  );
  expect(labels).toEqual(['It is so', `X${'x'.repeat(73)}…`]);
});

it('there is no question once a case is chosen, and none for an article without cases', () => {
  const facts = [knownFact('accountsFound', 2, origin)];
  expect(choose(seed, facts).branch?.id).toBe('several-accounts');
  expect(caseQuestion(seed, choose(seed, facts))).toBe(null);
  for (const article of articles.filter(({ branches }) => branches.length === 0))
    expect(caseQuestion(article, choose(article, []))).toBe(null);
});
