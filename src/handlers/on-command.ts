import { read } from '../answer.ts';
import { helpCard } from '../card/help-card.ts';
import type { Command, Shortcut } from '../slack/payloads/interaction.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import { pasteForm } from '../slack/send/forms.ts';
import { answerText } from './answer-text.ts';
import type { Rooms, Run } from './rooms.ts';

/** "check" without an address asks how to use it. */
const HELP = /^\s*(?:help|\?|check\b[^@]*)[\s?!.]*$/i;

/** A bare `/scim` opens a form. */
export function isBare({ text }: Pick<Command, 'text'>): boolean {
  return text.trim() === '';
}

/** Answers `/scim ...` to the person who typed it, alone. Throws Slack's error, also when the form comes after three seconds. */
export async function onCommand(rooms: Rooms, command: Command, run: Run): Promise<void> {
  const { triggerId, text, ...aside } = command;
  const { channel, responseUrl } = aside;
  if (isBare(command))
    await rooms.slack.openForm(triggerId, pasteForm(JSON.stringify({ channel, responseUrl })));
  else if (HELP.test(text)) await rooms.slack.tell(aside, slackMessage(helpCard(rooms.setup.optOutMark)));
  else await answerText(rooms, aside, text, run);
}

/** "Diagnose SCIM error" on any message: answers the person who chose it, alone. They can then post the answer in the thread. */
export async function onShortcut(rooms: Rooms, { user, on, responseUrl }: Shortcut, run: Run): Promise<void> {
  const { content, ...source } = on;
  const { text, problems, failure } = await rooms.slack.wholeText(content);
  if (failure && !run.rerun && read(text, rooms.expertise.knowledge).errors.length === 0) throw failure;
  const aside = { channel: source.channel, user, responseUrl };
  // Secrets in the message are its author's to replace, not this person's.
  await answerText(rooms, aside, text, { ...run, secrets: [], source, problems });
}
