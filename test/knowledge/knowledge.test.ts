import { describe, expect, it } from 'vitest';
import type { KnownArticle } from '../../src/knowledge/article/article.ts';
import { hasInternalParts, knowledgeOf, loadKnowledge, publicOnly } from '../../src/knowledge/knowledge.ts';

const [first] = loadKnowledge().articles;
if (!first) throw new Error('there is no article');
const article = (id: string, more: Partial<KnownArticle> = {}): KnownArticle => ({
  ...first,
  category: 'other',
  audience: 'public',
  internal: [],
  matches: [{ detail: id }],
  ...more,
  id,
});

it('the general article of a category is the one without conditions', () => {
  const general = article('a', { matches: [] });
  expect([...knowledgeOf([general, article('b')]).generals]).toEqual([['other', general]]);
});

it('a directory that is not there ends the start with what to check', () => {
  expect(() => loadKnowledge('/no/such/directory')).toThrow(
    /^\/no\/such\/directory:1: .*check KNOWLEDGE_DIR$/,
  );
});

describe('for readers from outside', () => {
  const inside = article('inside', { audience: 'internal' });
  const partly = article('partly', { internal: [{ heading: 'For us', words: [] }] });

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
