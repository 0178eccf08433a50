import { read } from '../../answer.ts';
import { slackRefused } from '../../slack/failure.ts';
import { errorForReader } from '../error-for-reader.ts';
import { deliver } from '../message/deliver.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';
import type { CardReference } from './card-reference.ts';
import { GONE } from './referred-errors.ts';
import { tellPresser } from './tell-presser.ts';

/** Posts what one person saw alone into the thread of the message, as everybody may see it: without facts. */
export async function postInThread(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
): Promise<void> {
  const kept = reference.kept ? await rooms.memory.pastedTexts.get(reference.kept) : null;
  if (!kept?.source) return await tellPresser(rooms, press, GONE);
  const { author, ...source } = kept.source;
  const place = await rooms.sight.place(
    { channel: source.channel, alone: false, shared: false },
    press.asking,
  );
  try {
    const { answer, card } = await errorForReader(rooms, read(kept.text), { ...press.reader, place });
    const to = { ...source, user: author, edited: null, mends: false };
    const outcome = await deliver(rooms, to, { answer, card, aside: null }, 'thread');
    await tellPresser(rooms, press, outcome === 'silent' ? GONE : 'Posted in the thread.');
  } catch (error) {
    if (!slackRefused(error, ['not_in_channel', 'channel_not_found'])) throw error;
    await tellPresser(
      rooms,
      press,
      'I am not in this channel, so I cannot post there. Invite me with /invite and press again.',
    );
  }
}
