import type { WebClient } from '@slack/web-api';
import { type Answer, answer } from '../answer.ts';
import { cardOf, factsCardOf } from '../card/card.ts';
import type { CardPart } from '../card/card-part.ts';
import type { Chosen, Verdict } from '../knowledge/classify/classify.ts';
import { hasInternalParts } from '../knowledge/knowledge.ts';
import { whyNoSight } from '../sight/why-no-sight.ts';
import type { Parts } from './parts.ts';

/** Who asks, and who else reads what is answered. */
export type Reader = {
  teamId: string;
  channel: string;
  /** null for an integration bot */
  user: string | null;
  /** nobody else reads the answer: a direct message, or one that Slack shows to this person alone */
  alone: boolean;
  /** Slack Connect: readers of another organisation may be present */
  shared: boolean;
};

/** An answer for the place it was asked in, and what only the person who asked may see. */
export type Said = {
  found: Answer;
  /** whoever asked may see account facts */
  may: boolean;
  card: CardPart[];
  /** makes the look-ups; null when there is nothing more to say to that person alone */
  aside: (() => Promise<Pick<Said, 'found' | 'card'>>) | null;
};

/** The same whoever asks and whatever the account's state, since everybody in the channel reads it. */
const NOT_IN_CHANNELS =
  'account facts are not shown to a whole channel; whoever asked and may see them gets them alone, others press "Check again"';

/**
 * The line for one reader. Facts and the branch they choose reach only a person who may see them: in the answer itself where
 * nobody else reads it or the channel is open for facts, else aside (rule 5 of docs/contract.md). Internal articles and
 * sections need readers who all belong to the installing team; whatever cannot be established counts as no. `chosen`: the
 * article that was chosen before, which no model is asked for again.
 */
export async function errorForReader(
  client: WebClient,
  parts: Parts,
  text: string,
  reader: Reader,
  { fresh = false, chosen }: { fresh?: boolean; chosen?: Chosen } = {},
): Promise<Said> {
  const requester = reader.user ? { teamId: reader.teamId, user: reader.user } : null;
  const { sight, everybody } = await whoReads(client, parts, reader);
  const knowledge = everybody ? parts.knowledge : parts.publicKnowledge;
  const view = { orgId: parts.orgId, internal: everybody };
  const { model } = parts;
  const chooseArticle = typeof model === 'string' ? model : model.chooseArticle(requester);
  const factsHere =
    sight.may && (reader.alone || (everybody && (await parts.settings.channel(reader.channel)).openFacts));
  if (requester && factsHere) {
    const found = await answer(text, knowledge, parts.lookUpFor(requester, fresh), chooseArticle, chosen);
    return { found, may: true, card: cardOf(found, view), aside: null };
  }
  const why = reader.alone ? sight.why : NOT_IN_CHANNELS;
  const found = await answer(text, knowledge, why, chooseArticle, chosen);
  const [first] = found.diagnoses;
  const lookable = first?.notChecked === why && first.error.address !== null;
  return {
    found,
    may: sight.may,
    card: cardOf(found, view),
    aside:
      requester && sight.may && !reader.alone && lookable
        ? async () => {
            const lookUp = parts.lookUpFor(requester, fresh);
            const facts = await answer(
              text,
              knowledge,
              lookUp,
              chooseArticle,
              decidedByModel(first.verdict) ?? chosen,
            );
            return { found: facts, card: factsCardOf(facts, { orgId: parts.orgId }) };
          }
        : null,
  };
}

/** What a model chose, so that it is not asked again; undefined for any other verdict. */
export function decidedByModel({ decidedBy, article }: Verdict): Chosen | undefined {
  return decidedBy === 'model' && article ? { article: article.id, by: 'model' } : undefined;
}

/** May the requester see account facts, and does everybody who reads the answer belong to the installing team? */
export async function whoReads(
  client: WebClient,
  { members, readers, sight, settings, knowledge }: Parts,
  { teamId, channel, user, alone, shared }: Reader,
): Promise<{ sight: { may: boolean; why: string }; everybody: boolean }> {
  const nobody = 'nobody asked who may see account facts';
  const why = user ? await whyNoSight(client, members, sight, { teamId, user }) : nobody;
  const asked = {
    may: why === null && !(alone && shared),
    why: why ?? 'this conversation is shared with another organisation',
  };
  if (shared) return { sight: asked, everybody: false };
  if (alone) {
    const standing = user ? await members.standing(client, teamId, user) : null;
    return { sight: asked, everybody: standing?.full === true };
  }
  const matters = (await settings.channel(channel)).openFacts || hasInternalParts(knowledge);
  return { sight: asked, everybody: matters && (await readers.allInternal(client, teamId, channel)) };
}
