import { helpCard } from '../card/help-card.ts';
import type { Command } from '../slack/payloads/interaction.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import { answerText } from './answer-text.ts';
import { openPaste } from './form/open-forms.ts';
import type { Outcome } from './message/deliver.ts';
import type { Rooms, Run } from './rooms.ts';

/** "check" without an address is a question how. */
const HELP = /^\s*(?:help|\?|check\b[^@]*)[\s?!.]*$/i;

/** Alone it opens a form, for which Slack gives three seconds. */
export function isBare({ text }: Pick<Command, 'text'>): boolean {
  return text.trim() === '';
}

/** Answers `/scim ...` to the person who typed it alone; "check" before an address is what the question needs. */
export async function onCommand(rooms: Rooms, command: Command, run: Run): Promise<Outcome> {
  const { triggerId, text, ...aside } = command;
  const { channel, responseUrl } = aside;
  if (isBare(command)) await openPaste(rooms, triggerId, { channel, responseUrl, ref: null });
  else if (HELP.test(text)) await rooms.slack.tell(aside, slackMessage(helpCard(rooms.setup.optOutMark)));
  else await answerText(rooms, aside, text, run);
  return 'done';
}
