import { z } from 'zod';
import type { SlackText } from '../read/message-text.ts';
import type { Source } from './source.ts';

/** What somebody does with the app: presses, types, chooses or sends. */
export type Interaction =
  | { kind: 'press'; press: Press }
  | { kind: 'shortcut'; shortcut: Shortcut }
  | { kind: 'command'; command: Command }
  | { kind: 'form'; form: SentForm };

/** A pressed button, on any surface. */
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
  /** only this person sees the message */
  ephemeral: boolean;
  /** in a direct message with the bot */
  direct: boolean;
  responseUrl: string | null;
};

const withId = z.object({ id: z.string() });
const pressed = z.object({ action_id: z.string(), value: z.string().nullish() });

/** docs.slack.dev/reference/interaction-payloads/block_actions-payload */
const pressBody = z
  .object({
    trigger_id: z.string(),
    user: withId,
    channel: withId.nullish(),
    container: z.object({
      message_ts: z.string().nullish(),
      thread_ts: z.string().nullish(),
      is_ephemeral: z.boolean().nullish(),
    }),
    message: z.object({ thread_ts: z.string().nullish() }).nullish(),
    response_url: z.string().nullish(),
    actions: z.tuple([pressed], pressed),
  })
  .transform(({ trigger_id, user, channel, container, message, response_url, actions }): Interaction => {
    const press: Press = {
      id: trigger_id,
      action: actions[0].action_id,
      value: actions[0].value ?? '',
      user: user.id,
      channel: channel?.id ?? null,
      messageTs: container.message_ts ?? null,
      threadTs: container.thread_ts ?? message?.thread_ts ?? undefined,
      ephemeral: container.is_ephemeral === true,
      direct: channel?.id.startsWith('D') ?? false,
      responseUrl: response_url ?? null,
    };
    return { kind: 'press', press };
  });

/** A typed `/scim ...`. */
export type Command = { triggerId: string; user: string; channel: string; text: string; responseUrl: string };

/** docs.slack.dev/interactivity/implementing-slash-commands */
const commandBody = z
  .object({
    command: z.string(),
    text: z.string().default(''),
    user_id: z.string(),
    channel_id: z.string(),
    response_url: z.string(),
    trigger_id: z.string(),
  })
  .transform(({ text, user_id: user, channel_id: channel, response_url, trigger_id }): Interaction => {
    const command = { triggerId: trigger_id, user, channel, text, responseUrl: response_url };
    return { kind: 'command', command };
  });

/** "Diagnose SCIM error", chosen on anybody's message. */
export type Shortcut = {
  triggerId: string;
  user: string;
  /** the message; `author` null: an integration bot */
  on: Source & { author: string | null; content: SlackText };
  responseUrl: string;
};

/** docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload */
const shortcutBody = z
  .object({
    trigger_id: z.string().default(''),
    user: withId,
    channel: withId,
    message: z.looseObject({
      ts: z.string(),
      thread_ts: z.string().nullish(),
      user: z.string().nullish(),
      bot_id: z.string().nullish(),
      text: z.unknown().optional(),
      blocks: z.unknown().optional(),
      attachments: z.unknown().optional(),
      files: z.unknown().optional(),
    }),
    response_url: z.string(),
  })
  .transform(({ trigger_id, user, channel, message, response_url }): Interaction => {
    const on = {
      channel: channel.id,
      ts: message.ts,
      threadTs: message.thread_ts ?? message.ts,
      author: message.bot_id ? null : (message.user ?? null),
      content: message,
    };
    const shortcut = { triggerId: trigger_id, user: user.id, on, responseUrl: response_url };
    return { kind: 'shortcut', shortcut };
  });

const field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_users: z.array(z.string()).nullish(),
});

/** A form somebody sent: which one, what it was opened with, and what was entered, by block. */
export type SentForm = {
  id: string;
  form: string;
  metadata: string;
  user: string;
  entered: Map<string, z.infer<typeof field>>;
};

/** docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission */
const formBody = z
  .object({
    user: withId,
    view: z.object({
      id: z.string(),
      callback_id: z.string(),
      private_metadata: z.string(),
      state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
    }),
  })
  .transform(({ user, view }): Interaction => {
    // Each block of our forms has one element.
    const entered = Object.entries(view.state.values).flatMap(([block, elements]) =>
      Object.values(elements)
        .slice(0, 1)
        .map((element) => [block, element] as const),
    );
    const { id, callback_id, private_metadata: metadata } = view;
    const form = { id, form: callback_id, metadata, user: user.id, entered: new Map(entered) };
    return { kind: 'form', form };
  });

/** By the body's `type`; a command has none. */
const BODIES = new Map<unknown, z.ZodType<Interaction>>([
  ['block_actions', pressBody],
  ['message_action', shortcutBody],
  ['view_submission', formBody],
]);

/** A Slack request body -> what somebody did; null for another one, and for a shape this version does not know. Pure. */
export function interactionOf(body: Record<string, unknown>): Interaction | null {
  return (BODIES.get(body.type) ?? commandBody).safeParse(body).data ?? null;
}
