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
  const ids = [await texts.add('U1', pasted('first')), await texts.add('U1', pasted('second'))].map(String);
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
  expect(await texts.add('U1', pasted('lost'))).toBe(null);
});

it('of one person the last ten are kept, whatever others paste', async () => {
  const texts = openPastedTexts(open());
  const other = String(await texts.add('U2', pasted('other')));
  const ids: string[] = [];
  for (let i = 0; i < 12; i += 1) ids.push(String(await texts.add('U1', pasted(`${i}`))));
  const kept = await Promise.all(ids.map((id) => texts.get(id)));
  expect(kept.map((one) => one !== null)).toEqual([false, false, ...Array(10).fill(true)]);
  expect(await texts.get(other)).toEqual(pasted('other'));
});
