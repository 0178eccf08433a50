import { App, HTTPReceiver, LogLevel, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import { afterEach, expect } from 'vitest';
import type { LocalSlackOptions } from '../../sandbox/slack/local-slack-options.ts';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/**
 * A trigger lasts three seconds at Slack. By the machine's own clock, a busy machine needs longer
 * than that for an honest click, so only a test with its own clock holds to it.
 */
const UNHURRIED_MS = 60_000;

export async function local(options: LocalSlackOptions = {}): Promise<LocalSlack> {
  const slack = await startSlack(options.now ? options : { triggersLastMs: UNHURRIED_MS, ...options });
  endings.push(slack.close);
  return slack;
}

const clientOptions = (slack: LocalSlack) => ({
  slackApiUrl: slack.apiUrl,
  retryConfig: { retries: 0 },
  timeout: 5000,
});

type Receiver = NonNullable<NonNullable<ConstructorParameters<typeof App>[0]>['receiver']>;

/** Does not acknowledge the next `unacked` posts from people. */
export class Forgetful extends App {
  unacked = 0;
  seen: ReceiverEvent[] = [];

  override async processEvent(event: ReceiverEvent): Promise<void> {
    this.seen.push(event);
    const ofPerson = event.body.event !== undefined && event.body.event.bot_id === undefined;
    if (this.unacked === 0 || !ofPerson) return await super.processEvent(event);
    this.unacked -= 1;
  }
}

const nothing = (): void => {};
/** Refusals are part of the tests, so nobody needs to read about them. */
const logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

function boltOn(slack: LocalSlack, receiver: Receiver, rejectRateLimitedCalls = false): Forgetful {
  return new Forgetful({
    token: slack.botToken,
    receiver,
    clientOptions: { ...clientOptions(slack), rejectRateLimitedCalls },
    logger,
    convoStore: false,
  });
}

export function socketApp(slack: LocalSlack): Forgetful {
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger,
    clientPingTimeout: 200,
    installerOptions: { clientOptions: clientOptions(slack) },
  });
  return boltOn(slack, receiver);
}

export async function started(app: Forgetful): Promise<Forgetful> {
  await app.start();
  endings.push(() => app.stop());
  return app;
}

function echo(app: App): void {
  app.message(async ({ message, say }) => {
    if (!('text' in message) || message.subtype) return;
    await say({ text: `echo: ${message.text}`, thread_ts: message.thread_ts ?? message.ts });
  });
}

export async function socketEcho(slack: LocalSlack): Promise<Forgetful> {
  const app = socketApp(slack);
  echo(app);
  return await started(app);
}

export async function httpApp(slack: LocalSlack): Promise<Forgetful> {
  const receiver = new HTTPReceiver({
    signingSecret: slack.signingSecret,
    port: 0,
    logger,
    unhandledRequestTimeoutMillis: 60,
    unhandledRequestHandler: ({ response }) => response.writeHead(503).end(),
  });
  const app = boltOn(slack, receiver);
  const server = await receiver.start(0);
  endings.push(() => receiver.stop());
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  slack.sendEventsTo(`http://127.0.0.1:${address.port}/slack/events`);
  return app;
}

export async function httpEcho(slack: LocalSlack): Promise<Forgetful> {
  const app = await httpApp(slack);
  echo(app);
  return app;
}

/** A Web API client without events. */
export function clientOf(slack: LocalSlack, rejectRateLimitedCalls = false) {
  const receiver = { init: () => {}, start: async () => {}, stop: async () => {} };
  return boltOn(slack, receiver, rejectRateLimitedCalls).client;
}

export const code = (error: string) => expect.objectContaining({ data: expect.objectContaining({ error }) });
