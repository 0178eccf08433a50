import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { openSettings } from '../../src/store/channel-settings.ts';
import { openRecords } from '../../src/store/records.ts';

const fresh = () => join(mkdtempSync(join(tmpdir(), 'records-')), 'records.db');
const log = { warn: vi.fn() };
const ENV = { TRIAGE_CHANNELS: ['C1'], QUIET_CHANNELS: [], OPEN_FACTS_CHANNELS: [], ESCALATE_TO: ['C9'] };

it('hashes with a key that survives a restart and differs in every other file', () => {
  const file = fresh();
  const first = openRecords({ file, log });
  const hash = first.hash('jane@example.com');
  first.close();
  const again = openRecords({ file, log });
  expect(again.hash('jane@example.com')).toBe(hash);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(openRecords({ file: fresh(), log }).hash('jane@example.com')).not.toBe(hash);
  expect(readFileSync(file, 'latin1')).not.toContain('jane');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it('keeps entries for half a year, by kind, oldest first', () => {
  let now = 1_000_000;
  const records = openRecords({ file: fresh(), log, now: () => now });
  records.append('feedback', { n: 1 });
  now += 86_400_000;
  records.append('feedback', { n: 2 });
  records.append('audit', { n: 3 });
  expect(records.entries('feedback', 0)).toMatchObject([{ n: 1, at: 1_000_000 }, { n: 2 }]);
  expect(records.entries('feedback', now)).toMatchObject([{ n: 2 }]);
  now += 180 * 86_400_000;
  records.prune();
  expect(records.entries('feedback', 0)).toMatchObject([{ n: 2 }]);
});

it('an entry that cannot be written is logged, and nothing else fails', () => {
  const warn = vi.fn();
  const records = openRecords({ file: fresh(), log: { warn } });
  records.close();
  records.append('audit', { who: 'U1' });
  expect(warn).toHaveBeenCalledWith(
    expect.objectContaining({ kind: 'audit', entry: { who: 'U1' } }),
    expect.any(String),
  );
});

it('settings made in the app override the environment, show their origin, and can be undone', () => {
  const file = fresh();
  const records = openRecords({ file, log });
  const settings = openSettings(ENV, records, log);
  expect(settings.channel('C1')).toMatchObject({ triage: true, escalateTo: ['C9'], fromApp: false });
  settings.setChannel('C1', { triage: false, escalateTo: [] });
  settings.setChannel('C2', { triage: true });
  const reopened = openSettings(ENV, records, log);
  expect(reopened.channel('C1')).toMatchObject({ triage: false, escalateTo: [], fromApp: true });
  expect(reopened.channels().sort()).toEqual(['C1', 'C2']);
  reopened.setChannel('C1', null);
  expect(openSettings(ENV, records, log).channel('C1')).toMatchObject({ triage: true, fromApp: false });
});

it('unreadable settings are logged, and the environment applies', () => {
  const records = openRecords({ file: fresh(), log });
  records.set('channels', { C1: { triage: 'perhaps' } });
  const warn = vi.fn();
  expect(openSettings(ENV, records, { warn }).channel('C1').triage).toBe(true);
  expect(warn).toHaveBeenCalled();
});
