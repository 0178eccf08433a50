import { isEmpty, type ReadPaste, read } from '../answer.ts';
import { answerButtons } from '../card/answer-buttons.ts';
import type { CardPart } from '../card/card-part.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import { excerpt } from '../knowledge/redact/excerpt.ts';
import { accountQuestion } from '../knowledge/talk/account-question.ts';
import type { Reader } from '../sight/reader.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import type { PastedText } from '../store/pasted-texts.ts';
import { accountsForReader } from './accounts-for-reader.ts';
import { referenceValue } from './button/card-reference.ts';
import { errorForReader } from './error-for-reader.ts';
import type { Rooms, Run } from './rooms.ts';

type Options = Run & {
  /** the message that the text comes from, if any */
  source?: PastedText['source'];
  /** a sentence for each file that could not be read */
  problems?: string[];
};

/** Answers a text to one person alone: an error, a question about accounts, or what could not be read. */
export async function answerText(
  rooms: Rooms,
  aside: Aside,
  text: string,
  { secrets, rerun, source = null, problems = [] }: Options,
): Promise<void> {
  const paste = read(text, rooms.expertise.knowledge);
  const question = isEmpty(paste) ? accountQuestion(text, { addressed: true }) : null;
  const reader = await rooms.sight.reader({ ...aside, alone: true, shared: false }, { insists: !rerun });
  const card: CardPart[] =
    isEmpty(paste) && problems.length > 0
      ? [{ kind: 'text', text: problems.join(' ') }]
      : question
        ? (await accountsForReader(rooms, question, reader)).card
        : [
            ...(await errorCard(rooms, paste, reader, {
              text: keptOf(paste, rooms.expertise.knowledge),
              source,
            })),
            ...problems.map((problem) => ({ kind: 'note' as const, text: problem })),
          ];
  await rooms.slack.tell(aside, slackMessage([...secretNote(secrets), ...card]));
}

/** The answer with its buttons. They need the text later, so they are left out when it cannot be kept. */
async function errorCard(rooms: Rooms, paste: ReadPaste, reader: Reader, pasted: PastedText) {
  const { user } = reader.person;
  const { answer, card } = await errorForReader(rooms, paste, reader);
  const [first] = answer.diagnoses;
  const kept = first && user ? await rooms.memory.pastedTexts.add(user, pasted) : null;
  if (!first || !kept) return card;
  const { article, decidedBy } = first.verdict;
  const byModel = decidedBy === 'model';
  const value = referenceValue({ source: null, kept, article: article?.id ?? null, byModel });
  const canPost = pasted.source !== null;
  return [...card, ...answerButtons(answer, { value, place: 'private', canEscalate: false, canPost })];
}

/** Errors of one text that are kept, and characters of each. */
const MOST_KEPT = 10;
const LONGEST_KEPT = 4000;

/** What is kept of a text: its errors, as far as they can be read again, and nothing around them. */
function keptOf({ errors }: ReadPaste, knowledge: Knowledge): string {
  const words = errors.slice(0, MOST_KEPT).map((error) => {
    const short = excerpt(error);
    if (error.text.length <= LONGEST_KEPT) return error.text;
    return read(short, knowledge).errors.length > 0 ? short : error.text.slice(0, LONGEST_KEPT);
  });
  return [...new Set(words)].join('\n');
}

/** Tells somebody to replace a secret that they typed. */
export function secretNote(kinds: string[]): CardPart[] {
  if (kinds.length === 0) return [];
  const text = `Your text contained what looks like a secret (${kinds.join(', ')}). I did not keep it. If anybody else could see it, replace it where it was issued.`;
  return [{ kind: 'text', text }];
}
