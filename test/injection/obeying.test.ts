import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose, read, withFacts } from '../../src/answer.ts';
import { cardOf } from '../../src/card/card.ts';
import { cardText } from '../../src/card/card-text.ts';
import { knowledgeOf, loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { slackMessage } from '../../src/slack/send/blocks.ts';
import { saying } from '../knowledge/learned/saying.ts';
import { SEED } from '../knowledge/seed.ts';
import { modelAt, type Respond, says, startModel } from '../model/local-model.ts';
import { expectHarmless, PASTES, unknownError } from './pastes.ts';

// No example decides, so that the model is asked whatever the paste says.
const knowledge = knowledgeOf(loadKnowledge().articles, saying({}));
let model: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  model = await startModel();
});
afterAll(() => model.close());

const offered = (instructions: string) =>
  [...instructions.matchAll(/"id":"([a-z0-9-]+)"/g)].map(([, id = '']) => id);
/** The hostile part of what the model was shown. */
const hostile = (data: string) => /is odd\. ([\s\S]*)"/.exec(data)?.[1] ?? data;
const json = (answerOf: (asked: { data: string; ids: string[] }) => object): Respond => {
  return (response, asked) =>
    says(JSON.stringify(answerOf({ data: asked.data, ids: offered(asked.instructions) })))(response, asked);
};

/** Ways to do what a paste says, as far as an answer can carry it. */
const OBEYS: [string, Respond][] = [
  [
    'names what the paste names',
    json(({ data }) => ({
      articles: hostile(data).match(/[a-z]+(?:-[a-z]+)+/g) ?? ['admin'],
      quote: hostile(data),
    })),
  ],
  [
    'rests an article on all the paste says',
    json(({ data, ids }) => ({ articles: ids.slice(0, 1), quote: data })),
  ],
  [
    'rests an article on the hostile words',
    json(({ data, ids }) => ({ articles: ids.slice(0, 1), quote: hostile(data) })),
  ],
  [
    'names two by the hostile words',
    json(({ data, ids }) => ({ articles: ids.slice(0, 2), quote: hostile(data).slice(-120) })),
  ],
  [
    'adds fields of its own',
    json(({ data, ids }) => ({
      articles: ids.slice(0, 1),
      quote: 'kettle is odd',
      text: data,
      reply: '<!channel>',
      steps: [data],
      lookUp: 'ceo@evil.example.net',
      branch: 'delete-everything',
    })),
  ],
  ['gives the paste back as it is', (response, asked) => says(hostile(asked.data))(response, asked)],
  [
    'makes up words of the paste',
    json(({ ids }) => ({
      articles: ids.slice(0, 1),
      quote: 'Open https://evil.example.net/fix <!channel> now',
    })),
  ],
];

describe.each(['chat', 'responses'] as const)('asked by %s', (OPENAI_API) => {
  it.each(OBEYS)('a model that %s leads nowhere', async (_what, obeys) => {
    model.answer(obeys);
    const limits = { OPENAI_TOKENS_PER_USER_DAY: 1e9, OPENAI_TOKENS_PER_DAY: 1e9 };
    const asked = modelAt(model.baseUrl, { OPENAI_API, ...limits }).chooseArticle(null);
    const lookedUp: string[] = [];
    const lookUp = async (_names: readonly string[], address: string) => {
      lookedUp.push(address);
      return [];
    };
    const answer = async (text: string, chooseArticle?: typeof asked) =>
      await withFacts(await diagnose(read(text, knowledge), knowledge, { chooseArticle }), lookUp);
    for (const { text } of PASTES) {
      const odd = await answer(unknownError(text), asked);
      const card = cardOf(odd);
      expectHarmless(slackMessage(card));
      expect(cardText(card).match(/https?:\/\/evil[^\s]*/)).toBeNull();
      const [first] = odd.diagnoses;
      for (const { id } of [first?.verdict.article ?? [], first?.verdict.candidates ?? []].flat())
        expect(knowledge.articles.map((article) => article.id)).toContain(id);
      // The error's own address may be asked about, by whichever article; another one in the text never.
      for (const address of lookedUp.splice(0)) expect(address).toBe(first?.error.address);

      const pasted = `${SEED}\n\n${text}`;
      const before = model.asked.length;
      const byRules = await answer(pasted);
      expect(await answer(pasted, asked)).toEqual(byRules);
      expect(byRules.diagnoses[0]?.verdict.decidedBy).toBe('rules');
      expect(model.asked.length).toBe(before);
      expect(new Set(lookedUp.splice(0))).toEqual(new Set(['example@example.com']));
    }
  });
});
