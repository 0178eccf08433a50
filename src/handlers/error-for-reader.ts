import { type Answer, diagnose, isLookable, withFacts } from '../answer.ts';
import { cardOf, factsCardOf } from '../card/card.ts';
import type { CardPart } from '../card/card-part.ts';
import { NOT_IN_CHANNELS, whyNotWords } from '../card/why-not-words.ts';
import type { Chosen, Verdict } from '../knowledge/classify/classify.ts';
import { hasInternalParts } from '../knowledge/knowledge.ts';
import type { ExtractedError } from '../knowledge/scim-error.ts';
import type { Person } from '../sight/person.ts';
import type { Place } from '../sight/place.ts';
import type { Rooms } from './rooms.ts';

/** Who asks, and where the answer is read. */
export type Reader = { person: Person; place: Place };

/** The answer to an error, made for one reader. */
export type ErrorForReader = {
  answer: Answer;
  /** the person who asked may see account facts */
  maySeeFacts: boolean;
  /** the card itself holds facts */
  showsFacts: boolean;
  card: CardPart[];
  /** makes the look-ups, for the person who asked alone; null when there is nothing more to say to that person */
  aside: (() => Promise<Pick<ErrorForReader, 'answer' | 'card'>>) | null;
};

/**
 * What a reader gets for an error. Facts, and the branch they choose, reach only a person who may see them: in the answer itself
 * where nobody else reads it or the channel is open for facts, else aside (rule 5 of docs/contract.md). `fresh`: the look-ups are
 * made anew. `chosen`: the article that was chosen before, which no model is asked for again.
 */
export async function errorForReader(
  { slack, sight, expertise }: Pick<Rooms, 'slack' | 'sight' | 'expertise'>,
  errors: ExtractedError[],
  { person, place }: Reader,
  { fresh = false, chosen }: { fresh?: boolean; chosen?: Chosen | undefined } = {},
): Promise<ErrorForReader> {
  const { orgId, model } = expertise;
  const may = await sight.maySeeFacts(person, place);
  const { knowledge, internal } = await knowledgeFor({ sight, expertise }, { person, place });
  const requester = person.user === null ? null : { teamId: slack.teamId, user: person.user };
  const chooseArticle = 'unavailable' in model ? model : model.chooseArticle(requester);
  const diagnosed = await diagnose(errors, knowledge, { chooseArticle, chosen });
  const lookUp = may === 'yes' && requester ? expertise.lookUpFor(requester, fresh) : null;
  const here = lookUp !== null && (await sight.mayShowFacts(place)) === 'yes';
  const why = place.alone && may !== 'yes' ? whyNotWords(may) : NOT_IN_CHANNELS;
  const answer = await withFacts(diagnosed, here ? lookUp : why);
  const aside = lookUp !== null && !here && isLookable(diagnosed);
  return {
    answer,
    maySeeFacts: may === 'yes',
    showsFacts: here,
    card: cardOf(answer, { orgId, internal }),
    aside: aside
      ? async () => {
          const withThem = await withFacts(diagnosed, lookUp);
          return { answer: withThem, card: factsCardOf(withThem, { orgId }) };
        }
      : null,
  };
}

/** The articles a reader may be shown; `internal`: their internal sections too. */
export async function knowledgeFor(
  { sight, expertise }: Pick<Rooms, 'sight' | 'expertise'>,
  { person, place }: Reader,
) {
  const { knowledge, publicKnowledge } = expertise;
  const internal = hasInternalParts(knowledge) && (await sight.mayReadInternal(person, place)) === 'yes';
  return { knowledge: internal ? knowledge : publicKnowledge, internal };
}

/** What a model chose, so that it is not asked again; undefined for any other verdict. */
export function decidedByModel({ decidedBy, article }: Verdict): Chosen | undefined {
  return decidedBy === 'model' && article ? { article: article.id, by: 'model' } : undefined;
}
