import { expect, it } from 'vitest';
import { outsidePlace } from '../../src/handlers/outside-place.ts';
import type { Rooms } from '../../src/handlers/rooms.ts';

/** Rooms in which nothing but look-ups and the model answers, and what was done outside a job's place. */
function rooms(model: unknown) {
  const outside: string[] = [];
  const slot = {
    outside: async <T>(work: () => Promise<T>) => {
      const result = await work();
      outside.push(String(result));
      return result;
    },
  };
  const lookUpFor = () => async () => 'facts';
  const given = { expertise: { lookUpFor, model } } as unknown as Rooms;
  return { outside, there: outsidePlace(given, slot) };
}

it('look-ups and questions to the model are made outside a job’s place', async () => {
  const model = { chooseArticle: () => async () => 'an article', followUp: () => async () => 'a reaction' };
  const { outside, there } = rooms(model);
  const { lookUpFor, model: asked } = there.expertise;
  await lookUpFor({ teamId: 'T1', user: 'U1' })(['scim-links'], 'a@example.com');
  if ('unavailable' in asked) throw new Error('there is a model');
  await asked.chooseArticle(null)('', []);
  await asked.followUp(null)('', '', { branches: [], parts: [], questions: [], addresses: [] });
  expect(outside).toEqual(['facts', 'an article', 'a reaction']);
});

it('without a model there is none', () => {
  const { there } = rooms({ unavailable: 'it is not set' });
  expect(there.expertise.model).toEqual({ unavailable: 'it is not set' });
});
