import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openBursts } from '../../src/store/bursts.ts';
import { openCache } from '../../src/store/cache.ts';
import { temporaryDirectory } from '../inbox/files.ts';

function open(minutes: number) {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const file = join(temporaryDirectory(), 'store.db');
  return openBursts(openCache({ file, log: openLog('silent') }), minutes);
}

it('the first answer with an article in a channel is known for as long as the window', async () => {
  const bursts = open(10);
  await bursts.answered('C1', 'a', '1.1');
  expect(await bursts.firstOf('C1', 'a')).toBe('1.1');
  expect([await bursts.firstOf('C2', 'a'), await bursts.firstOf('C1', 'b')]).toEqual([null, null]);
  vi.setSystemTime(Date.now() + 10 * 60_000 - 1);
  expect(await bursts.firstOf('C1', 'a')).toBe('1.1');
  vi.setSystemTime(Date.now() + 1);
  expect(await bursts.firstOf('C1', 'a')).toBe(null);
});

it('the first answer is forgotten when it is removed, and not when another one is', async () => {
  const bursts = open(10);
  await bursts.answered('C1', 'a', '1.1');
  await bursts.forget('C1', 'a', '2.2');
  expect(await bursts.firstOf('C1', 'a')).toBe('1.1');
  await bursts.forget('C1', 'a', '1.1');
  expect(await bursts.firstOf('C1', 'a')).toBe(null);
});

it('without a window there are no bursts', async () => {
  const bursts = open(0);
  await bursts.answered('C1', 'a', '1.1');
  expect(await bursts.firstOf('C1', 'a')).toBe(null);
});
