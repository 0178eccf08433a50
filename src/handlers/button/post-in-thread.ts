import { read } from '../../answer.ts';
import { slackRefused } from '../../slack/failure.ts';
import { errorForReader } from '../error-for-reader.ts';
import { deliver } from '../message/deliver.ts';
import type { Rooms } from '../rooms.ts';
import { GONE } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';

const NOT_IN_CHANNEL =
  'I am not in this channel, so I cannot post here. Invite me with /invite, then press again.';

/** Posts an answer that one person saw alone in the thread of the message, as everybody there may see it. */
export async function postInThread(rooms: Rooms, press: ButtonPress): Promise<void> {
  const tell = (text: string) => rooms.slack.tell(press, { text });
  const { kept } = press.reference;
  const pasted = kept ? await rooms.memory.pastedTexts.get(kept) : null;
  if (!pasted?.source) return await tell(GONE);
  const { author, ...source } = pasted.source;
  const place = await rooms.sight.place({ ...source, alone: false, shared: false }, press.asking);
  try {
    const answer = await errorForReader(rooms, read(pasted.text, rooms.expertise.knowledge), {
      ...press.reader,
      place,
    });
    const to = { ...source, user: author, edited: null, earlier: null };
    const outcome = await deliver(rooms, to, { ...answer, aside: null }, 'thread');
    await tell(outcome === 'silent' ? GONE : 'Posted in the thread.');
  } catch (error) {
    if (!slackRefused(error, ['not_in_channel', 'channel_not_found'])) throw error;
    await tell(NOT_IN_CHANNEL);
  }
}
