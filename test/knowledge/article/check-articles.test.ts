import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkArticles } from '../../../src/knowledge/article/check-articles.ts';
import { problemText } from '../../../src/knowledge/article/problem.ts';
import { parseArticles } from '../../../src/knowledge/article/read-articles.ts';
import { lengthInSlack } from '../../../src/slack/send/mrkdwn.ts';
import { lineWith, neighbour, ownArticle } from './own-article.ts';

type Source = Parameters<typeof parseArticles>[0][number];

const mounted = (markdown: string): Source => ({ file: 'own.md', mounted: true, markdown });

/** What the check finds wrong with these files; without `samples`, nothing is said about samples. */
function found(sources: Source[], samples?: string): string[] {
  const checks = { samplesOf: () => samples ?? '/nowhere', longest: 20, lengthOf: lengthInSlack };
  return checkArticles(parseArticles(sources), checks)
    .flatMap((one) => one.problems.map(problemText))
    .filter((problem) => samples || !/samples|says too little/.test(problem));
}

/** The problems of an article of ours with this pattern. */
function problems(detail: string): string[] {
  const markdown = ownArticle().replace("'x'", `'${detail}'`);
  return found([{ file: 'own.md', mounted: false, markdown }]);
}

it.each(['(a+)+b', 'a*b', 'x.{2,}y', '\\w+@'])(
  'our own pattern %s can back-track without bound',
  (detail) => {
    expect(problems(detail)).toEqual([
      expect.stringMatching(
        /own\.md:6: front matter: matches\.0\.detail: the pattern .* can back-track without bound/,
      ),
    ]);
  },
);

it.each(['a{0,20}b', 'a\\+b', '[*+]x', 'x.{0,80}y'])('our own pattern %s is bounded', (detail) => {
  expect(problems(detail)).toEqual([]);
});

it.each<[string, Parameters<typeof ownArticle>[0], string]>([
  ['a step', { steps: `1. ${'x'.repeat(21)}` }, 'step'],
  ['what is to be verified', { verify: `- ${'x'.repeat(21)}` }, 'step'],
  ['a section', { escalate: 'x'.repeat(21) }, 'section'],
  ['an internal section', { escalate: `x\n\n## Internal: Ours\n\n${'x'.repeat(21)}` }, 'section'],
])('%s that Slack would cut is a mistake', (_what, parts, what) => {
  const markdown = ownArticle(parts);
  const line = lineWith(markdown, 'x'.repeat(21));
  expect(found([mounted(markdown)])).toEqual([
    `own.md:${line}: this ${what} takes 21 characters in Slack, which shows 20; split it`,
  ]);
});

it.each<[string, Parameters<typeof ownArticle>[0], string]>([
  ['its meaning', { steps: '1. Do this and then that' }, '## What it means'],
  ['its steps', { meaning: 'Something is wrong with this.' }, '## Steps'],
])('an article that says too little in %s helps nobody', (_what, parts, section) => {
  const checks = { samplesOf: () => '/nowhere', longest: 200, lengthOf: lengthInSlack };
  const [own] = checkArticles(parseArticles([mounted(ownArticle(parts))]), checks);
  expect(own?.problems.map(({ problem }) => problem)).toContainEqual(
    `"${section}" says too little: 1 words; expected at least 5`,
  );
  expect(own?.problems.filter(({ problem }) => problem.includes('too little'))).toHaveLength(1);
});

it.each([
  ['https://jira.atlassian.com/browse/ID-7244', 1],
  ['https://www.rfc-editor.org/rfc/rfc7644#section-3.12', 1],
  ['https://support.example.com/browse/jira.atlassian.com', 0],
])('the first source is what a card calls "Article": %s', (url, mistakes) => {
  const markdown = ownArticle().replace('https://example.com/own', url);
  const said = found([mounted(markdown)]);
  expect(said).toHaveLength(mistakes);
  for (const problem of said)
    expect(problem).toMatch(/^own\.md:11: the first source is .* not a bug tracker/);
});

it('what just fits into Slack is no mistake', () => {
  expect(found([mounted(ownArticle({ steps: `1. ${'x'.repeat(20)}` }))])).toEqual([]);
});

it('an article without its steps is refused', () => {
  const markdown = ownArticle().replace('## Steps\n\n1. x\n', '');
  expect(found([mounted(markdown)])).toEqual(['own.md:1: section "## Steps" is missing']);
});

const IN_PUBLIC = 'internal material in a public part';

it.each<[string, string, string[]]>([
  ['in a public section', 'Confidential.\n', [IN_PUBLIC]],
  ['in an internal section', '\n## Internal: Ours\n\nConfidential.\n', []],
])('internal words %s', (_where, more, expected) => {
  const said = found([mounted(ownArticle() + more)]);
  expect(said.map((problem) => problem.replace(/^own\.md:\d+: /, ''))).toEqual(expected);
});

it('internal words in a public section below an internal one are a mistake', () => {
  const markdown = ownArticle({ more: '\n## Internal: Ours\n\nx\n', escalate: 'Confidential.' });
  expect(found([mounted(markdown)])).toEqual([`own.md:${lineWith(markdown, 'Confidential')}: ${IN_PUBLIC}`]);
});

it('an internal article may hold internal words everywhere', () => {
  const markdown = ownArticle({ escalate: 'Confidential.' });
  expect(found([mounted(markdown.replace('audience: public', 'audience: internal'))])).toEqual([]);
});

it.each<[string, string, Source[], string[]]>([
  ['that its article answers', 'x', [], []],
  ['that is no error', '', [], ['nothing in this sample reads as an error']],
  ['that another article fits alike', 'x', [neighbour('other')], ['overlap; it fits own and other alike']],
  ['that no article fits', 'y', [], ['answered by no article; expected own']],
])('a sample %s', (_what, detail, others, expected) => {
  const directory = mkdtempSync(join(tmpdir(), 'samples-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const sample = join(directory, '0.txt');
  writeFileSync(sample, detail && JSON.stringify({ status: '418', scimType: 'teapot', detail }));
  const own = found([mounted(ownArticle()), ...others], directory).filter(
    (problem) => !problem.includes('says too little'),
  );
  expect(own.slice(0, expected.length)).toEqual(expected.map((problem) => `${sample}:1: ${problem}`));
  expect(own).toHaveLength(expected.length * (1 + others.length));
});
