import type { Chosen } from '../../knowledge/classify/classify.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import type { Rooms } from '../rooms.ts';
import { answerAlone, cardForPresser } from './answer-alone.ts';
import type { ButtonPress } from './button-press.ts';
import type { CardReference } from './card-reference.ts';
import { GONE } from './referred-errors.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

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
  const card = cardForPresser(rooms, press, { ...reference, article, byModel: false }, answer);
  await showPresser(rooms, press, card);
  if (press.direct && reference.source)
    await rememberChoice(rooms.memory.threads, rooms.slack.teamId, reference.source, chosen);
}
