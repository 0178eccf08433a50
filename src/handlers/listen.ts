import type { App, Context } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Identity } from '../slack/connect.ts';
import { postOf } from '../slack/payloads/post.ts';
import { pressOf } from '../slack/payloads/press.ts';
import { asOutcome } from '../slack/send/reply.ts';
import { tellAlone } from '../slack/send/tell-alone.ts';
import { onModalPress, onPress, opensModal } from './button/on-press.ts';
import { askerOf } from './fate.ts';
import { onSubmit } from './form/on-submit.ts';
import { openPaste } from './form/open-forms.ts';
import type { Outcome } from './message/deliver.ts';
import { onPost } from './message/on-post.ts';
import { command, onCommand } from './on-command.ts';
import { onShortcut } from './on-shortcut.ts';
import type { Parts } from './parts.ts';
import { showHome } from './show-home.ts';

/**
 * What a run of the worker hands to the listener through Bolt's context, and gets back: Bolt wraps errors and hides their kind.
 * Without a run the request came straight from Slack.
 */
export type Run = { secrets: string[]; rerun: boolean; failure?: unknown };

const NOT_NOW =
  'That did not work just now; the failure is logged. Try again, or send me the error in a direct message.';

type Args = { client: WebClient; body: unknown; context: Context };

/** Registers the one listener of every kind of request; `manifest.yml` asks for exactly these. */
export function listen(
  app: App,
  parts: Parts,
  identity: Identity,
  count: (outcome: Outcome | 'failed') => void,
): void {
  /** Runs what a request asks for; a failure goes back to the worker, or on to Bolt. */
  async function handle({ client, body, context }: Args, work: (run: Run) => Promise<Outcome>) {
    const run = context.run as unknown as Run | undefined;
    try {
      count(await work(run ?? { secrets: [], rerun: false }));
    } catch (error) {
      if (!run) return await failedAtOnce(client, { ...Object(body) }, error);
      run.failure = asOutcome(error);
    }
  }

  /** Nobody runs it again: whoever asked is told. */
  async function failedAtOnce(client: WebClient, body: Record<string, unknown>, error: unknown) {
    count('failed');
    parts.log.error({ err: error }, 'a request could not be answered');
    const aside = askerOf(body);
    if (aside) await tellAlone(client, aside, { text: NOT_NOW });
  }

  for (const event of ['message', 'app_mention'] as const) {
    app.event(event, (args) =>
      handle(args, async (run) => {
        const post = postOf({ ...args.body }, identity.botUserId, identity.botId);
        return post ? await onPost(args.client, parts, post, run) : 'silent';
      }),
    );
  }
  app.event('app_home_opened', (args) =>
    handle(args, async () => {
      await showHome(args.client, parts, { teamId: identity.teamId, user: args.event.user });
      return 'done';
    }),
  );
  app.command('/scim', async (args) => {
    await args.ack();
    await handle(args, async ({ secrets }) => {
      const { text, trigger_id, channel_id, response_url } = command.parse(args.body);
      if (text.trim() !== '') return await onCommand(args.client, parts, identity, args.body, secrets);
      await openPaste(args.client, trigger_id, { channel: channel_id, responseUrl: response_url, ref: null });
      return 'done';
    });
  });
  app.shortcut('diagnose_message', async (args) => {
    await args.ack();
    await handle(args, () => onShortcut(args.client, parts, identity, args.body));
  });
  app.action(/.*/, async (args) => {
    await args.ack();
    await handle(args, async () => {
      const press = pressOf(args.body, identity);
      if (!press) return 'silent';
      if (!opensModal(press.action)) return await onPress(args.client, parts, press);
      await onModalPress(args.client, parts, press);
      return 'done';
    });
  });
  app.view(/.*/, async (args) => {
    await args.ack();
    await handle(args, ({ secrets }) => onSubmit(args.client, parts, identity, args.body, secrets));
  });
}
