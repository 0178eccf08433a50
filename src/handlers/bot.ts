import { Server } from 'node:http';
import type { Composed } from '../compose.ts';
import type { Config } from '../config.ts';
import { onceKey } from '../inbox/once-key.ts';
import { startWorker } from '../inbox/worker.ts';
import { DurableApp, receiverFor } from '../slack/durable-app.ts';
import { identify, webApiOptions } from '../slack/identity.ts';
import { isReadable } from '../slack/payloads/is-readable.ts';
import { askerOf, payloadOf } from '../slack/payloads/payload.ts';
import { scrub } from '../slack/payloads/scrub.ts';
import { slackLog } from '../slack/slack-log.ts';
import { workspaceOf } from '../slack/workspace.ts';
import { fateOf } from './fate.ts';
import { listen, type WorkerRun } from './listen.ts';
import { isAddressed } from './message/concerns-bot.ts';
import type { Outcome } from './message/deliver.ts';

/** The running bot. */
export type Bot = {
  /** Takes no more requests and finishes the accepted ones. True: none is left; false: the deadline (ms) came first. */
  stop(deadlineMs: number): Promise<boolean>;
};

type Stored = { body: Record<string, unknown>; secrets: string[] };

const FAILED =
  'I tried several times and could not answer this. The failure is logged. Please send it again.';

/** Connects to Slack and starts to answer. Rejects with what to do when Slack refuses the credentials. */
export async function startBot(
  config: Config,
  composed: Composed,
  count: (outcome: Outcome | 'failed') => void,
): Promise<Bot> {
  const { log, inbox, memory } = composed;
  const logger = slackLog(log);
  const identity = await identify(config, logger);
  const slack = workspaceOf(config, identity, log);
  const { teamId } = slack;
  const fateNeeds = { teamId, settings: memory.settings, optOutMark: config.OPT_OUT_MARK };
  let stopped: Promise<boolean> | undefined;

  const receive = async (received: unknown): Promise<boolean> => {
    if (stopped) throw new Error('stopping: no new requests are accepted');
    if (!isReadable(received)) {
      // Acknowledged, or Slack would send it again.
      log.warn({}, 'a request of a form that Slack does not use is ignored');
      return true;
    }
    if (received.type === 'app_rate_limited')
      log.error({ minute: received.minute_rate_limited }, 'Slack holds back events: there are too many');
    const { token: _verification, ...rest } = received;
    const { value: body, kinds } = scrub(rest);
    const fate = await fateOf(payloadOf(body, identity), fateNeeds);
    if (fate === 'at once') return false;
    if (fate === 'nothing') return true;
    try {
      if (await inbox.put(fate.job, { body, secrets: kinds } satisfies Stored)) worker.wake();
      return true;
    } catch (error) {
      // Slack repeats events. A press or a command would be lost, so it is handled without being stored.
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
  // Other errors (of the authorisation, of Bolt) go on to the worker or the receiver.
  app.error(async (error) => {
    throw error;
  });
  listen(app, composed.roomsFor(slack), identity, count);

  const worker = startWorker({
    inbox,
    log,
    run: async (job) => {
      const { body, secrets } = job.body as Stored;
      const run: WorkerRun = { secrets, rerun: job.attempt > 1, last: job.last };
      await app.runListeners(body, { run });
      if (run.failure) throw run.failure;
    },
    onDead: async (job, reason) => {
      count('failed');
      log.error({ job: job.id, reason }, 'a request could not be answered');
      const payload = payloadOf((job.body as Stored | null)?.body ?? {}, identity);
      const asker = askerOf(payload);
      if (asker) return await slack.tell(asker, { text: FAILED });
      if (payload.kind !== 'post' || !isAddressed(payload.post)) return;
      const key = onceKey({ kind: 'reply', post: { teamId, ...payload.post } });
      if (!(await inbox.findPosted(key))) await slack.post(payload.post, { text: FAILED });
    },
  });

  const started = await app.start();
  async function stop(deadlineMs: number) {
    const drained = await worker.drain(deadlineMs);
    const closed = app.stop();
    // A connection that never sends its request would keep the server open forever.
    if (started instanceof Server) started.closeAllConnections();
    await closed;
    return drained;
  }
  return {
    stop(deadlineMs) {
      stopped ??= stop(deadlineMs);
      return stopped;
    },
  };
}
