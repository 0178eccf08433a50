import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkArticles } from '../../../src/knowledge/article/check-articles.ts';
import { parseArticle } from '../../../src/knowledge/article/parse-article.ts';
import { knowledgeOf } from '../../../src/knowledge/knowledge.ts';

const article = (detail: string) => `---
id: own
title: Own
category: other
matches:
  - detail: '${detail}'
audience: public
whoCanFix: org-admin
owner: us
lastReview: 2026-11-26
sources: [https://example.com]
---

## What it means

x

## Steps

1. x

## How to verify

- x

## When to escalate

x
`;

/** The problems of an article of ours with this pattern, without those about samples. */
function problems(detail: string): string[] {
  const file = join(mkdtempSync(join(tmpdir(), 'scim-article-')), 'own.md');
  writeFileSync(file, article(detail));
  const own = { ...parseArticle(file, article(detail)), file, mounted: false };
  return checkArticles(knowledgeOf([own]), () => '/nowhere').flatMap((one) =>
    one.problems.filter((problem) => !problem.includes('samples')),
  );
}

it.each(['(a+)+b', 'a*b', 'x.{2,}y', '\\w+@'])(
  'our own pattern %s can back-track without bound',
  (detail) => {
    expect(problems(detail)).toEqual([
      expect.stringMatching(/own\.md:6: the pattern .* can back-track without bound/),
    ]);
  },
);

it.each(['a{0,20}b', 'a\\+b', '[*+]x', 'x.{0,80}y'])('our own pattern %s is bounded', (detail) => {
  expect(problems(detail)).toEqual([]);
});

describe('the lines of a branch', () => {
  const withBranches = (...branches: string[]) =>
    article('x').replace(
      '## How to verify',
      `${branches.map((lines, i) => `### Branch: case-${i}\n\n${lines}\n\n1. x\n`).join('\n')}\n## How to verify`,
    );
  const parse = (...branches: string[]) => parseArticle('own.md', withBranches(...branches));

  it('that are optional may be left out, and are read', () => {
    expect(parse('When: a', 'When: b\nLabel: B\nSaid as: "it is B", "B it is"').branches).toMatchObject([
      { when: 'a', label: null, saidAs: [] },
      { when: 'b', label: 'B', saidAs: ['it is b', 'b it is'] },
    ]);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown one', ['When: a\nSaid like: "it is A"'], /^own\.md:25: unknown line "Said like:"/],
    ['one in lower case', ['When: a\nlabel: A'], /^own\.md:25: unknown line "label:"/],
    ['a label that Slack would cut', [`When: a\nLabel: ${'x'.repeat(76)}`], /longer than 75 characters/],
    ['words without quotation marks', ['When: a\nSaid as: it is A'], /^own\.md:22: "Said as: it is A"/],
    ['words that are too short', ['When: a\nSaid as: "A"'], /4 to 80 characters/],
    [
      'words of two branches',
      ['When: a\nSaid as: "it is so"', 'When: b\nSaid as: "It is so"'],
      /^own\.md:29: "it is so" is already said as "case-0"/,
    ],
  ])('%s is a mistake', (_what, branches, message) => {
    expect(() => parse(...branches)).toThrow(message);
  });
});
