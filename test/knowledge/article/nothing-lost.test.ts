import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { preview } from '../../../src/answer.ts';
import { cardOf } from '../../../src/card/card.ts';
import { cardText } from '../../../src/card/card-text.ts';
import type { Branch, KnownArticle } from '../../../src/knowledge/article/article.ts';
import { loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import { slackMessage } from '../../../src/slack/send/blocks.ts';
import { countsOfBody, countsOfSource } from './count-content.ts';
import { ownArticle, read } from './own-article.ts';

const articles = loadKnowledge().articles.map((article) => {
  const markdown = readFileSync(article.file, 'utf8');
  return { id: article.id, article, markdown, body: markdown.replace(/^---\n[\s\S]*?\n---\n/, '') };
});

/** Words as they are written, without headings, numbers of steps, and fields that no card shows. */
function wordsOf(markdown: string): string[] {
  return markdown
    .replace(/^(?:#|Label: |Said as: |Who can fix it: ).*$/gm, '')
    .replace(/^ *(?:\d+\.|-|When:) /gm, '')
    .replace(/\[([^\]]+)\]\((?:https|[a-z-]+\.md)[^)]*\)/g, ' $1 ')
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The first of these words that is not behind those before it, with some of these; null when all are there, in order. */
function firstLost(words: string[], text: string): string | null {
  let at = 0;
  for (const [i, word] of words.entries()) {
    const found = text.indexOf(word, at);
    if (found < 0) return words.slice(Math.max(0, i - 3), i + 1).join(' ');
    at = found + word.length;
  }
  return null;
}

/** What Slack shows of an article in sections, as a reader sees it. */
function inSlack(article: KnownArticle, branch: Branch | null): string {
  return slackMessage(cardOf(preview(article, branch)))
    .blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : ''))
    .join('\n')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

it('there are articles to read', () => {
  expect(articles.length).toBeGreaterThan(50);
});

describe.each(articles)('of $id', ({ article, markdown, body }) => {
  it('every word is on the card, in order', () => {
    expect(wordsOf(body).length).toBeGreaterThan(100);
    expect(firstLost(wordsOf(body), cardText(cardOf(preview(article, null))))).toBeNull();
  });

  it('every word reaches Slack, in order, and nothing is cut', () => {
    const cases = article.branches.map((branch) => {
      const [, section = ''] = body.split(`### Branch: ${branch.id}\n`);
      return { branch, words: wordsOf(section.split(/^#/m)[0] ?? '') };
    });
    const common = wordsOf(body.replace(/^### Branch: [\s\S]*?(?=^## )/m, ''));
    for (const { branch, words } of [{ branch: null, words: common }, ...cases]) {
      const shown = inSlack(article, branch);
      expect(words.length).toBeGreaterThan(20);
      expect(firstLost(words, shown)).toBeNull();
      expect(shown).not.toMatch(/…|Cut here/);
    }
  });

  it('as much is read as the file holds', () => {
    expect(countsOfBody(article)).toEqual(countsOfSource(markdown));
  });
});

describe('counting', () => {
  const rich = ownArticle({
    steps: '1. [org admin] a **b** [c d](https://example.com/e)\n   - f\n2. `g`\n   ```\n   h\n   ```',
    escalate: '- <https://x.com>\n- i',
  });

  it('leaves out marks, numbers and addresses, and counts links and items', () => {
    const letters = 'x orgadmin abcd f g h x httpsxcom i'.replaceAll(' ', '').length;
    expect(countsOfSource(rich)).toEqual({ characters: letters, links: 2, steps: 5 });
    const { body } = read(rich);
    expect(body && countsOfBody(body)).toEqual(countsOfSource(rich));
  });

  it('notices what was not read', () => {
    const { body } = read(rich);
    const [first] = body?.steps ?? [];
    expect(body && countsOfBody({ ...body, steps: first ? [first] : [] })).toEqual({
      ...countsOfSource(rich),
      characters: countsOfSource(rich).characters - 2,
      steps: 4,
    });
  });
});
