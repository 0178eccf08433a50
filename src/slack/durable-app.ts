import { App, type AppOptions, type Logger, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Config } from '../config.ts';
import { httpReceiver } from './http-receiver.ts';

type Body = Record<string, unknown>;

/**
 * Stores a Slack request, or ignores it on purpose; false: its listeners must run at once. Rejects if it cannot be stored: it is
 * then not acknowledged, and Slack sends events again.
 */
export type Receive = (body: unknown) => Promise<boolean>;

/**
 * Bolt acknowledges events before any listener runs. This App stores a request, then acknowledges it; the worker runs its
 * listeners (docs/decisions.md, "Durable receipt"). If `receive` returns false, Bolt handles the request as usual.
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

  /** Runs the listeners of a stored request. Rejects if one of them fails, so that the job is run again. */
  async runListeners(body: Body, customProperties: Record<string, unknown>): Promise<void> {
    await super.processEvent({ body, customProperties, ack: async () => {} });
  }
}

/** Socket Mode if there is an app token, otherwise signed HTTP requests at /slack/events. */
export function receiverFor(config: Config, logger: Logger): NonNullable<AppOptions['receiver']> {
  if (config.SLACK_APP_TOKEN) {
    return new SocketModeReceiver({
      appToken: config.SLACK_APP_TOKEN,
      logger,
      // Not shared, since the socket client writes into it. The cap on waits makes it reconnect soon after an outage.
      installerOptions: {
        clientOptions: {
          slackApiUrl: config.SLACK_API_URL,
          timeout: 10_000,
          retryConfig: { retries: 1000, factor: 1.3, minTimeout: 500, maxTimeout: 30_000 },
        },
      },
    });
  }
  return httpReceiver({ signingSecret: config.SLACK_SIGNING_SECRET ?? '', port: config.PORT, logger });
}
