import { describe, expect, it } from 'vitest';
import type { KnownArticle } from '../../../src/knowledge/article/article.ts';
import { CATEGORIES, type Category } from '../../../src/knowledge/classify/category.ts';
import { classify } from '../../../src/knowledge/classify/classify.ts';
import { knowledgeOf, loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import type { ExtractedError } from '../../../src/knowledge/scim-error.ts';
import { saying } from '../learned/saying.ts';

const [known] = loadKnowledge().articles;
if (!known) throw new Error('there is no article');

const article = (id: string, category: Category, more: Partial<KnownArticle> = {}): KnownArticle => ({
  ...known,
  id,
  category,
  file: `${id}.md`,
  matches: [],
  samples: [],
  ...more,
});
const GENERAL = CATEGORIES.map((category) => article(`general-${category}`, category));

function decide(
  error: Partial<ExtractedError>,
  shares: Partial<Record<Category, number>>,
  more: KnownArticle[] = [],
) {
  const text = 'the gadget said no';
  const whole: ExtractedError = {
    httpStatus: null,
    scimType: null,
    detail: text,
    resource: null,
    emails: [],
    wrapper: null,
    address: null,
    about: null,
    code: null,
    strongCue: true,
    stated: null,
    form: 'scim',
    times: 1,
    evidence: [],
    text,
    ...error,
  };
  const learned = saying(shares, { decisiveWords: () => ['gadget'] });
  const verdict = classify(whole, knowledgeOf([...GENERAL, ...more], learned));
  return {
    ...verdict,
    article: verdict.article?.id ?? null,
    candidates: verdict.candidates.map(({ id }) => id),
  };
}

describe('the order of deciders', () => {
  const wrong = { forbidden: 0.9 };

  it("an article's own conditions come first", () => {
    const own = article('own', 'not-found', { matches: [{ detail: 'gadget' }] });
    expect(decide({ httpStatus: 429 }, wrong, [own])).toMatchObject({
      article: 'own',
      category: 'not-found',
      decidedBy: 'rules',
      confidence: null,
    });
  });

  it.each<[Partial<ExtractedError>, Category]>([
    [{ httpStatus: 401 }, 'unauthorized'],
    [{ httpStatus: 405 }, 'unsupported'],
    [{ httpStatus: 429 }, 'rate-limited'],
    [{ scimType: 'invalidFilter', httpStatus: 400 }, 'invalid-filter'],
    [{ scimType: 'TOOMANY' }, 'rate-limited'],
    [{ scimType: 'mutability' }, 'mutability'],
    [{ scimType: 'invalidPath' }, 'invalid-path-or-patch'],
    [{ stated: 'license-limit' }, 'license-limit'],
  ])('what signs say for certain outweighs the examples: %o', (signs, category) => {
    expect(decide(signs, wrong)).toMatchObject({
      category,
      article: `general-${category}`,
      decidedBy: 'rules',
    });
  });

  it('the words decide between the categories that signs leave', () => {
    expect(decide({ scimType: 'uniqueness' }, { forbidden: 0.5, 'duplicate-group': 0.3 })).toMatchObject({
      category: 'duplicate-group',
      confidence: 1,
    });
    expect(decide({ stated: 'duplicate-user' }, { forbidden: 0.5, 'duplicate-group': 0.3 })).toMatchObject({
      category: 'duplicate-group',
    });
    expect(decide({ form: 'connection' }, { forbidden: 0.5, 'server-error': 0.3 })).toMatchObject({
      category: 'server-error',
    });
  });

  it.each<Partial<ExtractedError>>([
    { scimType: 'invalidSyntax', httpStatus: 400 },
    { httpStatus: 409 },
    { httpStatus: 400 },
    { scimType: 'constructor' },
    { scimType: '__proto__' },
  ])('a blanket sign does not: %o', (signs) => {
    expect(decide(signs, wrong)).toMatchObject({
      category: 'forbidden',
      article: 'general-forbidden',
      decidedBy: 'examples',
      confidence: 0.9,
      evidence: ['similar errors say "gadget"'],
    });
  });

  it('an article that its samples define comes before the general one of its category alone', () => {
    const gadget = article('gadget', 'forbidden', {
      bySamples: true,
      samples: ['the gadget said no', 'a gadget says no'],
    });
    expect(decide({}, wrong, [gadget])).toMatchObject({ article: 'gadget', decidedBy: 'examples' });
    expect(decide({}, { 'not-found': 0.9 }, [gadget])).toMatchObject({ article: 'general-not-found' });
    const text = 'quite another thing happened';
    expect(decide({ detail: text, text }, wrong, [gadget])).toMatchObject({ article: 'general-forbidden' });
  });

  it('two articles whose samples are alike leave the general one', () => {
    const one = article('one', 'forbidden', { bySamples: true, samples: ['the gadget said no'] });
    const two = article('two', 'forbidden', { bySamples: true, samples: ['the gadget said no'] });
    expect(decide({}, wrong, [one, two])).toMatchObject({ article: 'general-forbidden' });
  });

  it('two close categories are both named, and none is chosen', () => {
    expect(decide({}, { forbidden: 0.45, 'license-limit': 0.4 })).toMatchObject({
      category: 'forbidden',
      article: null,
      decidedBy: 'none',
      candidates: ['general-forbidden', 'general-license-limit'],
    });
    expect(decide({}, { forbidden: 0.6, 'license-limit': 0.35 })).toMatchObject({
      article: 'general-forbidden',
    });
  });

  it('what nothing recognises is `other`, so that a model is still asked', () => {
    expect(decide({}, { forbidden: 0.15, 'license-limit': 0.14 })).toMatchObject({
      category: 'other',
      article: 'general-other',
      decidedBy: 'none',
      candidates: [],
    });
  });
});
