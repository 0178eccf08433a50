import type { WebClient } from '@slack/web-api';
import { answerButtons } from '../../card/answer-buttons.ts';
import { branchCard, casesCard } from '../../card/card.ts';
import { copyCard } from '../../card/support-card.ts';
import type { Chosen } from '../../knowledge/classify/classify.ts';
import type { KnownArticle } from '../../knowledge/knowledge.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { replyOnce } from '../../slack/send/reply.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { errorForReader, type Said } from '../error-for-reader.ts';
import type { Parts } from '../parts.ts';
import { type CardReference, cardKey, referenceValue } from './card-reference.ts';
import { GONE, referredText } from './referred-text.ts';
import { showPresser, tellPresser } from './tell-presser.ts';

type InChannel = Press & { channel: string };

/** Repeats the look-ups for whoever pressed, who alone sees them. */
export async function checkAgain(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  const said = await answerAlone(client, parts, press, ref, { fresh: true });
  if (!said) return await tellPresser(client, press, GONE);
  await showPresser(client, parts, press, [...said.card, ...(await buttons(parts, press, ref, said))]);
}

/** The article that whoever pressed chose among the candidates. */
export async function showArticle(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
  article: string,
): Promise<void> {
  const chosen: Chosen = { article, by: 'person' };
  const said = await answerAlone(client, parts, press, ref, { chosen });
  if (!said) return await tellPresser(client, press, GONE);
  await showPresser(client, parts, press, [
    ...said.card,
    ...(await buttons(parts, press, { ...ref, article, byModel: false }, said)),
  ]);
  if (press.direct && ref.source)
    await rememberChoice(parts.threads, { teamId: press.teamId, ...ref.source }, chosen);
}

const GONE_ARTICLE = 'The article has changed since, and this is not in it any more. Paste the error again.';

/** The steps of the case that whoever pressed says applies; nothing is checked for it. */
export async function showBranch(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
  id: string,
): Promise<void> {
  const article = await articleFor(client, parts, press, ref);
  const branch = article?.branches.find((one) => one.id === id);
  if (!article || !branch) return await tellPresser(client, press, GONE_ARTICLE);
  await showPresser(client, parts, press, branchCard(article, branch));
}

/** Every case of an undecided answer: once, in its thread, or alone where the answer or its article is not for everybody. */
export async function showAllCases(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  const article = await articleFor(client, parts, press, ref);
  if (!article) return await tellPresser(client, press, GONE_ARTICLE);
  const card = casesCard(article);
  if (press.ephemeral || !ref.source || !press.messageTs || article.audience === 'internal')
    return await showPresser(client, parts, press, card);
  const key = { kind: 'cases', press, card: cardKey(press.teamId, ref), article: article.id } as const;
  const place = { ...press, threadTs: press.threadTs ?? press.messageTs };
  await replyOnce(client, parts.once, key, place, slackMessage(card));
}

/** The article a card shows, as far as whoever pressed may read it. */
async function articleFor(
  client: WebClient,
  { knowledge, publicKnowledge, members }: Parts,
  { teamId, user }: InChannel,
  { article }: CardReference,
): Promise<KnownArticle | null> {
  const full = (await members.standing(client, teamId, user))?.full === true;
  const { articles } = full ? knowledge : publicKnowledge;
  return articles.find(({ id }) => id === article) ?? null;
}

/** What support needs to know, to copy; personal data only for somebody who may see it. */
export async function showSupportPack(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  const said = await answerAlone(client, parts, press, ref);
  const [first] = said?.found.diagnoses ?? [];
  if (!said || !first) return await tellPresser(client, press, GONE);
  await showPresser(client, parts, press, copyCard(first, { personalData: said.may }));
}

/** The answer to what a card is about, for whoever pressed alone; null when its text is gone. */
export async function answerAlone(
  client: WebClient,
  parts: Parts,
  { teamId, channel, user }: InChannel,
  ref: CardReference,
  options: { fresh?: boolean; chosen?: Chosen } = {},
): Promise<Said | null> {
  const referred = await referredText(client, parts, ref);
  if (!referred) return null;
  const reader = { teamId, channel, user, alone: true, shared: false };
  const { article, byModel } = ref;
  const before: Chosen | null = article ? { article, by: byModel ? 'model' : 'person' } : null;
  return await errorForReader(client, parts, referred.text, reader, {
    ...(before ? { chosen: before } : {}),
    ...options,
  });
}

async function buttons({ settings }: Parts, press: InChannel, ref: CardReference, { found }: Said) {
  const canEscalate = (await settings.channel(press.channel)).escalateTo.length > 0;
  const place = press.direct && !press.ephemeral ? 'thread' : 'aside';
  return answerButtons(found, { value: referenceValue(ref), place, canEscalate });
}
