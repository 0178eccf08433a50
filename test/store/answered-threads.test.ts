import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openAnsweredThreads, rememberChoice } from '../../src/store/answered-threads.ts';
import { openCache } from '../../src/store/cache.ts';
import { temporaryDirectory } from '../inbox/files.ts';

const THREAD = { channel: 'C1', threadTs: '1.1' };
const open = () =>
  openAnsweredThreads(openCache({ file: join(temporaryDirectory(), 'store.db'), log: openLog('silent') }));

it('a choice is remembered beside what is known of the thread, and can be taken back', async () => {
  const threads = open();
  const state = { asker: 'U1', muted: true };
  await threads.set('T1', THREAD, state);
  for (const chosen of [
    { article: 'a', by: 'model' },
    { article: 'b', by: 'model' },
    { article: 'b', by: 'person' },
    undefined,
  ] as const) {
    await rememberChoice(threads, 'T1', THREAD, chosen);
    expect(await threads.get('T1', THREAD)).toEqual({ ...state, chosen });
  }
});

it('the same choice again is not written again', async () => {
  const threads = open();
  await threads.set('T1', THREAD, { asker: 'U1', muted: false, chosen: { article: 'a', by: 'model' } });
  const set = vi.fn(threads.set);
  await rememberChoice({ ...threads, set }, 'T1', THREAD, { article: 'a', by: 'model' });
  expect(set).not.toHaveBeenCalled();
});

it('a choice makes no answered thread', async () => {
  const threads = open();
  await rememberChoice(threads, 'T1', THREAD, { article: 'a', by: 'model' });
  expect(await threads.get('T1', THREAD)).toBe(null);
});
