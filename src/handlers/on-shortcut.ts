import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Identity } from '../slack/connect.ts';
import type { SlackText } from '../slack/read/message-text.ts';
import { readWhole } from '../slack/read/read-files.ts';
import type { Outcome } from './message/deliver.ts';
import { answerText } from './on-command.ts';
import type { Parts } from './parts.ts';

/** A Slack `message_action` body (docs.slack.dev/reference/interaction-payloads/shortcuts-interaction-payload). */
const messageAction = z.object({
  user: z.object({ id: z.string() }),
  channel: z.object({ id: z.string() }),
  message: z.looseObject({
    ts: z.string(),
    thread_ts: z.string().nullish(),
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
  }),
  response_url: z.string(),
});

/** Diagnoses anybody's message for whoever chose "Diagnose SCIM error" on it, alone; it can be posted in the thread from there. */
export async function onShortcut(
  client: WebClient,
  parts: Parts,
  { teamId }: Identity,
  body: unknown,
): Promise<Outcome> {
  const { user, channel, message, response_url: responseUrl } = messageAction.parse(body);
  const { text, problems } = await readWhole(client, parts.files, parts.log, message as SlackText);
  const place = { channel: channel.id, ts: message.ts, threadTs: message.thread_ts ?? message.ts };
  const source = { ...place, author: message.bot_id ? null : (message.user ?? null) };
  await answerText(client, parts, { teamId, channel: channel.id, user: user.id, responseUrl }, text, {
    source,
    problems,
  });
  return 'done';
}
