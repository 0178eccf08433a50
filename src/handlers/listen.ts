import type { Slot } from '../inbox/worker.ts';
import type { Asking } from '../sight/sight.ts';
import type { DurableApp } from '../slack/durable-app.ts';
import { asRunFailure } from '../slack/failure.ts';
import type { Identity } from '../slack/identity.ts';
import { askerOf, type Payload, payloadOf } from '../slack/payloads/payload.ts';
import { onPress } from './button/on-press.ts';
import { onSubmit } from './form/on-submit.ts';
import type { Outcome } from './message/deliver.ts';
import { onDeleted } from './message/on-deleted.ts';
import { onPost } from './message/on-post.ts';
import { onCommand, onShortcut } from './on-command.ts';
import { outsidePlace } from './outside-place.ts';
import type { Rooms, Run } from './rooms.ts';
import { showHome } from './show-home.ts';

/** A run of the worker, passed through Bolt's context. It returns the failure here, because Bolt wraps errors and hides their kind. */
export type WorkerRun = Run & Slot & { failure?: unknown };

const NOT_NOW =
  'That did not work just now. The failure is logged. Try again, or send me the error in a direct message.';

type Args = { body: unknown; context: Record<string, unknown> };

/** Registers one listener for all requests. `manifest.yml` asks for exactly these kinds. */
export function listen(
  app: DurableApp,
  rooms: Rooms,
  identity: Identity,
  count: (outcome: Outcome | 'failed') => void,
): void {
  /** Runs a request. A failure goes back to the worker; if the request came straight from Slack, the person who asked is told. */
  async function handle({ body, context }: Args) {
    const run = context.run as unknown as WorkerRun | undefined;
    const payload = payloadOf({ ...Object(body) }, identity);
    try {
      const here = run ? outsidePlace(rooms, run) : rooms;
      count(await act(here, payload, run ?? { secrets: [], rerun: false, killed: false, asksAgain: false }));
    } catch (error) {
      if (run) {
        run.failure = asRunFailure(error);
        return;
      }
      count('failed');
      rooms.log.error({ err: error }, 'a request could not be answered');
      await tellAsker(rooms, payload);
    }
  }

  for (const event of ['message', 'app_mention', 'app_home_opened'] as const) app.event(event, handle);
  const afterAck = async (args: Args & { ack: () => Promise<void> }) => {
    await args.ack();
    await handle(args);
  };
  app.command('/scim', afterAck);
  app.shortcut('diagnose_message', afterAck);
  app.action(/.*/, afterAck);
  app.view(/.*/, afterAck);
}

/** Says that it did not work. Slack may refuse that too: nobody is left to tell. */
async function tellAsker({ slack, log }: Rooms, payload: Payload): Promise<void> {
  const asker = askerOf(payload);
  if (!asker) return;
  try {
    await slack.tell(asker, { text: NOT_NOW });
  } catch (err) {
    log.error({ err }, 'nobody could be told of a request that failed');
  }
}

async function act(rooms: Rooms, payload: Payload, run: Run): Promise<Outcome> {
  switch (payload.kind) {
    case 'post':
      return await onPost(rooms, payload.post, run);
    case 'deleted':
      await onDeleted(rooms, payload.post);
      return 'done';
    case 'home-opened': {
      const asking: Asking = { insists: false };
      await showHome(rooms, payload.user, asking);
      if (asking.unanswered !== undefined && run.asksAgain) throw asking.unanswered;
      return 'done';
    }
    case 'press':
      return await onPress(rooms, payload.press, run.rerun);
    case 'shortcut':
      await onShortcut(rooms, payload.shortcut, run);
      return 'done';
    case 'command':
      await onCommand(rooms, payload.command, run);
      return 'done';
    case 'form':
      await onSubmit(rooms, payload.form, run);
      return 'done';
    case 'unsupported':
      return 'silent';
  }
}
