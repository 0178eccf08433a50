import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { eventually, PATIENCE_MS } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, DM, freePort } from './stage.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

let slack: LocalSlack;
let directory: string;
const running: ChildProcess[] = [];

beforeEach(async () => {
  slack = await startSlack({ redeliverAfterMs: PATIENCE_MS, httpTimeoutMs: PATIENCE_MS });
  directory = mkdtempSync(join(tmpdir(), 'scim-bot-kill-'));
});
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  await slack.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The whole program as its operator starts it, against the local Slack; resolves once it is connected. */
async function startBot(env: Record<string, string> = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DATA_DIR: directory,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  await eventually(() => {
    if (child.exitCode === null) expect(log).toContain('connected to Slack');
  });
  expect(child.exitCode, log).toBe(null);
  return child;
}

const called = () => slack.calls.map(({ method }) => method);
const marks = () => slack.reactions.map(({ method }) => method);
const answers = (ts: string) => slack.messages(DM, ts).filter((message) => message.bot_id === slack.botId);

async function kill(child: ChildProcess) {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('kill -9', () => {
  it('between ack and reply: one reply, from the next process', async () => {
    slack.fail('users.info', { hang: 'before' });
    const first = await startBot();
    const ts = await slack.post({ channel: DM, user: ADMIN, text: SEED });
    await eventually(() => expect(called()).toContain('users.info'));
    await kill(first);
    expect(answers(ts)).toEqual([]);
    await startBot();
    await eventually(() => expect(answers(ts)).not.toEqual([]));
    await pause(500);
    expect(answers(ts)).toHaveLength(1);
  });

  it('while the "eyes" mark is set: the next process removes it', async () => {
    slack.fail('users.info', { hang: 'before' });
    const first = await startBot();
    const ts = await slack.post({ channel: DM, user: ADMIN, text: SEED });
    await eventually(() => expect(marks()).toContain('add'));
    await kill(first);
    await startBot();
    await eventually(() => expect(answers(ts)).not.toEqual([]));
    await eventually(() => expect(marks()).toContain('remove'));
  });

  it('between post and record: the reply is found in the thread and not repeated', async () => {
    slack.fail('chat.postMessage', { hang: 'after' });
    const first = await startBot();
    const ts = await slack.post({ channel: DM, user: ADMIN, text: SEED });
    await eventually(() => expect(answers(ts)).toHaveLength(1));
    await kill(first);
    await startBot();
    await eventually(() => expect(called()).toContain('conversations.replies'));
    await pause(500);
    expect(answers(ts)).toHaveLength(1);
  });
});

it('a post whose connection broke after Slack took it is not repeated', async () => {
  slack.fail('chat.postMessage', { reset: 'after' });
  await startBot();
  const ts = await slack.post({ channel: DM, user: ADMIN, text: SEED });
  await eventually(() => expect(called()).toContain('conversations.replies'));
  await pause(300);
  expect(answers(ts)).toHaveLength(1);
});

it('the same event delivered twice, and under another id, is answered once', async () => {
  await startBot();
  const ts = '1764000000.000100';
  const event = {
    type: 'message',
    channel: DM,
    channel_type: 'im',
    user: ADMIN,
    text: SEED,
    ts,
    event_ts: ts,
  };
  const envelope = {
    type: 'event_callback',
    team_id: slack.teamId,
    event_id: 'Ev1',
    authorizations: [{ team_id: slack.teamId, user_id: slack.botUserId, is_bot: true }],
    event,
  };
  expect((await slack.deliver(envelope)).acked).toBe(true);
  expect((await slack.deliver(envelope, { num: 1, reason: 'timeout' })).acked).toBe(true);
  expect((await slack.deliver({ ...envelope, event_id: 'Ev2' })).acked).toBe(true);
  await eventually(() => expect(answers(ts)).not.toEqual([]));
  await pause(500);
  expect(answers(ts)).toHaveLength(1);
});

it('SIGTERM: the accepted post is answered first, then exit 0; its text is gone from disk', async () => {
  slack.fail('users.info', { delayMs: 800 });
  const child = await startBot();
  const ts = await slack.post({ channel: DM, user: ADMIN, text: `${SEED} canary-4711` });
  await eventually(() => expect(called()).toContain('users.info'));
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(answers(ts)).toHaveLength(1);
  for (const file of globSync('*', { cwd: directory })) {
    expect(readFileSync(join(directory, file), 'latin1')).not.toContain('canary-4711');
  }
});

it('an error that nobody caught is counted, and the next post is answered', async () => {
  const metrics = await freePort();
  const onSignal = 'process.on("SIGUSR2", () => { throw new Error("nobody caught this"); })';
  const child = await startBot({
    METRICS_PORT: String(metrics),
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(onSignal)}`,
  });
  child.kill('SIGUSR2');
  const counted = async () => (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
  await eventually(async () => expect(await counted()).toContain('scim_bot_uncaught_errors_total 1'));
  const ts = await slack.post({ channel: DM, user: ADMIN, text: SEED });
  await eventually(() => expect(answers(ts)).toHaveLength(1));
});

it('a bad token ends the start with what to do', async () => {
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: `${slack.botToken}x`,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DATA_DIR: directory,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(1);
  expect(told).toContain('Slack refused SLACK_BOT_TOKEN (invalid_auth). Copy the "Bot User OAuth Token"');
});

it('a wrong configuration ends the start with every problem', async () => {
  const child = spawn(process.execPath, [MAIN], {
    cwd: directory,
    env: { PATH: process.env.PATH, SLACK_BOT_TOKEN: 'no', PORT: 'many' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const [code] = await once(child, 'exit');
  expect(code).toBe(2);
  expect(told.split('\n').length).toBeGreaterThan(3);
});

it('SIGTERM ends it although a connection never sends its request', async () => {
  const [port, metrics] = [await freePort(), await freePort()];
  const child = await startBot({
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PORT: String(port),
    METRICS_PORT: String(metrics),
  });
  const idle = [connect(port, '127.0.0.1'), connect(metrics, '127.0.0.1')];
  for (const socket of idle) socket.on('error', () => {});
  await Promise.all(idle.map((socket) => once(socket, 'connect')));
  idle[1]?.write('GET /healthz HTTP/1.1\r\n');
  const start = Date.now();
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  // What hangs is ended after 24 s; without such a connection it takes a fraction of a second.
  expect(Date.now() - start).toBeLessThan(23_000);
});
