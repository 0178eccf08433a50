import type { Config } from '../config.ts';
import type { Job } from '../inbox/inbox.ts';
import { startWorker } from '../inbox/worker.ts';
import { scrub } from '../knowledge/secrets.ts';
import type { Log } from '../log.ts';
import { DurableApp } from './durable-app.ts';
import { keysOf, postOf } from './post.ts';
import { answerPost, isAddressed, mayConcernUs, type Outcome, type Parts } from './posts.ts';
import { identify, receiverFor, webApiOptions } from './slack.ts';
import { slackLog } from './slack-log.ts';

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
  log: Log,
  count: (outcome: Outcome | 'failed') => void,
): Promise<Bot> {
  const logger = slackLog(log);
  const { botUserId, botId } = await identify(config, logger);
  let stopping = false;

  const receive = (received: Record<string, unknown>) => {
    if (stopping) throw new Error('stopping: no new events are accepted');
    const { token: _verification, ...rest } = received;
    const { value: body, kinds } = scrub(rest);
    const post = postOf(body, botUserId, botId);
    if (!post || !mayConcernUs(parts, post)) return;
    if (parts.inbox.put(keysOf(body, post), { body, secrets: kinds } satisfies Stored)) worker.wake();
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
  // Whatever a listener or the authorisation threw goes on to whoever runs it: the worker, or the receiver.
  app.error(async (error) => {
    throw error;
  });
  for (const event of ['message', 'app_mention'] as const) {
    app.event(event, async ({ client, body, context }) => {
      const post = postOf({ ...body }, botUserId, botId);
      if (post) count(await answerPost(client, parts, post, context.secrets as string[]));
    });
  }

  const worker = startWorker({
    inbox: parts.inbox,
    log,
    run: async (job) => {
      const { body, secrets } = job.body as Stored;
      await app.runListeners(body, { secrets });
    },
    onDead: async (job, reason) => {
      count('failed');
      log.error({ job: job.id, reason }, 'a post could not be answered');
      await tellAuthor(job);
    },
  });

  async function tellAuthor(job: Job) {
    const post = postOf((job.body as Stored | null)?.body ?? {}, botUserId, botId);
    if (!post || !isAddressed(post)) return;
    await app.client.chat.postMessage({
      token: config.SLACK_BOT_TOKEN ?? '',
      channel: post.channel,
      thread_ts: post.threadTs,
      text: FAILED,
    });
  }

  await app.start();
  worker.wake();
  async function stop(deadlineMs: number) {
    stopping = true;
    const drained = await worker.drain(deadlineMs);
    await app.stop();
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
