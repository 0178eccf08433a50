import { type Diagnosis, read } from '../../answer.ts';
import { answerButtons } from '../../card/answer-buttons.ts';
import type { CardPart } from '../../card/card-part.ts';
import { supportCard } from '../../card/support-card.ts';
import type { Chosen } from '../../knowledge/classify/verdict.ts';
import { MESSAGE_GONE, NOT_HERE, slackRefused } from '../../slack/failure.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { type ErrorForReader, errorForReader } from '../error-for-reader.ts';
import type { Rooms } from '../rooms.ts';
import { type ButtonPress, showPresser } from './button-press.ts';
import { type CardReference, referenceValue } from './card-reference.ts';

/** Said when the error of a card is gone. */
export const GONE = 'The error behind this answer is gone, or I cannot read it. Paste it again.';

/** The answer to what a card is about, for one reader alone; null when its error is gone. Throws Slack's other errors. */
export async function answerAlone(
  rooms: Rooms,
  { reader, reference }: Pick<ButtonPress, 'reader' | 'reference'>,
  options: { fresh?: boolean; chosen?: Chosen } = {},
): Promise<(ErrorForReader & { first: Diagnosis }) | null> {
  const paste = read(await referredText(rooms, reference), rooms.expertise.knowledge);
  if (paste.errors.length === 0) return null;
  const { article, byModel } = reference;
  const before: Chosen | undefined = article ? { article, by: byModel ? 'model' : 'person' } : undefined;
  const found = await errorForReader(rooms, paste, reader, { chosen: before, ...options });
  const [first] = found.answer.diagnoses;
  return first ? { ...found, first } : null;
}

/** The text that a card is about: kept, or read from Slack again. '' when it is gone. */
async function referredText(
  { slack, memory, expertise }: Rooms,
  { source, kept }: CardReference,
): Promise<string> {
  if (kept) return (await memory.pastedTexts.get(kept))?.text ?? '';
  if (!source) return '';
  const messages = await slack.thread(source).catch((error) => {
    if (slackRefused(error, [...MESSAGE_GONE, ...NOT_HERE])) return [];
    throw error;
  });
  const message = messages.find(({ ts }) => ts === source.ts);
  if (!message) return '';
  const { text, failure } = await slack.wholeText(message.content);
  if (failure && read(text, expertise.knowledge).errors.length === 0) throw failure;
  return text;
}

/** Repeats the look-ups, for the person who pressed. */
export async function checkAgain(rooms: Rooms, press: ButtonPress): Promise<void> {
  const answer = await answerAlone(rooms, press, { fresh: true });
  if (!answer) return await rooms.slack.tell(press, { text: GONE });
  await showPresser(rooms, press, await withButtons(rooms, press, answer));
}

/** Shows the article that the person who pressed chose among the candidates. */
export async function showArticle(rooms: Rooms, press: ButtonPress, article: string): Promise<void> {
  const { direct, reference } = press;
  const chosen: Chosen = { article, by: 'person' };
  const answer = await answerAlone(rooms, press, { chosen });
  if (!answer) return await rooms.slack.tell(press, { text: GONE });
  const now = { ...press, reference: { ...reference, article, byModel: false } };
  await showPresser(rooms, press, await withButtons(rooms, now, answer));
  if (direct && reference.source)
    await rememberChoice(rooms.memory.threads, rooms.slack.teamId, reference.source, chosen);
}

/** Shows what support needs to know. Personal data is in it only for somebody who may see it. */
export async function showSupportPack(rooms: Rooms, press: ButtonPress): Promise<void> {
  const answer = await answerAlone(rooms, press);
  if (!answer) return await rooms.slack.tell(press, { text: GONE });
  await showPresser(rooms, press, supportCard(answer.first, { personalData: answer.maySeeFacts }));
}

async function withButtons(
  { memory }: Rooms,
  { channel, direct, ephemeral, reference }: ButtonPress,
  { answer, card }: ErrorForReader,
): Promise<CardPart[]> {
  const canEscalate = (await memory.settings.channel(channel)).escalateTo.length > 0;
  const place = direct && !ephemeral ? 'thread' : 'aside';
  return [...card, ...answerButtons(answer, { value: referenceValue(reference), place, canEscalate })];
}
