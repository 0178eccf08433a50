/**
 * A process that uses an inbox, for tests that start and kill several: `process.ts <directory> <mode> <first id> <count>`.
 * `run` puts ids one after another and works until it is killed; `drain` puts them all, works until nothing is due, and ends.
 * `put.txt` and `posts.txt` in the directory list what was stored and what was "posted to Slack".
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { turnsOfProcess } from '../../src/inbox/in-turn.ts';
import type { Job } from '../../src/inbox/inbox.ts';
import { onceWith } from '../../src/inbox/once.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { startWorker } from '../../src/inbox/worker.ts';

/** How long a killed process keeps its jobs from the next one. */
const LEASE_MS = 400;
/** A machine may be slow; the test itself has a limit. */
const DRAIN_MS = 600_000;

const [directory = '', mode, first, count] = process.argv.slice(2);
const posts = join(directory, 'posts.txt');
const inbox = openSqliteInbox({
  file: join(directory, 'inbox.db'),
  leaseMs: mode === 'run' ? LEASE_MS : 30_000,
  // What was posted is in the file at once.
  openMs: 0,
});
const once = onceWith(inbox, turnsOfProcess());

/** Answers as the bot does, so that a kill may come between any two steps. */
async function answer({ body }: Job) {
  const { id } = body as { id: string };
  const send = async () => {
    await pause(Math.random() * 3);
    appendFileSync(posts, `${id}\n`);
    await pause(Math.random() * 3);
    return '1.1';
  };
  const find = async () => (isPosted(id) ? '1.1' : null);
  const post = { teamId: 'T1', channel: 'C1', ts: id };
  await once({ kind: 'reply', post }, { find, send, wasSent: () => 'perhaps' });
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
  onGivenUp: ignore,
  report: async () => {},
  pollMs: 20,
  log: { info: ignore, warn: ignore, error: (data) => process.stderr.write(`${JSON.stringify(data)}\n`) },
});

const ids = Array.from({ length: Number(count) }, (_, n) => `${first}-${n}`);
for (const id of ids) {
  await put(id);
  worker.wake();
  await pause(mode === 'run' ? 1 : 0);
}
if (mode === 'drain') {
  // First, let the leases of killed processes run out.
  await pause(LEASE_MS + 100);
  process.exitCode = (await worker.drain(DRAIN_MS)) ? 0 : 1;
  await inbox.close();
}
