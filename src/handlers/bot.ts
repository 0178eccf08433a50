import { Server } from 'node:http';
import type { Config } from '../config.ts';
import type { Job } from '../inbox/inbox.ts';
import { startWorker } from '../inbox/worker.ts';
import { scrub } from '../knowledge/secrets.ts';
import { answerPost, isAddressed, mayConcernUs, type Outcome, type Parts } from './answer-post.ts';
import { identify, receiverFor, webApiOptions } from './connect.ts';
import { DurableApp } from './durable-app.ts';
import { keysOf, postKey, postOf } from './post.ts';
import { slackLog } from './slack-log.ts';

/** The running bot. */
export type Bot = {
  /** Takes no more events, finishes the accepted ones; true when none is left, false when the deadline (ms) came first. */
  stop(deadlineMs: number): Promise<boolean>;
};

type Stored = { body: Record<string, unknown>; secrets: string[] };

/** What a run hands to the listener through Bolt's context, and gets back: Bolt wraps errors and hides their kind. */
type Run = { secrets: string[]; rerun: boolean; failure?: unknown };

const FAILED = 'I could not answer this in several tries; the failure is logged. Please send it again.';

/** Connects to Slack and answers from then on. Rejects with what to do when Slack refuses the credentials. */
export async function startBot(
  config: Config,
  parts: Parts,
  count: (outcome: Outcome | 'failed') => void,
): Promise<Bot> {
  const { log, inbox } = parts;
  const logger = slackLog(log);
  const { botUserId, botId } = await identify(config, logger);
  let stopping = false;

  const receive = (received: Record<string, unknown>) => {
    if (stopping) throw new Error('stopping: no new events are accepted');
    const { token: _verification, ...rest } = received;
    const { value: body, kinds } = scrub(rest);
    const post = postOf(body, botUserId, botId);
    if (!post || !mayConcernUs(parts, post)) return;
    if (inbox.put(keysOf(body, post), { body, secrets: kinds } satisfies Stored)) worker.wake();
  };

  const app = new DurableApp(
    {
      token: config.SLACK_BOT_TOKEN ?? '',
      receiver: receiverFor(config, logger),
      botId,
      botUserId,
      tokenVerificationEnabled: false,
      convoStore: false,
      clientOptions: webApiOptions(config, logger),
      logger,
    },
    receive,
  );
  // What else throws (the authorisation, Bolt itself) goes on to whoever runs it: the worker, or the receiver.
  app.error(async (error) => {
    throw error;
  });
  for (const event of ['message', 'app_mention'] as const) {
    app.event(event, async ({ client, body, context }) => {
      const post = postOf({ ...body }, botUserId, botId);
      const run = context.run as Run;
      try {
        if (post) count(await answerPost(client, parts, post, run));
      } catch (error) {
        run.failure = error;
      }
    });
  }

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
      log.error({ job: job.id, reason }, 'a post could not be answered');
      await tellAuthor(job);
    },
  });

  async function tellAuthor(job: Job) {
    const post = postOf((job.body as Stored | null)?.body ?? {}, botUserId, botId);
    if (!post || !isAddressed(post) || inbox.claimReply(postKey(post)) === 'posted') return;
    await app.client.chat.postMessage({
      token: config.SLACK_BOT_TOKEN ?? '',
      channel: post.channel,
      thread_ts: post.threadTs,
      text: FAILED,
    });
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
