import { App, type AppOptions, type ReceiverEvent } from '@slack/bolt';

/** Takes a Slack event into durable keeping. Throws when it cannot: the event is then not acknowledged and Slack repeats it. */
export type Receive = (body: Record<string, unknown>) => void;

/**
 * Bolt acknowledges events before any listener runs. This App stores an event first, acknowledges it then, and leaves
 * running its listeners to the worker (docs/decisions.md, "Durable receipt"). Everything else goes straight through.
 */
export class DurableApp extends App {
  readonly #receive: Receive;

  constructor(options: AppOptions, receive: Receive) {
    super(options);
    this.#receive = receive;
  }

  override async processEvent(event: ReceiverEvent): Promise<void> {
    if (event.body.type !== 'event_callback') return await super.processEvent(event);
    this.#receive(event.body);
    await event.ack();
  }

  /** Runs the listeners of a stored event. Rejects when one of them failed, so that the job is run again. */
  async runListeners(
    body: Record<string, unknown>,
    customProperties: Record<string, unknown>,
  ): Promise<void> {
    await super.processEvent({ body, customProperties, ack: async () => {} });
  }
}
