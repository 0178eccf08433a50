import { branchCard, casesCard } from '../../card/card.ts';
import type { KnownArticle } from '../../knowledge/article/article.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { knowledgeFor } from '../error-for-reader.ts';
import { replyOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

const GONE_ARTICLE = 'The article has changed since, and this is not in it any more. Paste the error again.';

/** The steps of the case that the person who pressed says applies. Nothing is checked for it. */
export async function showBranch(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
  id: string,
): Promise<void> {
  const article = await articleFor(rooms, press, reference);
  const branch = article?.branches.find((one) => one.id === id);
  if (!article || !branch) return await tellPresser(rooms, press, GONE_ARTICLE);
  await showPresser(rooms, press, branchCard(article, branch));
}

/** Every case of an undecided answer: once, in its thread; alone where the answer or its article is not for everybody. */
export async function showCases(rooms: Rooms, press: ButtonPress, reference: CardReference): Promise<void> {
  const article = await articleFor(rooms, press, reference);
  if (!article) return await tellPresser(rooms, press, GONE_ARTICLE);
  const card = casesCard(article);
  if (press.ephemeral || !reference.source || !press.messageTs || article.audience === 'internal')
    return await showPresser(rooms, press, card);
  const { teamId } = rooms.slack;
  const { channel } = press;
  const under = cardKey(teamId, reference);
  const key = { kind: 'cases', press: { teamId, channel }, card: under, article: article.id } as const;
  await replyOnce(rooms, { channel, threadTs: press.threadTs ?? press.messageTs }, key, slackMessage(card));
}

/** The article a card shows, as far as the person who pressed may read it. */
async function articleFor(
  rooms: Pick<Rooms, 'sight' | 'expertise'>,
  { reader }: ButtonPress,
  { article }: CardReference,
): Promise<KnownArticle | null> {
  const { knowledge } = await knowledgeFor(rooms, reader);
  return knowledge.articles.find(({ id }) => id === article) ?? null;
}
