import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { type Composed, compose } from '../../src/compose.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type Bot, startBot } from '../../src/handlers/bot.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { openLog } from '../../src/log.ts';
import { eventually, PATIENCE_MS } from '../eventually.ts';

/** The real bot between a local Slack and a local Atlassian organisation, on loopback. */
export type Stage = {
  slack: LocalSlack;
  atlassian: LocalAtlassian;
  inbox: Inbox;
  /** Moves the clock of the inbox, by which jobs wait and are given up. */
  pass(ms: number): void;
  memory: Composed['memory'];
  bot: Bot;
  /** every log line written so far */
  log: string[];
  /** outcomes counted so far */
  outcomes: string[];
  directory: string;
  /** HTTP mode: where Slack sends events */
  eventsUrl: string | null;
  stop(): Promise<void>;
};

/** Nothing beyond `manifest.yml` is granted, so that every test also shows that it is enough. */
const SCOPES: string[] = parse(readFileSync(join(import.meta.dirname, '../../manifest.yml'), 'utf8'))
  .oauth_config.scopes.bot;

export const ADMIN = 'U0ADMIN';
export const DM = 'D0ADMIN';

/** Starts a stage. `env`: further settings; `http`: signed requests instead of Socket Mode. */
export async function startStage(env: Record<string, string> = {}, http = false): Promise<Stage> {
  const slack = await startSlack({
    scopes: SCOPES,
    redeliverAfterMs: PATIENCE_MS,
    httpTimeoutMs: PATIENCE_MS,
    triggersLastMs: PATIENCE_MS,
  });
  const atlassian = await startAtlassian();
  const directory = mkdtempSync(join(tmpdir(), 'scim-bot-test-'));
  const port = http ? await freePort() : 0;
  const { config, problems } = readConfig({
    SLACK_BOT_TOKEN: slack.botToken,
    ...(http
      ? { SLACK_SIGNING_SECRET: slack.signingSecret, PORT: String(port) }
      : { SLACK_APP_TOKEN: slack.appToken }),
    SLACK_API_URL: slack.apiUrl,
    ...atlassian.settings,
    TRIAGE_CHANNELS: 'C0SUPPORT',
    DATA_DIR: directory,
    ...env,
  });
  if (!config) throw new Error(problems.join('\n'));
  const eventsUrl = http ? `http://127.0.0.1:${port}/slack/events` : null;
  if (eventsUrl) slack.sendEventsTo(eventsUrl);
  return {
    slack,
    atlassian,
    directory,
    eventsUrl,
    ...(await startParts(config, slack, atlassian, directory)),
  };
}

async function startParts(config: Config, slack: LocalSlack, atlassian: LocalAtlassian, directory: string) {
  const log: string[] = [];
  const outcomes: string[] = [];
  const logger = openLog('info', (line) => log.push(line));
  let ahead = 0;
  const inbox = openSqliteInbox({
    file: join(directory, 'inbox.db'),
    now: () => Date.now() + ahead,
    backoff: () => 50,
  });
  const pass = (ms: number) => {
    ahead += ms;
  };
  const composed = compose(config, logger, { inbox });
  const bot = await startBot(config, composed, (outcome) => outcomes.push(outcome));
  const stop = async () => {
    await bot.stop(5000);
    await slack.close();
    await atlassian.close();
    await composed.close();
    rmSync(directory, { recursive: true, force: true });
  };
  return { inbox, pass, memory: composed.memory, bot, log, outcomes, stop };
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  return await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** The bot's messages in a thread, once there are `count` of them. */
export async function answersIn({ slack }: Stage, channel: string, ts: string, count = 1) {
  const own = (messages: { bot_id?: string | undefined }[]) =>
    messages.filter((message) => message.bot_id === slack.botId);
  return own(await slack.waitFor(channel, ts, (messages) => own(messages).length >= count, PATIENCE_MS)) as {
    text: string;
    blocks?: unknown[];
    ts: string;
    metadata?: unknown;
  }[];
}

/** Waits until everything that Slack sent is acknowledged and every stored job is settled, so that silence can be told from slowness. */
export async function settled({ slack, inbox }: Stage): Promise<void> {
  await eventually(async () => {
    await slack.delivered();
    expect(await inbox.counts()).toMatchObject({ pending: 0 });
  });
}
