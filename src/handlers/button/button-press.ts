import type { CardPart } from '../../card/card-part.ts';
import type { Reader } from '../../sight/reader.ts';
import type { Asking } from '../../sight/sight.ts';
import type { Press } from '../../slack/payloads/interaction.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { replyOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import type { CardReference } from './card-reference.ts';

/** A press on a card, and who pressed: the only reader of what is said in return. */
export type ButtonPress = Press & {
  channel: string;
  reference: CardReference;
  reader: Reader;
  asking: Asking;
};

/** Answers the person who pressed, alone: in a direct message by a reply that stays, elsewhere by an ephemeral message. */
export async function showPresser(rooms: Rooms, press: ButtonPress, card: CardPart[]): Promise<void> {
  const message = slackMessage(card);
  const { channel, id, messageTs } = press;
  if (!press.direct || press.ephemeral || !messageTs) return await rooms.slack.tell(press, message);
  const key = { kind: 'press', press: { teamId: rooms.slack.teamId, channel, id } } as const;
  await replyOnce(rooms, { channel, threadTs: press.threadTs ?? messageTs }, key, message);
}
