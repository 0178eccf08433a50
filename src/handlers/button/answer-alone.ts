import { answerButtons } from '../../card/answer-buttons.ts';
import type { CardPart } from '../../card/card-part.ts';
import type { Chosen } from '../../knowledge/classify/classify.ts';
import { type ErrorForReader, errorForReader, type Reader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, referenceValue } from './card-reference.ts';
import { referredErrors } from './referred-errors.ts';

/** The answer to what a card is about, for one reader alone; null when its error is gone. */
export async function answerAlone(
  rooms: Pick<Rooms, 'slack' | 'sight' | 'expertise' | 'memory'>,
  reader: Reader,
  reference: CardReference,
  options: { fresh?: boolean; chosen?: Chosen } = {},
): Promise<ErrorForReader | null> {
  const errors = await referredErrors(rooms, reference);
  if (!errors) return null;
  const { article, byModel } = reference;
  const before: Chosen | undefined = article ? { article, by: byModel ? 'model' : 'person' } : undefined;
  return await errorForReader(rooms, errors, reader, { chosen: before, ...options });
}

/** That answer with its buttons, as the person who pressed sees it. */
export function cardForPresser(
  { memory }: Pick<Rooms, 'memory'>,
  { channel, direct, ephemeral }: ButtonPress,
  reference: CardReference,
  { answer, card }: ErrorForReader,
): CardPart[] {
  const canEscalate = memory.settings.channel(channel).escalateTo.length > 0;
  const place = direct && !ephemeral ? 'thread' : 'aside';
  return [...card, ...answerButtons(answer, { value: referenceValue(reference), place, canEscalate })];
}
