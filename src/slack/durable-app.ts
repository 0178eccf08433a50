import {
  App,
  type AppOptions,
  HTTPReceiver,
  type Logger,
  type ReceiverEvent,
  SocketModeReceiver,
} from '@slack/bolt';
import type { Config } from '../config.ts';

type Body = Record<string, unknown>;

/**
 * Takes a Slack request into durable keeping, or leaves it alone on purpose; false: its listeners are to be run at once. Rejects
 * when it cannot be kept: it is then not acknowledged, and Slack repeats events.
 */
export type Receive = (body: Body) => Promise<boolean>;

/**
 * Bolt acknowledges events before any listener runs. This App stores a request first, acknowledges it then, and leaves running
 * its listeners to the worker (docs/decisions.md, "Durable receipt"). What `receive` refuses goes straight through.
 */
export class DurableApp extends App {
  readonly #receive: Receive;

  constructor(options: AppOptions, receive: Receive) {
    super(options);
    this.#receive = receive;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (await this.#receive(event.body)) await event.ack();
    else await super.processEvent(event);
  }

  /** Runs the listeners of a stored request. Rejects when one of them failed, so that the job is run again. */
  async runListeners(body: Body, customProperties: Record<string, unknown>): Promise<void> {
    await super.processEvent({ body, customProperties, ack: async () => {} });
  }
}

/** Socket Mode when an app token is there, else signed HTTP requests at /slack/events. */
export function receiverFor(config: Config, logger: Logger): NonNullable<AppOptions['receiver']> {
  if (config.SLACK_APP_TOKEN) {
    return new SocketModeReceiver({
      appToken: config.SLACK_APP_TOKEN,
      logger,
      // An object of its own, since the socket client writes into it; without a cap it would return late from an outage.
      installerOptions: {
        clientOptions: {
          slackApiUrl: config.SLACK_API_URL,
          timeout: 10_000,
          retryConfig: { retries: 1000, factor: 1.3, minTimeout: 500, maxTimeout: 30_000 },
        },
      },
    });
  }
  return new HTTPReceiver({
    signingSecret: config.SLACK_SIGNING_SECRET ?? '',
    port: config.PORT,
    logger,
    // What could not be stored is not acknowledged: Slack sends it again.
    processEventErrorHandler: async ({ response }) => {
      response.writeHead(503);
      response.end();
      return false;
    },
  });
}
