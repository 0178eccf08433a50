import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { inboxContract } from './contract.ts';
import { onceContract } from './contract-once.ts';
import { type Engine, leased } from './contract-start.ts';
import { filesWith, temporaryDirectory } from './files.ts';

const homes = new Map<string, string>();
const engine: Engine = {
  open(place, settings) {
    const home = homes.get(place) ?? temporaryDirectory();
    homes.set(place, home);
    return openSqliteInbox({ file: join(home, 'inbox.db'), ...settings });
  },
  holds: async (place, text) => filesWith(homes.get(place) ?? '', text).length > 0,
};
inboxContract('sqlite', engine);
onceContract('sqlite', engine);

describe('erased text', () => {
  const CANARY = 'canary-7f3a91';

  test('leaves the files after bodies of all sizes, settled in any order', async () => {
    const directory = temporaryDirectory();
    const inbox = openSqliteInbox({ file: join(directory, 'inbox.db') });
    for (let n = 0; n < 300; n++)
      await inbox.put([`event:${n}`], { text: `${CANARY} `.repeat(1 + ((n * 37) % 900)) });
    const jobs = await Promise.all(Array.from({ length: 300 }, () => leased(inbox)));
    jobs.sort((a, b) => ((Number(a.id) * 7919) % 311) - ((Number(b.id) * 7919) % 311));
    for (const job of jobs) await inbox.done(job);
    expect((await inbox.counts()).done).toBe(300);
    expect(filesWith(directory, CANARY)).toEqual([]);
  });

  test('leaves the files within a minute even if the bot is never idle', async () => {
    const directory = temporaryDirectory();
    const clock = { ms: 0 };
    const inbox = openSqliteInbox({ file: join(directory, 'inbox.db'), now: () => clock.ms, leaseMs: 1e9 });
    for (const text of [CANARY, 'second', 'third']) await inbox.put([`event:${text.length}`], { text });
    const [first, second] = [await leased(inbox), await leased(inbox)];
    await inbox.done(first);
    expect(filesWith(directory, CANARY)).not.toEqual([]);
    clock.ms = 60_001;
    await inbox.done(second);
    expect(filesWith(directory, CANARY)).toEqual([]);
  });

  test('a reader in the way delays the erasure until the next prune', async () => {
    const directory = temporaryDirectory();
    const inbox = openSqliteInbox({ file: join(directory, 'inbox.db') });
    await inbox.put(['event:1'], { text: CANARY });
    const reader = new DatabaseSync(join(directory, 'inbox.db'));
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM jobs').all();
    expect(await inbox.done(await leased(inbox))).toBe(true);
    expect(filesWith(directory, CANARY)).not.toEqual([]);
    reader.close();
    await inbox.prune();
    expect(filesWith(directory, CANARY)).toEqual([]);
  });
});

const HOLD_WRITE_LOCK = `
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new (require('node:sqlite').DatabaseSync)(workerData, { timeout: 5000 });
  db.exec('BEGIN IMMEDIATE');
  parentPort.postMessage('held');
  setTimeout(() => { db.exec('COMMIT'); db.close(); }, 200);
`;

describe('the file', () => {
  test('is created with its directory, readable by its owner alone', async () => {
    const directory = join(temporaryDirectory(), 'a', 'b');
    await openSqliteInbox({ file: join(directory, 'inbox.db') }).put(['event:1'], 'body');
    const modes = readdirSync(directory).map((name) => [name, statSync(join(directory, name)).mode & 0o777]);
    expect(modes).toEqual([
      ['inbox.db', 0o600],
      ['inbox.db-shm', 0o600],
      ['inbox.db-wal', 0o600],
    ]);
  });

  test('is made private if others could read it', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    await openSqliteInbox({ file }).close();
    chmodSync(file, 0o644);
    await openSqliteInbox({ file }).close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('waits while another process writes', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    const inbox = openSqliteInbox({ file });
    const holder = new Worker(HOLD_WRITE_LOCK, { eval: true, workerData: file });
    await once(holder, 'message');
    expect(await inbox.put(['event:1'], 'body')).toBe(true);
    await once(holder, 'exit');
  });

  test.each([
    ['of an earlier start', true],
    ['that is new', false],
  ])('%s is opened when another process lets go of it', async (_which, earlier) => {
    const file = join(temporaryDirectory(), 'inbox.db');
    if (earlier) await openSqliteInbox({ file }).close();
    const holder = new Worker(HOLD_WRITE_LOCK, { eval: true, workerData: file });
    await once(holder, 'message');
    expect(await openSqliteInbox({ file }).put(['event:1'], 'body')).toBe(true);
    await once(holder, 'exit');
  });

  test('has the beginning of a long reason only', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    const inbox = openSqliteInbox({ file });
    await inbox.put(['event:1'], 'body');
    await inbox.fail(await leased(inbox), `${'r'.repeat(500)}canary-7f3a91`, 'broken');
    expect(new DatabaseSync(file).prepare('SELECT reason FROM jobs').get()).toEqual({
      reason: 'r'.repeat(500),
    });
  });
});

describe('a file that cannot be used is named, with what happened and what to do', () => {
  const messageOf = (file: string) => {
    try {
      openSqliteInbox({ file });
    } catch (error) {
      return (error as Error).message.replace(file, 'FILE');
    }
    throw new Error('it opened');
  };

  test('not a database', () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    writeFileSync(file, 'Dear diary, this is certainly no database. '.repeat(50));
    expect(messageOf(file)).toMatchInlineSnapshot(
      `"The file FILE cannot be used: file is not a database. Stop the bot, then restore a copy of the file or move it and its -wal and -shm files away; the bot then starts with a new one. Posts in it that were not answered yet stay unanswered."`,
    );
  });

  test('a damaged database', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    await openSqliteInbox({ file }).close();
    truncateSync(file, 8192);
    expect(messageOf(file)).toMatch(/^The file FILE cannot be used: .+ Stop the bot, then restore a copy/);
  });

  test('a newer version', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    await openSqliteInbox({ file }).close();
    new DatabaseSync(file).exec('PRAGMA user_version = 99');
    expect(messageOf(file)).toMatchInlineSnapshot(
      `"The file FILE cannot be used: it was written by a newer version of the bot (its schema is 99, this version knows 2). Run the newer version. Otherwise stop the bot and move it and its -wal and -shm files away; the bot then starts with a new one. Posts in it that were not answered yet stay unanswered."`,
    );
  });

  test('a directory that cannot be made', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'occupied'), '');
    expect(messageOf(join(directory, 'occupied', 'inbox.db'))).toMatch(
      /^The file FILE cannot be used: (?:ENOTDIR|EEXIST).* Set DATA_DIR to a local directory that the bot's user can write to\.$/,
    );
  });

  test('a directory in its place', () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    mkdirSync(file);
    expect(messageOf(file)).toMatch(/^The file FILE cannot be used: EISDIR.* Set DATA_DIR/);
  });

  test('at the readiness check', async () => {
    const file = join(temporaryDirectory(), 'inbox.db');
    const inbox = openSqliteInbox({ file });
    await inbox.close();
    await expect(inbox.check()).rejects.toThrow(`The file ${file} cannot be used`);
  });
});
