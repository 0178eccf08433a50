import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

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
