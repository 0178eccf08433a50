import { z } from 'zod';
import type { SlackText } from '../read/message-text.ts';
import type { Source } from './source.ts';

/** "Diagnose SCIM error", chosen on anybody's message. */
export type Shortcut = {
  triggerId: string;
  user: string;
  /** the message; `author` null: an integration bot */
  on: Source & { author: string | null; content: SlackText };
  responseUrl: string;
};

const body = z.object({
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
export function shortcutOf(received: unknown): Shortcut | null {
  const parsed = body.safeParse(received);
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
