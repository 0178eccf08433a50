import type { Shortcut } from '../slack/payloads/interaction.ts';
import { answerText } from './answer-text.ts';
import type { Outcome } from './message/deliver.ts';
import type { Rooms } from './rooms.ts';

/** Diagnoses anybody's message, alone for the person who chose "Diagnose SCIM error" on it; from there it can be posted in the thread. */
export async function onShortcut(
  rooms: Rooms,
  { user, on, responseUrl }: Shortcut,
  { rerun }: { rerun: boolean },
): Promise<Outcome> {
  const { content, ...source } = on;
  const { text, problems } = await rooms.slack.wholeText(content);
  await answerText(rooms, { channel: source.channel, user, responseUrl }, text, { source, problems, rerun });
  return 'done';
}
