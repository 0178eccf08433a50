import { expect, it } from 'vitest';
import { z } from 'zod';
import type { Ask } from '../../src/model/ask.ts';
import { readFollowUpBy } from '../../src/model/read-follow-up.ts';

const NONE = { branches: [], parts: [{ id: 'steps', heading: 'Steps' }], questions: [], addresses: [] };
const SOME = { ...NONE, branches: [{ id: 'b', when: 'it is so' }] };
const WORDS = 'it is so, I believe';

/** What is asked with an offer, as a JSON Schema, and what is made of the model's answer. */
async function asked(offer: typeof SOME, answered: object) {
  const schemas: string[] = [];
  const ask: Ask = async ({ answer }) => {
    schemas.push(JSON.stringify(z.toJSONSchema(answer)));
    return { value: answer.parse(answered) };
  };
  return { reaction: await readFollowUpBy(ask, null)(WORDS, 'the error', offer), schema: schemas[0] };
}

const answer = { kind: 'branch', branch: 'b', parts: [], question: null, address: null, quote: 'it is so' };

it('offers no field that could only be null', async () => {
  const { schema, reaction } = await asked(NONE, { ...answer, branch: null });
  expect(schema).not.toMatch(/"(?:branch|question|address)":\{/);
  expect(schema).not.toMatch(/:\{"type":"null"\}/);
  expect(reaction.kind).toBe('none');
});

it('reads the fields that are offered', async () => {
  const { schema, reaction } = await asked(SOME, answer);
  expect(schema).toContain('"branch":{');
  expect(schema).not.toContain('"question":{');
  expect(reaction).toEqual({ kind: 'branch', branch: 'b' });
});
