import { branchCard, casesCard } from '../../card/card.ts';
import type { KnownArticle } from '../../knowledge/article/article.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { knowledgeFor } from '../error-for-reader.ts';
import { replyOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import { type ButtonPress, showPresser } from './button-press.ts';
import { cardKey } from './card-reference.ts';

const GONE_ARTICLE = 'The article has changed and no longer contains this. Paste the error again.';

/** Shows the steps of the case that the person who pressed says applies, without a check. */
export async function showBranch(rooms: Rooms, press: ButtonPress, id: string): Promise<void> {
  const article = await articleFor(rooms, press);
  const branch = article?.branches.find((one) => one.id === id);
  if (!article || !branch) return await rooms.slack.tell(press, { text: GONE_ARTICLE });
  await showPresser(rooms, press, branchCard(article, branch));
}

/** Shows every case of an undecided answer: once, in its thread; privately where the answer is private or the article internal. */
export async function showCases(rooms: Rooms, press: ButtonPress): Promise<void> {
  const article = await articleFor(rooms, press);
  if (!article) return await rooms.slack.tell(press, { text: GONE_ARTICLE });
  const { channel, messageTs, reference } = press;
  const card = casesCard(article);
  if (press.ephemeral || !reference.source || !messageTs || article.audience === 'internal')
    return await showPresser(rooms, press, card);
  const { teamId } = rooms.slack;
  const under = cardKey(teamId, reference);
  const key = { kind: 'cases', press: { teamId, channel }, card: under, article: article.id } as const;
  await replyOnce(rooms, { channel, threadTs: press.threadTs ?? messageTs }, key, slackMessage(card));
}

/** The article of a card, if the person who pressed may read it. */
async function articleFor(
  rooms: Rooms,
  { reader, reference }: ButtonPress,
): Promise<KnownArticle | undefined> {
  const { knowledge } = await knowledgeFor(rooms, reader);
  return knowledge.articles.find(({ id }) => id === reference.article);
}
