import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLog } from '../../src/log.ts';
import { type AuditLine, onBehalfOf } from '../../src/look-up/on-behalf-of.ts';
import { openCache } from '../../src/store/cache.ts';
import { temporaryDirectory } from '../inbox/files.ts';

test('the limit of one person holds over two processes on one file, and leaves an audit line when it stops a look-up', async () => {
  const file = join(temporaryDirectory(), 'store.db');
  const lines: AuditLine[] = [];
  const asked: string[] = [];
  const process = () =>
    onBehalfOf({
      lookUp: async (_names, address) => {
        asked.push(address);
        return [];
      },
      hash: (text) => `hash of ${text}`,
      audit: async (line) => {
        lines.push(line);
        return true;
      },
      perHour: 2,
      counts: openCache({ file, log: openLog('silent') }).counts('look-ups', 3_600_000),
    });
  const [one, other] = [process(), process()];
  const jane = { teamId: 'T1', user: 'U1' };
  await one(jane)(['account-by-email'], 'a@example.com');
  await other(jane)(['account-by-email'], 'b@example.com');
  const [stopped] = await one(jane)(['account-by-email'], 'c@example.com');
  await one({ teamId: 'T1', user: 'U2' })(['account-by-email'], 'd@example.com');
  expect(asked).toEqual(['a@example.com', 'b@example.com', 'd@example.com']);
  expect(stopped).toMatchObject({ complete: false, reason: expect.stringContaining('2 addresses an hour') });
  expect(lines.map(({ address, outcome }) => [address, outcome])).toEqual([
    ['hash of a@example.com', 'complete'],
    ['hash of b@example.com', 'complete'],
    ['hash of c@example.com', 'limit reached'],
    ['hash of d@example.com', 'complete'],
  ]);
});
