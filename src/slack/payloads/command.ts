import { z } from 'zod';

/** A typed `/scim ...`. */
export type Command = { triggerId: string; user: string; channel: string; text: string; responseUrl: string };

const body = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string(),
  channel_id: z.string(),
  response_url: z.string(),
  trigger_id: z.string(),
});

/** A Slack slash command body (docs.slack.dev/interactivity/implementing-slash-commands) -> the command; null for another one. */
export function commandOf(received: unknown): Command | null {
  const parsed = body.safeParse(received);
  if (!parsed.success) return null;
  const { text, user_id, channel_id, response_url, trigger_id } = parsed.data;
  return { triggerId: trigger_id, user: user_id, channel: channel_id, text, responseUrl: response_url };
}
