import { problemText } from '../../../src/knowledge/article/problem.ts';
import { type ArticleFile, parseArticles } from '../../../src/knowledge/article/read-articles.ts';

const FRONT = `---
id: own
title: Own
category: other
matches:
  - detail: 'x'
audience: public
whoCanFix: org-admin
owner: us
lastReview: 2026-11-26
sources: [https://example.com/own]
---
`;

/** The Markdown of an article named own.md, complete but for what is given otherwise. */
export function ownArticle({
  front = FRONT,
  meaning = 'x',
  steps = '1. x',
  more = '',
  verify = '- x',
  escalate = 'x',
} = {}): string {
  return `${front}
## What it means

${meaning}

## Steps

${steps}
${more}
## How to verify

${verify}

## When to escalate

${escalate}
`;
}

/** Another article, to link to, as a file. */
export function neighbour(id: string, change = (markdown: string) => markdown) {
  const front = FRONT.replace('id: own', `id: ${id}`).replaceAll('/own', `/${id}`);
  return { file: `${id}.md`, mounted: true, markdown: change(ownArticle({ front })) };
}

/** own.md as it is read beside others. */
export function read(markdown: string, others = [neighbour('other')]): ArticleFile {
  const [own] = parseArticles([{ file: 'own.md', mounted: true, markdown }, ...others]);
  if (!own) throw new Error('nothing was read');
  return own;
}

/** What is wrong with own.md, as its writer is told. */
export function problemsOf(markdown: string, others?: ReturnType<typeof neighbour>[]): string[] {
  return read(markdown, others).problems.map(problemText);
}

/** The line in which these words are. */
export function lineWith(markdown: string, words: string): number {
  return markdown.slice(0, markdown.indexOf(words)).split('\n').length;
}
