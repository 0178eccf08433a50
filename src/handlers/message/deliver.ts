import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Answer } from '../../answer.ts';
import { answerButtons, type ButtonPlace } from '../../card/answer-buttons.ts';
import { shortCardOf } from '../../card/card.ts';
import type { CardPart } from '../../card/card-part.ts';
import { onceKey } from '../../inbox/once-key.ts';
import { type Post, postKey } from '../../slack/payloads/post.ts';
import { slackMessage } from '../../slack/send/blocks.ts';
import { replyOnce, updateMessage } from '../../slack/send/reply.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';
import { nothingSent, slackRefused } from '../../slack/slack-refused.ts';
import { rememberChoice } from '../../store/answered-threads.ts';
import { referenceValue } from '../button/card-reference.ts';
import { decidedByModel, type Said } from '../error-for-reader.ts';
import type { Parts } from '../parts.ts';

/** What became of one request. */
export type Outcome = 'answered' | 'reacted' | 'updated' | 'done' | 'silent';

/** What to show in a thread, and what to show one person alone. */
export type Shown = { card: CardPart[]; aside: (() => Promise<CardPart[]>) | null };

/**
 * Puts the answer to an error into its thread, with its buttons, and its private part before the requester alone; an answer that
 * stands there already, to a post that was changed since, is replaced.
 */
export async function deliver(
  client: WebClient,
  parts: Parts,
  post: Post,
  said: Said,
  place: ButtonPlace,
): Promise<Outcome> {
  const { settings, records, bursts } = parts;
  const [first] = said.found.diagnoses;
  const article = first?.verdict.article ?? null;
  const value = referenceValue({
    source: { channel: post.channel, ts: post.ts, threadTs: post.threadTs },
    kept: null,
    article: article?.id ?? null,
    byModel: first?.verdict.decidedBy === 'model',
  });
  const canEscalate = (await settings.channel(post.channel)).escalateTo.length > 0;
  const firstOfBurst = place === 'unasked' && article ? await bursts.firstOf(post.channel, article.id) : null;
  const link =
    firstOfBurst && firstOfBurst !== post.ts ? await permalink(client, post.channel, firstOfBurst) : null;
  const buttons = (found: Answer, where: ButtonPlace) =>
    answerButtons(found, { value, place: where, canEscalate });
  const { aside } = said;
  const outcome = await deliverCard(client, parts, post, {
    card: [...(link ? shortCardOf(said.found, link) : said.card), ...buttons(said.found, place)],
    aside: aside
      ? async () => {
          const { found, card } = await aside();
          return [...card, ...buttons(found, 'aside')];
        }
      : null,
  });
  if (outcome === 'answered' && article && !link) await bursts.answered(post.channel, article.id, post.ts);
  if ((outcome === 'answered' || outcome === 'updated') && first) {
    const { category } = first.verdict;
    const card = postKey(post);
    await records.append('answered', {
      card,
      channel: post.channel,
      article: article?.id ?? null,
      category,
      asked: place !== 'unasked',
    });
    await rememberChoice(parts.threads, post, decidedByModel(first.verdict));
  }
  return outcome;
}

/** Puts a card into the thread of a post: once, or in place of the earlier answer to a post that was changed. */
export async function deliverCard(
  client: WebClient,
  parts: Parts,
  post: Post,
  { card, aside }: Shown,
): Promise<Outcome> {
  const key = { kind: 'reply', post } as const;
  const earlier = post.edited ? await parts.inbox.findPosted(onceKey(key)) : null;
  if (earlier) {
    if (!(await replaced(client, { channel: post.channel, ts: earlier }, card))) return 'silent';
  } else {
    if (!(await replyOnce(client, parts.once, key, post, slackMessage(card)))) return 'silent';
    const known = await parts.threads.get(post);
    if (!known || known.muted)
      await parts.threads.set(post, { ...known, asker: known?.asker ?? post.user, muted: false });
  }
  if (aside && post.user) await tellAside(client, parts, post, post.user, aside);
  return earlier ? 'updated' : 'answered';
}

/** The private part of an answer: told once per version of the post. A refusal by Slack is logged, the public part stands. */
async function tellAside(
  client: WebClient,
  { once, log }: Parts,
  post: Post,
  user: string,
  aside: () => Promise<CardPart[]>,
) {
  const { channel, threadTs } = post;
  const send = async () => {
    try {
      await tellAlone(client, { channel, user, threadTs }, slackMessage(await aside()));
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      log.error({ code: error.data.error }, 'the private part of an answer could not be delivered');
    }
    return '';
  };
  await once({ kind: 'aside', post, version: post.edited ?? '' }, { find: null, send, nothingSent });
}

/** False when the earlier answer is not there any more. */
async function replaced(
  client: WebClient,
  message: { channel: string; ts: string },
  card: CardPart[],
): Promise<boolean> {
  try {
    await updateMessage(client, message, slackMessage(card));
    return true;
  } catch (error) {
    if (slackRefused(error, ['message_not_found'])) return false;
    throw error;
  }
}

/** The address of a message; null when Slack does not give it, and the answer then is a full one. */
export async function permalink(client: WebClient, channel: string, ts: string): Promise<string | null> {
  const found = await client.chat.getPermalink({ channel, message_ts: ts }).catch(() => null);
  return found?.permalink ?? null;
}
