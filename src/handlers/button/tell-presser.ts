import type { CardPart } from '../../card/card-part.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { replyOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';

/** A short word to the person who pressed, seen by nobody else. */
export async function tellPresser(
  { slack }: Pick<Rooms, 'slack'>,
  press: ButtonPress,
  text: string,
): Promise<void> {
  await slack.tell(press, { text });
}

/** An answer for the person who pressed alone: in a direct message a reply that stays, elsewhere an ephemeral message. */
export async function showPresser(
  rooms: Pick<Rooms, 'slack' | 'once'>,
  press: ButtonPress,
  card: CardPart[],
): Promise<void> {
  const message = slackMessage(card);
  if (!press.direct || press.ephemeral || !press.messageTs) return await rooms.slack.tell(press, message);
  const threadTs = press.threadTs ?? press.messageTs;
  const { channel, id } = press;
  const key = { kind: 'press', press: { teamId: rooms.slack.teamId, channel, id } } as const;
  await replyOnce(rooms, { channel, threadTs }, key, message);
}
