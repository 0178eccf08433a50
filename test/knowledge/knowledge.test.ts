import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { KnownArticle } from '../../src/knowledge/article/article.ts';
import { CATEGORIES } from '../../src/knowledge/classify/category.ts';
import { hasInternalParts, knowledgeOf, loadKnowledge, publicOnly } from '../../src/knowledge/knowledge.ts';

const builtIn = loadKnowledge();
const [first] = builtIn.articles;
if (!first) throw new Error('there is no article');
const article = (id: string, more: Partial<KnownArticle> = {}): KnownArticle => ({
  ...first,
  category: 'other',
  audience: 'public',
  internal: [],
  matches: [{ detail: id }],
  ...more,
  id,
  file: `${id}.md`,
});

describe('knowledge', () => {
  it('has one general article for each category at most', () => {
    const general = article('a', { matches: [] });
    expect([...knowledgeOf([general, article('b')]).generals]).toEqual([['other', general]]);
  });
});

it('there is a general article for each category, so that every error gets steps', () => {
  expect([...builtIn.generals.keys()].sort()).toEqual([...CATEGORIES].sort());
});

describe('for readers from outside', () => {
  const inside = article('inside', { audience: 'internal' });
  const partly = article('partly', {
    internal: [{ heading: 'For us', words: [] }],
  });

  it('there are no internal articles', () => {
    const { articles } = publicOnly(knowledgeOf([inside, partly, article('open')]));
    expect(articles.map(({ id }) => id)).toEqual(['partly', 'open']);
  });

  it.each([
    ['an internal article', [inside], true],
    ['an internal section', [partly], true],
    ['neither', [article('open')], false],
  ])('%s: are there internal parts?', (_what, articles, has) => {
    expect(hasInternalParts(knowledgeOf(articles))).toBe(has);
  });
});

describe('a mounted directory', () => {
  it('adds to the built-in articles, and is told apart from them', () => {
    const directory = mkdtempSync(join(tmpdir(), 'knowledge-'));
    const { file } = first;
    expect(loadKnowledge(directory).articles).toEqual(builtIn.articles);
    writeFileSync(join(directory, 'notes.txt'), 'no article');
    expect(loadKnowledge(directory).articles.every(({ mounted }) => !mounted)).toBe(true);
    expect(file).toContain('src/knowledge/articles/');
  });

  it('that is not there ends the start with what to check', () => {
    expect(() => loadKnowledge('/no/such/directory')).toThrow(
      /^\/no\/such\/directory:1: .*check KNOWLEDGE_DIR$/,
    );
  });
});
