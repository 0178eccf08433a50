import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/knowledge/classify/classify.ts';
import { withModel } from '../../../src/knowledge/classify/with-model.ts';
import { extract } from '../../../src/knowledge/extract/extract.ts';
import { knowledgeOf, loadKnowledge } from '../../../src/knowledge/knowledge.ts';
import type { ChooseArticle } from '../../../src/model/choose-article.ts';
import { saying } from '../learned/saying.ts';

// What no rule and no example recognises.
const knowledge = knowledgeOf(loadKnowledge().articles, saying({}));
const [first, second, third] = knowledge.articles;
const [error] = extract(
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","detail":"The kettle of jane@example.com sings a song."}',
);
if (!first || !second || !third || !error) throw new Error('there is nothing to ask about');
const undecided = { ...classify(error, knowledge), article: null };

/** A model that names these articles, or the first one it is offered; and what it was asked with. */
function naming(ids?: [string] | [string, string]) {
  const asked: { text: string; offered: string[] }[] = [];
  const chooseArticle: ChooseArticle = async (text, offered) => {
    asked.push({ text, offered: offered.map(({ id }) => id) });
    return { ids: ids ?? [offered[0]?.id ?? ''], quote: 'The kettle of <user-1@domain-1>' };
  };
  return { asked, chooseArticle };
}

describe('a model that may choose', () => {
  it('is not asked where a rule decided', async () => {
    const { asked, chooseArticle } = naming([first.id]);
    const decided = { ...undecided, article: second, decidedBy: 'rules' as const };
    expect(await withModel(decided, error, knowledge, chooseArticle)).toBe(decided);
    expect(asked).toEqual([]);
  });

  it('sees no address; the words it rests on are shown with it', async () => {
    const { asked, chooseArticle } = naming();
    const { evidence } = await withModel(undecided, error, knowledge, chooseArticle);
    expect(asked[0]?.text).not.toContain('jane');
    expect(evidence.at(-1)).toContain('"The kettle of jane@example.com"');
  });

  it('is offered the candidates of the rules alone, where there are any', async () => {
    const { asked, chooseArticle } = naming([second.id]);
    const several = { ...undecided, candidates: [first, second] };
    const verdict = await withModel(several, error, knowledge, chooseArticle);
    expect(asked[0]?.offered).toEqual([first.id, second.id]);
    expect(verdict).toMatchObject({ article: { id: second.id }, decidedBy: 'model', candidates: [] });
  });

  it('decides category and fixer with the article', async () => {
    const { chooseArticle } = naming([second.id]);
    const several = { ...undecided, candidates: [first, second] };
    const { category, whoCanFix } = await withModel(several, error, knowledge, chooseArticle);
    expect({ category, whoCanFix }).toEqual({ category: second.category, whoCanFix: second.whoCanFix });
  });

  it('that names two decides nothing: both are candidates', async () => {
    const { chooseArticle } = naming([first.id, second.id]);
    const several = { ...undecided, candidates: [first, second, third] };
    const verdict = await withModel(several, error, knowledge, chooseArticle);
    expect(verdict).toMatchObject({ article: null, decidedBy: 'model' });
    expect(verdict.candidates.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it('cannot choose an article that was not offered', async () => {
    const { chooseArticle } = naming([third.id]);
    const several = { ...undecided, candidates: [first, second] };
    const verdict = await withModel(several, error, knowledge, chooseArticle);
    expect(verdict).toMatchObject({ article: null, decidedBy: 'none', candidates: [first, second] });
    expect(verdict.evidence.at(-1)).toBe('the model named an article that was not offered');
  });

  it('says why it was not asked', async () => {
    const verdict = await withModel(undecided, error, knowledge, { unavailable: 'there is none' });
    expect(verdict.evidence.at(-1)).toBe('no model was asked: there is none');
  });
});
