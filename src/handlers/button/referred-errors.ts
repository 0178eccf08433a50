import { read } from '../../answer.ts';
import type { ExtractedError } from '../../knowledge/scim-error.ts';
import { MESSAGE_GONE, NOT_HERE, slackRefused } from '../../slack/failure.ts';
import type { Rooms } from '../rooms.ts';
import type { CardReference } from './card-reference.ts';

/** For a card whose error is gone. */
export const GONE =
  'The error that this answered is not there any more, or I cannot read it. Paste it again.';

/** The errors a card is about, read from Slack anew or from what was kept; null when they are gone. Throws Slack's other errors. */
export async function referredErrors(
  { slack, memory }: Pick<Rooms, 'slack' | 'memory'>,
  { source, kept }: CardReference,
): Promise<ExtractedError[] | null> {
  const text = kept ? (await memory.pastedTexts.get(kept))?.text : source && (await textOf(slack, source));
  const errors = read(text ?? '');
  return errors.length > 0 ? errors : null;
}

async function textOf(slack: Rooms['slack'], source: NonNullable<CardReference['source']>): Promise<string> {
  const messages = await slack.thread(source).catch((error) => {
    if (slackRefused(error, [...MESSAGE_GONE, ...NOT_HERE])) return [];
    throw error;
  });
  const message = messages.find(({ ts }) => ts === source.ts);
  return message ? (await slack.wholeText(message.content)).text : '';
}
