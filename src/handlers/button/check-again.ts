import type { Rooms } from '../rooms.ts';
import { answerAlone, cardForPresser } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import type { CardReference } from './card-reference.ts';
import { GONE } from './referred-errors.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

/** Repeats the look-ups for the person who pressed, who alone sees them. */
export async function checkAgain(rooms: Rooms, press: ButtonPress, reference: CardReference): Promise<void> {
  const answer = await answerAlone(rooms, press.reader, reference, { fresh: true });
  if (!answer) return await tellPresser(rooms, press, GONE);
  await showPresser(rooms, press, cardForPresser(rooms, press, reference, answer));
}
