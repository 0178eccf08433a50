import { expect, it } from 'vitest';
import { answerLine } from '../../src/cli/answer-line.ts';

it('a text that cannot be diagnosed is answered like any bad line', async () => {
  const fails = async () => {
    throw new TypeError('boom');
  };
  expect(await answerLine('{"id":7,"text":"x"}', fails)).toEqual({
    id: 7,
    error: 'this text could not be diagnosed: boom',
  });
});
