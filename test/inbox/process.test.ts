import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { temporaryDirectory } from './files.ts';

const PROGRAM = join(import.meta.dirname, 'process.ts');

function start(directory: string, mode: 'run' | 'drain', firstId: string, count: number) {
  const args = [PROGRAM, directory, mode, firstId, String(count)];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

function idsIn(file: string): string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/** Long enough for a slow machine. */
const PATIENCE_MS = 240_000;
/** Each process has stored and posted at least this many before it is killed. */
const BEFORE_KILL = 5;

test('killed repeatedly at any moment, it loses nothing and posts nothing twice', {
  timeout: PATIENCE_MS,
}, async () => {
  const directory = temporaryDirectory();
  const [puts, posts] = [join(directory, 'put.txt'), join(directory, 'posts.txt')];
  for (let cycle = 0; cycle < 8; cycle++) {
    const earlier = [idsIn(puts).length, idsIn(posts).length];
    const child = start(directory, 'run', `cycle${cycle}`, 100_000);
    const grown = () =>
      [puts, posts].every((file, i) => idsIn(file).length >= Number(earlier[i]) + BEFORE_KILL);
    while (!grown() && child.exitCode === null) await pause(5);
    await pause(Math.random() * 200);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
  }
  const [code] = await once(start(directory, 'drain', 'last', 5), 'exit');
  expect(code).toBe(0);

  const [stored, posted] = [idsIn(puts), idsIn(posts)];
  expect(stored.length).toBeGreaterThanOrEqual(8 * BEFORE_KILL + 5);
  expect(stored.filter((id) => !posted.includes(id))).toEqual([]);
  expect(posted.filter((id, n) => posted.indexOf(id) !== n)).toEqual([]);
  expect(await openSqliteInbox({ file: join(directory, 'inbox.db') }).counts()).toMatchObject({
    pending: 0,
    dead: 0,
  });
});

test('two processes on one new file share the work: each post is stored once and answered once', {
  timeout: PATIENCE_MS,
}, async () => {
  const directory = temporaryDirectory();
  const children = [start(directory, 'drain', 'same', 200), start(directory, 'drain', 'same', 200)];
  const codes = await Promise.all(children.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0]);

  const all = Array.from({ length: 200 }, (_, n) => `same-${n}`).sort();
  expect(idsIn(join(directory, 'put.txt')).sort()).toEqual(all);
  expect(idsIn(join(directory, 'posts.txt')).sort()).toEqual(all);
});

test('on a full disk it accepts nothing more, and keeps what it accepted before', async () => {
  const file = join(temporaryDirectory(), 'inbox.db');
  const program = join(import.meta.dirname, 'full-disk.ts');
  // In blocks of 512 bytes (some shells: 1024), so a few hundred kilobytes per file.
  const output = execFileSync('sh', ['-c', 'ulimit -f 500; exec "$0" "$@"', process.execPath, program, file]);
  const { stored, lease, check } = JSON.parse(output.toString());
  expect({ lease, check }).toEqual({ lease: 'rejected', check: 'rejected' });
  expect(stored).toBeGreaterThan(0);
  const inbox = openSqliteInbox({ file });
  expect(await inbox.counts()).toEqual({ pending: stored, done: 0, dead: 0 });
  expect(await inbox.lease()).toMatchObject({ attempt: 1 });
});
