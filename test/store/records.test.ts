import { once } from 'node:events';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, vi } from 'vitest';
import { openSettings } from '../../src/store/channel-settings.ts';
import { openRecords, type Records } from '../../src/store/records.ts';

const fresh = () => join(mkdtempSync(join(tmpdir(), 'records-')), 'records.db');
const log = { warn: vi.fn() };
const ENV = { TRIAGE_CHANNELS: ['C1'], QUIET_CHANNELS: [], OPEN_FACTS_CHANNELS: [], ESCALATE_TO: ['C9'] };

describe('records', () => {
  it('hash with their own key, the same after a restart, a different one elsewhere', async () => {
    const file = fresh();
    const first = openRecords({ file, log });
    const hash = first.hash('jane@example.com');
    await first.close();
    const again = openRecords({ file, log });
    expect(again.hash('jane@example.com')).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(openRecords({ file: fresh(), log }).hash('jane@example.com')).not.toBe(hash);
    expect(readFileSync(file, 'latin1')).not.toContain('jane');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keep entries for half a year, by kind, oldest first', async () => {
    let now = 1_000_000;
    const records = openRecords({ file: fresh(), log, now: () => now });
    await records.append('feedback', { n: 1 });
    now += 86_400_000;
    await records.append('feedback', { n: 2 });
    await records.append('audit', { n: 3 });
    expect(await records.entries('feedback', 0)).toMatchObject([{ n: 1, at: 1_000_000 }, { n: 2 }]);
    expect(await records.entries('feedback', now)).toMatchObject([{ n: 2 }]);
    now += 180 * 86_400_000;
    await records.prune();
    expect(await records.entries('feedback', 0)).toMatchObject([{ n: 2 }]);
  });

  it('log an entry that cannot be written, and do not fail', async () => {
    const warn = vi.fn();
    const records = openRecords({ file: fresh(), log: { warn } });
    await records.close();
    await records.append('audit', { who: 'U1' });
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'audit', entry: { who: 'U1' } }),
      expect.any(String),
    );
  });

  it('change a setting from its current value', async () => {
    const file = fresh();
    const [one, other] = [openRecords({ file, log }), openRecords({ file, log })];
    expect(await one.setting('list')).toBeUndefined();
    const add = (records: Records, n: number) =>
      records.changeSetting('list', (old) => [...((old ?? []) as number[]), n]);
    await Promise.all([add(one, 1), add(other, 2), add(one, 3)]);
    expect(await one.setting('list')).toEqual([1, 2, 3]);
    const failing = one.changeSetting('list', () => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    expect(await other.setting('list')).toEqual([1, 2, 3]);
    await add(one, 4);
    await add(other, 5);
    expect(await one.setting('list')).toEqual([1, 2, 3, 4, 5]);
  });

  it("wait for another process's change and start from it", async () => {
    const file = fresh();
    const records = openRecords({ file, log });
    const other = new Worker(CHANGE_SLOWLY, { eval: true, workerData: file });
    await once(other, 'message');
    await records.changeSetting('list', (old) => [...((old ?? []) as number[]), 2]);
    expect(await records.setting('list')).toEqual([1, 2]);
    await once(other, 'exit');
  });
});

/** Another process in the middle of a change. */
const CHANGE_SLOWLY = `
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new (require('node:sqlite').DatabaseSync)(workerData, { timeout: 5000 });
  db.exec('BEGIN IMMEDIATE');
  db.exec("INSERT INTO settings VALUES ('list', '[1]')");
  parentPort.postMessage('changing');
  setTimeout(() => { db.exec('COMMIT'); db.close(); }, 200);
`;

describe('settings', () => {
  /** Settings on one file, as each of two processes sees them, and a clock for what they remember. */
  function twoProcesses() {
    const file = fresh();
    const clock = { ms: 0 };
    const open = () => openSettings(ENV, openRecords({ file, log }), log, () => clock.ms);
    return { one: open(), other: open(), clock };
  }

  it('made in the app override the environment, say so, and can be taken back', async () => {
    const { one, other } = twoProcesses();
    expect(await one.channel('C1')).toMatchObject({ triage: true, escalateTo: ['C9'], fromApp: false });
    await one.setChannel('C1', { triage: false, escalateTo: [] });
    await one.setChannel('C2', { triage: true });
    expect(await one.channel('C1')).toMatchObject({ triage: false, escalateTo: [], fromApp: true });
    expect(await other.channel('C1')).toMatchObject({ triage: false, escalateTo: [], fromApp: true });
    expect((await other.channels()).sort()).toEqual(['C1', 'C2']);
    await one.setChannel('C1', null);
    expect(await one.channel('C1')).toMatchObject({ triage: true, fromApp: false });
    expect(await one.channel('C2')).toMatchObject({ triage: true, fromApp: true });
  });

  it('of the environment may be for every channel by "*", which is no channel', async () => {
    const open = (more: Partial<typeof ENV>) =>
      openSettings({ ...ENV, ...more }, openRecords({ file: fresh(), log }), log);
    const everywhere = open({ TRIAGE_CHANNELS: ['*', 'C1'] });
    expect(await everywhere.channel('C5')).toMatchObject({ triage: true, quiet: false, fromApp: false });
    expect(await everywhere.channels()).toEqual(['C1']);
    expect(everywhere.elsewhere()).toMatchObject({ triage: true });
    expect(open({}).elsewhere()).toBe(null);
  });

  it('that are damaged can be made anew', async () => {
    const records = openRecords({ file: fresh(), log });
    await records.changeSetting('channels', () => ({ C1: 'damaged' }));
    const settings = openSettings(ENV, records, log);
    await settings.setChannel('C1', { triage: false });
    expect((await settings.channel('C1')).triage).toBe(false);
  });

  it('changed in one process take effect in the other within a second', async () => {
    const { one, other, clock } = twoProcesses();
    expect((await other.channel('C1')).triage).toBe(true);
    await one.setChannel('C1', { triage: false });
    clock.ms += 1_000;
    expect((await other.channel('C1')).triage).toBe(false);
  });

  it('changed in two processes at once are all kept', async () => {
    const { one, other, clock } = twoProcesses();
    expect(await Promise.all([one.channels(), other.channels()])).toEqual([['C1'], ['C1']]);
    await Promise.all([one.setChannel('C2', { quiet: true }), other.setChannel('C3', { quiet: true })]);
    clock.ms += 1_000;
    expect((await one.channels()).sort()).toEqual(['C1', 'C2', 'C3']);
    expect((await other.channels()).sort()).toEqual(['C1', 'C2', 'C3']);
  });

  it('are read at most once a second', async () => {
    const clock = { ms: 0 };
    const records = openRecords({ file: fresh(), log });
    const setting = vi.fn(records.setting);
    const settings = openSettings(ENV, { ...records, setting }, log, () => clock.ms);
    for (let n = 0; n < 20; n++) {
      await Promise.all([settings.channel('C1'), settings.channels()]);
      clock.ms += 100;
    }
    expect(setting).toHaveBeenCalledTimes(2);
  });

  it('that cannot be read leave the last ones in force, at first the environment’s, and are logged once', async () => {
    const clock = { ms: 0 };
    const warn = vi.fn();
    const records = openRecords({ file: fresh(), log });
    const settings = openSettings(ENV, records, { warn }, () => clock.ms);
    const set = (value: unknown) => records.changeSetting('channels', () => value);
    const triagedLater = async () => {
      clock.ms += 1_000;
      return (await settings.channel('C1')).triage;
    };
    await set({ C1: { triage: 'perhaps' } });
    expect([await triagedLater(), await triagedLater()]).toEqual([true, true]);
    expect(warn).toHaveBeenCalledTimes(1);
    await set({ C1: { triage: false } });
    expect(await triagedLater()).toBe(false);
    await records.close();
    expect([await triagedLater(), await triagedLater()]).toEqual([false, false]);
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('that cannot be stored do not take effect', async () => {
    const records = openRecords({ file: fresh(), log });
    const settings = openSettings(ENV, records, log);
    await records.close();
    await expect(settings.setChannel('C1', { triage: false })).rejects.toThrow();
    expect((await settings.channel('C1')).triage).toBe(true);
  });
});
