import { describe, expect, it } from 'vitest';
import type { KnownArticle } from '../../../src/knowledge/article/article.ts';
import type { Category } from '../../../src/knowledge/classify/category.ts';
import { classify } from '../../../src/knowledge/classify/classify.ts';
import { withChoice } from '../../../src/knowledge/classify/verdict.ts';
import { knowledgeOf as knowledgeWith, loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import type { ExtractedError } from '../../../src/knowledge/scim-error.ts';
import { saying } from '../learned/saying.ts';

const [known] = loadKnowledge().articles;
if (!known) throw new Error('there is no article');

/** Articles, where the examples say that every error is of one category. */
const knowledgeOf = (articles: KnownArticle[], category: Category = 'other') =>
  knowledgeWith(articles, saying({ [category]: 0.9 }));

/** An article of ours with these conditions. */
function article(id: string, matches: KnownArticle['matches'], more: Partial<KnownArticle> = {}) {
  return {
    ...known,
    category: 'other',
    whoCanFix: 'org-admin',
    ...more,
    id,
    file: `${id}.md`,
    samples: [],
    matches,
  } as KnownArticle;
}

function error(more: Partial<ExtractedError> = {}): ExtractedError {
  return {
    httpStatus: 418,
    scimType: null,
    detail: 'The widget is upside down.',
    resource: null,
    emails: [],
    wrapper: null,
    address: null,
    about: null,
    code: null,
    form: 'scim',
    strongCue: true,
    stated: null,
    times: 1,
    evidence: ['a widget'],
    text: 'The widget is upside down.',
    ...more,
  };
}

/** The verdict in short: the article's id, or those of the candidates. */
function named(articles: KnownArticle[], about: ExtractedError = error()) {
  const { article, candidates } = classify(about, knowledgeOf(articles));
  return article?.id ?? candidates.map(({ id }) => id).sort();
}

describe('of several articles that fit', () => {
  const both = [
    article('one', [{ status: 418, detail: 'widget' }]),
    article('two', [{ status: 418, detail: 'widget' }]),
    article('general', []),
  ];

  it('two with equal conditions are both named, and the general one is not taken instead', () => {
    const verdict = classify(error(), knowledgeOf(both));
    expect(verdict).toMatchObject({ article: null, decidedBy: 'none', category: 'other' });
    expect(verdict.candidates.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(verdict.evidence).toEqual(['a widget']);
  });

  it('two with conditions of their own are both named', () => {
    expect(named([article('one', [{ status: 418 }]), article('two', [{ detail: 'widget' }])])).toEqual([
      'one',
      'two',
    ]);
  });

  it.each([0, 1])('the one that demands strictly more wins, wherever it is listed', (at) => {
    const articles = [article('wide', [{ detail: 'widget' }])];
    articles.splice(at, 0, article('narrow', [{ status: 418, detail: 'widget' }]));
    expect(named(articles)).toBe('narrow');
  });

  it('it wins over each other one, or over none', () => {
    const narrow = article('narrow', [{ status: 418, detail: 'widget' }]);
    const wide = article('wide', [{ detail: 'widget' }]);
    const other = article('other', [{ text: 'upside' }]);
    expect(named([narrow, wide, other])).toEqual(['narrow', 'other']);
  });

  it('an article with two alternatives that hold is beaten only where both are', () => {
    const two = article('two', [{ detail: 'widget' }, { text: 'upside' }]);
    expect(named([two, article('narrow', [{ status: 418, detail: 'widget' }])])).toEqual(['narrow', 'two']);
    expect(
      named([
        two,
        article('narrow', [
          { status: 418, detail: 'widget' },
          { status: 418, text: 'upside' },
        ]),
      ]),
    ).toBe('narrow');
  });

  it('the winner is named in the evidence, and decides category and who can fix it', () => {
    const winner = article('one', [{ detail: 'widget' }], { category: 'forbidden', whoCanFix: 'nobody' });
    expect(classify(error(), knowledgeOf([winner]))).toMatchObject({
      category: 'forbidden',
      whoCanFix: 'nobody',
      decidedBy: 'rules',
      evidence: ['a widget', 'it fits the article "one"'],
    });
  });
});

describe('what no article claims', () => {
  it('goes to the general article of its category', () => {
    const general = article('general', [], { category: 'server-error' });
    const verdict = classify(error(), knowledgeOf([general], 'server-error'));
    expect(verdict).toMatchObject({ article: { id: 'general' }, decidedBy: 'examples', confidence: 0.9 });
  });

  it('has a category and its usual fixer, where there is no general article', () => {
    const verdict = classify(error(), knowledgeOf([], 'server-error'));
    expect(verdict).toMatchObject({ category: 'server-error', article: null, candidates: [] });
    expect(verdict.whoCanFix).toBe('vendor-support');
  });
});

describe('a condition', () => {
  it.each<[string, KnownArticle['matches'][number], Partial<ExtractedError>, Partial<ExtractedError>]>([
    ['status', { status: 418 }, { httpStatus: 418 }, { httpStatus: 419 }],
    ['one status of several', { status: [400, 418] }, { httpStatus: 418 }, { httpStatus: 419 }],
    ['scimType, in any case', { scimType: 'noTarget' }, { scimType: 'NOTARGET' }, { scimType: 'tooMany' }],
    ['one scimType of several', { scimType: ['tooMany', 'x'] }, { scimType: 'X' }, { scimType: 'y' }],
    ['resource', { resource: 'User' }, { resource: 'User' }, { resource: 'Group' }],
    ['wrapper', { wrapper: 'okta' }, { wrapper: 'okta' }, { wrapper: null }],
    ['category', { category: 'rate-limited' }, { httpStatus: 429 }, { httpStatus: 401 }],
    ['detail, in any case', { detail: 'WIDGET' }, {}, { detail: 'The gadget is broken.' }],
  ])('%s must hold', (_what, match, fitting, other) => {
    // Whatever the condition, the article is found by a word of the detail first.
    const articles = [article('one', [{ detail: '\\bwidget\\b', ...match }])];
    expect(named(articles, error(fitting))).toBe('one');
    expect(named(articles, error(other))).toEqual([]);
  });

  it('must hold together with the others', () => {
    const articles = [article('one', [{ status: 418, resource: 'User', detail: 'widget' }])];
    expect(named(articles, error({ resource: 'User' }))).toBe('one');
    expect(named(articles, error({ resource: 'User', httpStatus: 400 }))).toEqual([]);
    expect(named(articles, error({ resource: 'User', detail: 'The gadget is broken.' }))).toEqual([]);
  });

  it('on the detail does not look at the rest of the paste', () => {
    const about = error({ text: 'We pushed a gadget. The widget is upside down.' });
    expect(named([article('one', [{ detail: 'gadget' }])], about)).toEqual([]);
    expect(named([article('one', [{ text: 'gadget' }])], about)).toBe('one');
  });

  it('on the detail looks at the paste where the error states none', () => {
    expect(named([article('one', [{ detail: 'upside' }])], error({ detail: null }))).toBe('one');
  });

  it('reads no more of a paste than 20,000 characters', () => {
    const articles = [article('one', [{ text: 'gadget' }])];
    const behind = (length: number) => error({ text: `${' '.repeat(length - 6)}gadget` });
    expect(named(articles, behind(20_000))).toBe('one');
    expect(named(articles, behind(20_001))).toEqual([]);
  });
});

describe('a choice', () => {
  const articles = [article('one', [{ detail: 'widget' }]), article('two', [{ detail: 'widget' }])];
  const other = article('other', [{ detail: 'gadget' }], { category: 'forbidden', whoCanFix: 'nobody' });
  const knowledge = knowledgeOf([...articles, other]);
  const undecided = classify(error(), knowledge);

  it('of a person takes one of the candidates', () => {
    expect(withChoice(undecided, knowledge.articles, { article: 'two', by: 'person' })).toMatchObject({
      article: { id: 'two' },
      decidedBy: 'none',
      candidates: [],
      evidence: ['a widget', 'you chose the article'],
    });
  });

  it('of a model says so', () => {
    expect(withChoice(undecided, knowledge.articles, { article: 'two', by: 'model' })).toMatchObject({
      article: { id: 'two' },
      decidedBy: 'model',
      evidence: ['a widget', 'a language model chose the article'],
    });
  });

  it('takes any article where there is no candidate, with its category and fixer', () => {
    const nothing = classify(error({ detail: 'A thing happened.', text: '' }), knowledge);
    expect(withChoice(nothing, knowledge.articles, { article: 'other', by: 'person' })).toMatchObject({
      article: { id: 'other' },
      category: 'forbidden',
      whoCanFix: 'nobody',
    });
  });

  it('never takes an article beside the candidates, nor one that is gone', () => {
    expect(withChoice(undecided, knowledge.articles, { article: 'other', by: 'person' })).toBe(undecided);
    expect(withChoice(undecided, knowledge.articles, { article: 'gone', by: 'model' })).toBe(undecided);
  });

  it('never overrules what the rules decided', () => {
    const decided = classify(error({ detail: 'The gadget is broken.' }), knowledge);
    expect(decided.article?.id).toBe('other');
    expect(withChoice(decided, knowledge.articles, { article: 'one', by: 'model' })).toBe(decided);
  });
});
