import OpenAI from 'openai';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createAsk } from '../../src/model/ask.ts';
import type { Server } from '../../src/model/server.ts';
import type { TokenLimits } from '../../src/model/token-limits.ts';

afterEach(() => {
  vi.useRealTimers();
});

it('a question whose schema is refused is asked without it for a while; others keep theirs', async () => {
  const asked: [string, boolean][] = [];
  const server: Server = async ({ name, schema }) => {
    asked.push([name, schema !== null]);
    if (name === 'refused' && schema)
      throw new OpenAI.BadRequestError(400, { message: 'Invalid schema' }, undefined, new Headers());
    return { text: '{"yes":true}', tokens: 1 };
  };
  const limits = { reserve: async () => ({ settle: async () => {} }) } as unknown as TokenLimits;
  const ask = createAsk({ server, limits, count: () => {} });
  const put = (name: string) =>
    ask({ name, instructions: 'i', data: 'd', answer: z.object({ yes: z.boolean() }) }, null);

  for (const name of ['refused', 'taken', 'refused'])
    expect(await put(name)).toEqual({ value: { yes: true } });
  expect(asked).toEqual([
    ['refused', true],
    ['refused', false],
    ['taken', true],
    ['refused', false],
  ]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 11 * 60_000 });
  await put('refused');
  expect(asked.slice(4)).toEqual([
    ['refused', true],
    ['refused', false],
  ]);
});
