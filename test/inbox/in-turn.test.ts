import { expect, test } from 'vitest';
import { turnsOfProcess } from '../../src/inbox/in-turn.ts';
import { eventually, gate } from './worker-stage.ts';

test('of several with one key each waits for the one before it, also when that one fails', async () => {
  const inTurn = turnsOfProcess();
  const { held, run } = gate();
  const settled: string[] = [];
  const start = (name: string) => {
    const work = inTurn('key', run);
    return work.then(
      () => settled.push(`${name} done`),
      () => settled.push(`${name} failed`),
    );
  };
  const early = [start('first'), start('second')];
  await eventually(() => expect(held.length).toBe(1));
  held[0]?.reject(new Error('refused'));
  await eventually(() => expect(held.length).toBe(2));
  const late = start('third');
  await new Promise(setImmediate);
  expect(held.length).toBe(2);
  held[1]?.resolve();
  await eventually(() => expect(held.length).toBe(3));
  held[2]?.resolve();
  await Promise.all([...early, late]);
  expect(settled).toEqual(['first failed', 'second done', 'third done']);
});
