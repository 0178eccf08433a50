import { copyCard } from '../../card/support-card.ts';
import type { Rooms } from '../rooms.ts';
import { answerAlone } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import type { CardReference } from './card-reference.ts';
import { GONE } from './referred-errors.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

/** What support needs to know, ready to copy; with personal data only for somebody who may see it. */
export async function showSupportPack(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
): Promise<void> {
  const answer = await answerAlone(rooms, press.reader, reference);
  const [first] = answer?.answer.diagnoses ?? [];
  if (!answer || !first) return await tellPresser(rooms, press, GONE);
  await showPresser(rooms, press, copyCard(first, { personalData: answer.maySeeFacts }));
}
