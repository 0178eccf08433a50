import { z } from 'zod';
import type { SlackText } from '../read/message-text.ts';
import type { Source } from './source.ts';

/** What somebody does with the app: presses, types, chooses or sends. */
export type Interaction =
  | { kind: 'press'; press: Press }
  | { kind: 'shortcut'; shortcut: Shortcut }
  | { kind: 'command'; command: Command }
  | { kind: 'form'; form: SentForm };

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

const pressBody = z.object({
  trigger_id: z.string(),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }).nullish(),
  container: z.object({
    message_ts: z.string().nullish(),
    thread_ts: z.string().nullish(),
    is_ephemeral: z.boolean().nullish(),
  }),
  message: z.object({ thread_ts: z.string().nullish() }).nullish(),
  response_url: z.string().nullish(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().nullish() })).min(1),
});

/** A Slack `block_actions` body (docs.slack.dev/reference/interaction-payloads/block_actions-payload) -> the press; null for another one. */
function pressOf(received: unknown): Press | null {
  const parsed = pressBody.safeParse(received);
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

/** A typed `/scim ...`. */
export type Command = { triggerId: string; user: string; channel: string; text: string; responseUrl: string };

const commandBody = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});

/** A Slack slash command body (docs.slack.dev/interactivity/implementing-slash-commands) -> the command; null for another one. */
function commandOf(received: unknown): Command | null {
  const parsed = commandBody.safeParse(received);
  if (!parsed.success) return null;
  const { text, user_id, channel_id, response_url, trigger_id } = parsed.data;
  return { triggerId: trigger_id, user: user_id, channel: channel_id, text, responseUrl: response_url };
}

/** "Diagnose SCIM error", chosen on anybody's message. */
export type Shortcut = {
  triggerId: string;
  user: string;
  /** the message; `author` null: an integration bot */
  on: Source & { author: string | null; content: SlackText };
  responseUrl: string;
};

const shortcutBody = z.object({
  trigger_id: z.string().default(''),
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
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
});

/** A Slack `message_action` body (docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload); null for another one. */
function shortcutOf(received: unknown): Shortcut | null {
  const parsed = shortcutBody.safeParse(received);
  if (!parsed.success) return null;
  const { trigger_id, user, channel, message, response_url } = parsed.data;
  return {
    triggerId: trigger_id,
    user: user.id,
    on: {
      channel: channel.id,
      ts: message.ts,
      threadTs: message.thread_ts ?? message.ts,
      author: message.bot_id ? null : (message.user ?? null),
      content: message,
    },
    responseUrl: response_url,
  };
}

const field = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_conversations: z.array(z.string()).nullish(),
  selected_users: z.array(z.string()).nullish(),
});

/** A form somebody sent: which, what it was opened with, and what was entered in the one element of each block. */
export type SentForm = {
  id: string;
  form: string;
  metadata: string;
  user: string;
  entered: Map<string, z.infer<typeof field>>;
};

const formBody = z.object({
  user: z.object({ id: z.string() }),
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), field)) }),
  }),
});

/** A Slack `view_submission` body (docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission); null for another one. */
function sentFormOf(received: unknown): SentForm | null {
  const parsed = formBody.safeParse(received);
  if (!parsed.success) return null;
  const { user, view } = parsed.data;
  const entered = Object.entries(view.state.values).flatMap(([block, elements]) =>
    Object.values(elements)
      .slice(0, 1)
      .map((element) => [block, element] as const),
  );
  return {
    id: view.id,
    form: view.callback_id,
    metadata: view.private_metadata,
    user: user.id,
    entered: new Map(entered),
  };
}

/** A Slack request body -> what somebody did; null for another one, and for a shape this version does not know. Pure. */
export function interactionOf(body: Record<string, unknown>): Interaction | null {
  switch (body.type) {
    case 'block_actions': {
      const press = pressOf(body);
      return press && { kind: 'press', press };
    }
    case 'message_action': {
      const shortcut = shortcutOf(body);
      return shortcut && { kind: 'shortcut', shortcut };
    }
    case 'view_submission': {
      const form = sentFormOf(body);
      return form && { kind: 'form', form };
    }
    default: {
      const command = commandOf(body);
      return command && { kind: 'command', command };
    }
  }
}
