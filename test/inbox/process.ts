/**
 * A process that uses an inbox, for tests that start and kill several: `process.ts <directory> <mode> <first id> <count>`.
 * `run` puts ids one after another for ever while working; `drain` puts them all, works until nothing is due, and ends.
 * `put.txt` and `posts.txt` in the directory tell what was stored and what was "posted to Slack".
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Job } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { startWorker } from '../../src/inbox/worker.ts';

const [directory = '', mode, first, count] = process.argv.slice(2);
const posts = join(directory, 'posts.txt');
// Every kill costs the jobs under way a try; the default would let unlucky ones die.
const inbox = openSqliteInbox({
  file: join(directory, 'inbox.db'),
  leaseMs: mode === 'run' ? 400 : 30_000,
  tries: 100,
});

/** The reply protocol: claim, look where an earlier run may have posted, post, record. */
async function answer({ body }: Job) {
  const { id } = body as { id: string };
  const state = await inbox.claim(id);
  await pause(Math.random() * 3);
  if (state === 'posted') return;
  if (state === 'new' || !isPosted(id)) appendFileSync(posts, `${id}\n`);
  await pause(Math.random() * 3);
  await inbox.markPosted(id, '1.1');
}

function isPosted(id: string): boolean {
  return existsSync(posts) && readFileSync(posts, 'utf8').split('\n').includes(id);
}

async function put(id: string) {
  if (await inbox.put([`event:${id}`, `post:${id}`], { id }))
    appendFileSync(join(directory, 'put.txt'), `${id}\n`);
}

const ignore = () => {};
const worker = startWorker({
  inbox,
  run: answer,
  onDead: ignore,
  pollMs: 20,
  log: { info: ignore, warn: ignore, error: (data) => process.stderr.write(`${JSON.stringify(data)}\n`) },
});
process.stdout.write('ready\n');

const ids = Array.from({ length: Number(count) }, (_, n) => `${first}-${n}`);
for (const id of ids) {
  await put(id);
  worker.wake();
  await pause(mode === 'run' ? 1 : 0);
}
if (mode === 'drain') {
  // Leases of killed processes run out first.
  await pause(500);
  process.exitCode = (await worker.drain(10_000)) ? 0 : 1;
  await inbox.close();
}
