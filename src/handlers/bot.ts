import { Server } from 'node:http';
import type { Composed } from '../compose.ts';
import type { Config } from '../config.ts';
import { startWorker } from '../inbox/worker.ts';
import { DurableApp, receiverFor } from '../slack/durable-app.ts';
import { asRunFailure } from '../slack/failure.ts';
import { identify, webApiOptions } from '../slack/identity.ts';
import { isForAnother } from '../slack/payloads/is-for-another.ts';
import { isReadable } from '../slack/payloads/is-readable.ts';
import { ownerOf, payloadOf } from '../slack/payloads/payload.ts';
import { scrub } from '../slack/payloads/scrub.ts';
import { slackLog } from '../slack/slack-log.ts';
import { workspaceOf } from '../slack/workspace.ts';
import { fateOf } from './fate.ts';
import { listen, type WorkerRun } from './listen.ts';
import type { Outcome } from './message/deliver.ts';
import { tellOfFailure } from './tell-of-failure.ts';

/** The running bot. */
export type Bot = {
  /** Takes no more requests and finishes the accepted ones. True: none is left; false: the deadline (ms) came first. */
  stop(deadlineMs: number): Promise<boolean>;
};

type Stored = { body: Record<string, unknown>; secrets: string[] };

/** How long another run may add to an answer what Slack did not say or deliver (ms). */
const ASKS_AGAIN_MS = 2 * 3_600_000;

/** Connects to Slack and starts to answer. Rejects with what to do when Slack refuses the credentials. */
export async function startBot(
  config: Config,
  composed: Composed,
  count: (outcome: Outcome | 'failed' | 'foreign') => void,
): Promise<Bot> {
  const { log, inbox, memory } = composed;
  const logger = slackLog(log);
  const identity = await identify(config, logger);
  const slack = workspaceOf(config, identity, log);
  const { teamId } = slack;
  const rooms = composed.roomsFor(slack);
  const fateNeeds = {
    teamId,
    settings: memory.settings,
    optOutMark: config.OPT_OUT_MARK,
    knows: inbox.knows,
  };
  let stopped: Promise<boolean> | undefined;

  const receive = async (received: unknown): Promise<boolean> => {
    if (stopped) throw new Error('stopping: no new requests are accepted');
    if (!isReadable(received)) {
      // Acknowledged, or Slack would send it again.
      log.warn({}, 'a request of a form that Slack does not use is ignored');
      return true;
    }
    if (isForAnother(received, teamId)) {
      count('foreign');
      log.warn({}, 'an event of another workspace is dropped');
      return true;
    }
    if (received.type === 'app_rate_limited')
      log.error({ minute: received.minute_rate_limited }, 'Slack holds back events: there are too many');
    const { token: _verification, ...rest } = received;
    const { value: body, kinds } = scrub(rest);
    const payload = payloadOf(body, identity);
    const fate = await fateOf(payload, fateNeeds);
    if (fate === 'at once') return false;
    if (fate === 'nothing') return true;
    try {
      const stored: Stored = { body, secrets: kinds };
      if (await inbox.put(fate.job, stored, ownerOf(payload))) worker.wake();
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
  listen(app, rooms, identity, count);

  const worker = startWorker({
    inbox,
    log,
    async run(job, { outside }) {
      const { body, secrets } = job.body as Stored;
      const { attempt, killed, last, failingMs } = job;
      const asksAgain = !last && failingMs < ASKS_AGAIN_MS;
      const run: WorkerRun = { secrets, rerun: attempt > 1, killed, asksAgain, outside };
      await app.runListeners(body, { run });
      if (run.failure) throw run.failure;
    },
    onGivenUp(job, reason) {
      count('failed');
      log.error({ job: job.id, reason }, 'a request could not be answered');
    },
    async report(job) {
      const { body } = job.body as Stored;
      await tellOfFailure(rooms, payloadOf(body, identity), job.id).catch((error) => {
        throw asRunFailure(error);
      });
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
