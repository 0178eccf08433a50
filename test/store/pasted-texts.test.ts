import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLog } from '../../src/log.ts';
import { openCache } from '../../src/store/cache.ts';
import { openPastedTexts } from '../../src/store/pasted-texts.ts';
import { temporaryDirectory } from '../inbox/files.ts';

const open = () => openCache({ file: join(temporaryDirectory(), 'store.db'), log: openLog('silent') });
const pasted = (text: string) => ({ text, source: null });

it('texts are kept for half an hour, each under an id of its own', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_800_000_000_000 });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const texts = openPastedTexts(open());
  const ids = [await texts.add(pasted('first')), await texts.add(pasted('second'))].map(String);
  const kept = () => Promise.all(ids.map((id) => texts.get(id)));
  vi.setSystemTime(Date.now() + 30 * 60_000 - 1);
  expect(await kept()).toEqual([pasted('first'), pasted('second')]);
  vi.setSystemTime(Date.now() + 1);
  expect(await kept()).toEqual([null, null]);
});

it('while the store is down there is no id, so that no button promises what cannot be done', async () => {
  const store = open();
  const texts = openPastedTexts(store);
  await store.close();
  expect(await texts.add(pasted('lost'))).toBe(null);
});
