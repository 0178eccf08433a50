import { answerButtons } from '../../card/answer-buttons.ts';
import type { CardPart } from '../../card/card-part.ts';
import { supportCard } from '../../card/support-card.ts';
import type { Chosen } from '../../knowledge/classify/classify.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { type ErrorForReader, errorForReader, type Reader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, referenceValue } from './card-reference.ts';
import { GONE, referredErrors } from './referred-errors.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

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

/** Repeats the look-ups for the person who pressed, who alone sees them. */
export async function checkAgain(rooms: Rooms, press: ButtonPress, reference: CardReference): Promise<void> {
  const answer = await answerAlone(rooms, press.reader, reference, { fresh: true });
  if (!answer) return await tellPresser(rooms, press, GONE);
  await showPresser(rooms, press, await withButtons(rooms, press, reference, answer));
}

/** The article that the person who pressed chose among the candidates. */
export async function showArticle(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
  article: string,
): Promise<void> {
  const chosen: Chosen = { article, by: 'person' };
  const answer = await answerAlone(rooms, press.reader, reference, { chosen });
  if (!answer) return await tellPresser(rooms, press, GONE);
  const card = await withButtons(rooms, press, { ...reference, article, byModel: false }, answer);
  await showPresser(rooms, press, card);
  if (press.direct && reference.source)
    await rememberChoice(rooms.memory.threads, rooms.slack.teamId, reference.source, chosen);
}

/** What support needs to know, ready to copy; with personal data only for somebody who may see it. */
export async function showSupportPack(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
): Promise<void> {
  const answer = await answerAlone(rooms, press.reader, reference);
  const [first] = answer?.answer.diagnoses ?? [];
  if (!answer || !first) return await tellPresser(rooms, press, GONE);
  await showPresser(rooms, press, supportCard(first, { personalData: answer.maySeeFacts }));
}

async function withButtons(
  { memory }: Rooms,
  { channel, direct, ephemeral }: ButtonPress,
  reference: CardReference,
  { answer, card }: ErrorForReader,
): Promise<CardPart[]> {
  const canEscalate = (await memory.settings.channel(channel)).escalateTo.length > 0;
  const place = direct && !ephemeral ? 'thread' : 'aside';
  return [...card, ...answerButtons(answer, { value: referenceValue(reference), place, canEscalate })];
}
