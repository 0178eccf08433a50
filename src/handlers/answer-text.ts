import { read } from '../answer.ts';
import { answerButtons } from '../card/answer-buttons.ts';
import type { CardPart } from '../card/card-part.ts';
import { withoutSecrets } from '../knowledge/redact/secrets.ts';
import type { ExtractedError } from '../knowledge/scim-error.ts';
import { accountQuestion } from '../knowledge/talk/account-question.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import type { PastedText } from '../store/pasted-texts.ts';
import { accountsForReader } from './accounts-for-reader.ts';
import { aloneReader } from './button/button-press.ts';
import { referenceValue } from './button/card-reference.ts';
import { errorForReader, type Reader } from './error-for-reader.ts';
import type { Rooms } from './rooms.ts';

type Options = {
  /** kinds of secrets that were cut out of the text */
  secrets?: string[];
  /** an earlier run did not come to its end */
  rerun: boolean;
  /** the message the text comes from, if it comes from one */
  source?: PastedText['source'];
  /** a sentence for each file that could not be read */
  problems?: string[];
};

/** Answers a text to one person alone: an error, a question about accounts, or what could not be read. */
export async function answerText(
  rooms: Rooms,
  aside: Aside,
  text: string,
  { secrets = [], rerun, source = null, problems = [] }: Options,
): Promise<void> {
  const errors = read(text);
  const question = errors.length === 0 ? accountQuestion(text, { addressed: true }) : null;
  const reader = await aloneReader(rooms.sight, aside, { insists: !rerun });
  const card: CardPart[] =
    errors.length === 0 && problems.length > 0
      ? [{ kind: 'text', text: problems.join(' ') }]
      : question
        ? (await accountsForReader(rooms, question, reader)).card
        : await errorCard(rooms, errors, reader, { text: withoutSecrets(text).text, source });
  await rooms.slack.tell(aside, slackMessage([...secretNote(secrets), ...card]));
}

/** The answer with its buttons, which need the text to be kept; without buttons when it cannot be. */
async function errorCard(
  rooms: Rooms,
  errors: ExtractedError[],
  reader: Reader,
  pasted: PastedText,
): Promise<CardPart[]> {
  const { answer, card } = await errorForReader(rooms, errors, reader);
  const [first] = answer.diagnoses;
  const kept = first ? await rooms.memory.pastedTexts.add(pasted) : null;
  if (!first || !kept) return card;
  const { article, decidedBy } = first.verdict;
  const value = referenceValue({
    source: null,
    kept,
    article: article?.id ?? null,
    byModel: decidedBy === 'model',
  });
  const canPost = pasted.source !== null;
  return [...card, ...answerButtons(answer, { value, place: 'private', canEscalate: false, canPost })];
}

/** Tells the person who typed a secret to replace it. */
export function secretNote(kinds: string[]): CardPart[] {
  if (kinds.length === 0) return [];
  const text = `Your text contained what looks like a secret (${kinds.join(', ')}). I did not keep it; replace it where it was issued if anybody else could see it.`;
  return [{ kind: 'text', text }];
}
