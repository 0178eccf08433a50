import { Server } from 'node:http';
import { WebClient } from '@slack/web-api';
import type { Config } from '../config.ts';
import type { Job } from '../inbox/inbox.ts';
import { onceKey } from '../inbox/once-key.ts';
import { startWorker } from '../inbox/worker.ts';
import { scrub } from '../knowledge/redact/secrets.ts';
import { identify, receiverFor, webApiOptions } from '../slack/connect.ts';
import { DurableApp } from '../slack/durable-app.ts';
import { postOf } from '../slack/payloads/post.ts';
import { postMessage } from '../slack/send/reply.ts';
import { tellAlone } from '../slack/send/tell-alone.ts';
import { slackLog } from '../slack/slack-log.ts';
import { askerOf, fateOf } from './fate.ts';
import { listen, type Run } from './listen.ts';
import type { Outcome } from './message/deliver.ts';
import { isAddressed } from './message/on-post.ts';
import type { Parts } from './parts.ts';

/** The running bot. */
export type Bot = {
  /** Takes no more events, finishes the accepted ones; true when none is left, false when the deadline (ms) came first. */
  stop(deadlineMs: number): Promise<boolean>;
};

type Stored = { body: Record<string, unknown>; secrets: string[] };

const FAILED = 'I could not answer this in several tries; the failure is logged. Please send it again.';

/** Connects to Slack and answers from then on. Rejects with what to do when Slack refuses the credentials. */
export async function startBot(
  config: Config,
  parts: Parts,
  count: (outcome: Outcome | 'failed') => void,
): Promise<Bot> {
  const { log, inbox } = parts;
  const logger = slackLog(log);
  const identity = await identify(config, logger);
  let stopping = false;

  const receive = async (received: Record<string, unknown>): Promise<boolean> => {
    if (stopping) throw new Error('stopping: no new requests are accepted');
    const { token: _verification, ...rest } = received;
    const { value: body, kinds } = scrub(rest);
    const fate = await fateOf(body, identity, parts);
    if (fate === 'at once') return false;
    if (fate === 'nothing') return true;
    try {
      if (await inbox.put(fate.job, { body, secrets: kinds } satisfies Stored)) worker.wake();
      return true;
    } catch (error) {
      // Slack repeats events; a button or a command that is not taken now is lost, so it is tried without durability.
      if (body.type === 'event_callback') throw error;
      log.warn({ err: error }, 'a request could not be stored and is handled at once');
      return false;
    }
  };

  const app = new DurableApp(
    {
      token: config.SLACK_BOT_TOKEN ?? '',
      receiver: receiverFor(config, logger),
      botId: identity.botId,
      botUserId: identity.botUserId,
      tokenVerificationEnabled: false,
      convoStore: false,
      clientOptions: webApiOptions(config, logger),
      logger,
    },
    receive,
  );
  const client = new WebClient(config.SLACK_BOT_TOKEN, webApiOptions(config, logger));
  // What else throws (the authorisation, Bolt itself) goes on to whoever runs it: the worker, or the receiver.
  app.error(async (error) => {
    throw error;
  });
  listen(app, parts, identity, count);

  const worker = startWorker({
    inbox,
    log,
    run: async (job) => {
      const { body, secrets } = job.body as Stored;
      const run: Run = { secrets, rerun: job.attempt > 1 };
      await app.runListeners(body, { run });
      if (run.failure) throw run.failure;
    },
    onDead: async (job, reason) => {
      count('failed');
      log.error({ job: job.id, reason }, 'a request could not be answered');
      await tellWhoAsked(job);
    },
  });

  async function tellWhoAsked(job: Job) {
    const body = (job.body as Stored | null)?.body ?? {};
    const aside = askerOf(body);
    if (aside) return await tellAlone(client, aside, { text: FAILED });
    const post = postOf(body, identity.botUserId, identity.botId);
    if (!post || !isAddressed(post) || (await inbox.findPosted(onceKey({ kind: 'reply', post })))) return;
    await postMessage(client, post, { text: FAILED });
  }

  const started = await app.start();
  async function stop(deadlineMs: number) {
    stopping = true;
    const drained = await worker.drain(deadlineMs);
    const closed = app.stop();
    // A connection that never sends its request would keep the server open for ever.
    if (started instanceof Server) started.closeAllConnections();
    await closed;
    return drained;
  }
  let stopped: Promise<boolean> | undefined;
  return {
    stop(deadlineMs) {
      stopped ??= stop(deadlineMs);
      return stopped;
    },
  };
}
