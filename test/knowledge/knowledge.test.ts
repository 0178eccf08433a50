import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArticleError } from '../../src/knowledge/article/parse-article.ts';
import {
  hasInternalParts,
  type KnownArticle,
  knowledgeOf,
  loadKnowledge,
  publicOnly,
} from '../../src/knowledge/knowledge.ts';

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
  it.each([
    ['an id', [article('a'), article('a')], /^a\.md:1: the id "a" is taken by a\.md$/],
    [
      'the general article of a category',
      [article('a', { matches: [] }), article('b', { matches: [] })],
      /^b\.md:1: the general article of other is taken by a\.md$/,
    ],
  ])('refuses %s that two have', (_what, articles, message) => {
    expect(() => knowledgeOf(articles)).toThrow(message);
    expect(() => knowledgeOf(articles)).toThrow(ArticleError);
  });

  it('has one general article for each category at most', () => {
    const general = article('a', { matches: [] });
    expect([...knowledgeOf([general, article('b')]).generals]).toEqual([['other', general]]);
  });

  it.each([
    ['an unclosed group', '(a'],
    ['a back-reference, in a mounted one', '(a)\\1'],
  ])('refuses a pattern that is none: %s', (_what, detail) => {
    expect(() => knowledgeOf([article('a', { mounted: true, matches: [{ detail }] })])).toThrow(
      /^a\.md:1: the detail pattern/,
    );
  });
});

describe('for readers from outside', () => {
  const inside = article('inside', { audience: 'internal' });
  const partly = article('partly', {
    internal: [{ heading: 'For us', text: 'x' }] as KnownArticle['internal'],
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
