import { z } from 'zod';

/** A pressed button, whichever surface it was on. */
export type Press = {
  /** unique to this press */
  id: string;
  action: string;
  value: string;
  user: string;
  /** null on the Home tab and in a modal */
  channel: string | null;
  /** the message with the button */
  messageTs: string | null;
  threadTs: string | undefined;
  /** the message is shown to this person alone */
  ephemeral: boolean;
  /** in a direct message with the bot */
  direct: boolean;
  responseUrl: string | null;
};

const text = z.string();
const body = z.object({
  trigger_id: text,
  user: z.object({ id: text }),
  channel: z.object({ id: text }).nullish(),
  container: z.object({
    message_ts: text.nullish(),
    thread_ts: text.nullish(),
    is_ephemeral: z.boolean().nullish(),
  }),
  message: z.object({ thread_ts: text.nullish() }).nullish(),
  response_url: text.nullish(),
  actions: z.array(z.object({ action_id: text, value: text.nullish() })).min(1),
});

/** A Slack `block_actions` body (docs.slack.dev/reference/interaction-payloads/block_actions-payload) -> the press; null for another one. */
export function pressOf(received: unknown): Press | null {
  const parsed = body.safeParse(received);
  const action = parsed.data?.actions[0];
  if (!parsed.success || !action) return null;
  const { trigger_id, user, channel, container, message, response_url } = parsed.data;
  return {
    id: trigger_id,
    action: action.action_id,
    value: action.value ?? '',
    user: user.id,
    channel: channel?.id ?? null,
    messageTs: container.message_ts ?? null,
    threadTs: container.thread_ts ?? message?.thread_ts ?? undefined,
    ephemeral: container.is_ephemeral === true,
    direct: channel?.id.startsWith('D') ?? false,
    responseUrl: response_url ?? null,
  };
}
