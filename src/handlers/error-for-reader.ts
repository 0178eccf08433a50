import { type Answer, diagnose, isLookable, type ReadPaste, withFacts } from '../answer.ts';
import { cardOf, factsCardOf } from '../card/card.ts';
import type { CardPart } from '../card/card-part.ts';
import { NOT_IN_CHANNELS, whyNotWords } from '../card/why-not-words.ts';
import type { Chosen } from '../knowledge/classify/verdict.ts';
import { hasInternalParts } from '../knowledge/knowledge.ts';
import type { Reader } from '../sight/reader.ts';
import type { Rooms } from './rooms.ts';

/** The answer to an error, made for one reader. */
export type ErrorForReader = {
  answer: Answer;
  /** the person who asked may see account facts */
  maySeeFacts: boolean;
  card: CardPart[];
  /** makes the look-ups for the person who asked, alone; null when there are none, or that person may not see them */
  aside: (() => Promise<Pick<ErrorForReader, 'answer' | 'card'>>) | null;
};

/**
 * Facts, and the branch they choose, reach only a person who may see them: in the answer itself where nobody else reads it or the
 * channel is open for facts, else privately (rule 5 of docs/contract.md). `fresh`: makes the look-ups again. `chosen`: the
 * article chosen before, so that no model is asked again.
 */
export async function errorForReader(
  rooms: Rooms,
  paste: ReadPaste,
  reader: Reader,
  { fresh = false, chosen }: { fresh?: boolean; chosen?: Chosen | undefined } = {},
): Promise<ErrorForReader> {
  const { slack, sight, expertise } = rooms;
  const { person, place } = reader;
  const { orgId, model } = expertise;
  const may = await sight.maySeeFacts(person, place);
  const { knowledge, internal } = await knowledgeFor(rooms, reader);
  const requester = person.user === null ? null : { teamId: slack.teamId, user: person.user };
  const chooseArticle = 'unavailable' in model ? model : model.chooseArticle(requester);
  const diagnosed = await diagnose(paste, knowledge, { chooseArticle, chosen });
  const lookUp = may === 'yes' && requester ? expertise.lookUpFor(requester, fresh) : null;
  const here = lookUp !== null && (await sight.mayShowFacts(place)) === 'yes';
  const why = place.alone && may !== 'yes' ? whyNotWords(may) : NOT_IN_CHANNELS;
  const answer = await withFacts(diagnosed, here ? lookUp : why);
  return {
    answer,
    maySeeFacts: may === 'yes',
    card: cardOf(answer, { orgId, internal }),
    aside:
      lookUp && !here && isLookable(diagnosed)
        ? async () => {
            const withThem = await withFacts(diagnosed, lookUp);
            return { answer: withThem, card: factsCardOf(withThem, { orgId }) };
          }
        : null,
  };
}

/** The articles that a reader may be shown. `internal`: with their internal sections. */
export async function knowledgeFor({ sight, expertise }: Rooms, { person, place }: Reader) {
  const { knowledge, publicKnowledge } = expertise;
  const internal = hasInternalParts(knowledge) && (await sight.mayReadInternal(person, place)) === 'yes';
  return { knowledge: internal ? knowledge : publicKnowledge, internal };
}
