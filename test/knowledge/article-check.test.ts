import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkArticles } from '../../src/knowledge/article-check.ts';
import { parseArticle } from '../../src/knowledge/article-parse.ts';
import { knowledgeOf } from '../../src/knowledge/knowledge.ts';

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
