import type { WebClient } from '@slack/web-api';
import { onceKey } from '../../inbox/once-key.ts';
import type { Press } from '../../slack/payloads/press.ts';
import { NOT_HERE, reactOnce, slackRefused } from '../../slack/slack-refused.ts';
import type { FeedbackEntry } from '../../store/feedback.ts';
import type { Parts } from '../parts.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { tellPresser } from './tell-presser.ts';

type InChannel = Press & { channel: string };

type Feedback = Omit<FeedbackEntry, 'at'>;

/** For whoever may not settle what becomes of an answer. */
export const NOT_YOURS = 'Only whoever asked, and full members of this workspace, can do that.';

/** Marks the answered message and notes that the steps helped. */
export async function solved(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  if (!(await mayDecide(client, parts, press))) return await tellPresser(client, press, NOT_YOURS);
  await note(parts, press, ref, { kind: 'solved' });
  if (ref.source) await reactOnce(client, ref.source, 'white_check_mark');
  await tellPresser(client, press, 'Noted as solved. Thank you: it shows which articles help.');
}

/** Removes an unasked answer and leaves its thread alone from then on, unless somebody mentions the bot. */
export async function notRelevant(
  client: WebClient,
  parts: Parts,
  press: InChannel,
  ref: CardReference,
): Promise<void> {
  if (!(await mayDecide(client, parts, press))) return await tellPresser(client, press, NOT_YOURS);
  const { teamId, channel, messageTs, threadTs } = press;
  if (!messageTs || press.ephemeral) return;
  const thread = { teamId, channel, threadTs: threadTs ?? messageTs };
  const known = await parts.threads.get(thread);
  await parts.threads.set(thread, { ...known, asker: known?.asker ?? null, muted: true });
  await note(parts, press, ref, { kind: 'not_relevant' });
  try {
    await client.chat.delete({ channel, ts: messageTs });
  } catch (error) {
    if (!slackRefused(error, ['message_not_found', ...NOT_HERE])) throw error;
  }
  if (!ref.source) return;
  await parts.inbox.forgetPosted(onceKey({ kind: 'reply', post: { teamId, ...ref.source } }));
  if (ref.article) await parts.bursts.forget(channel, ref.article, ref.source.ts);
}

/** May this person settle what becomes of an answer? Whoever asked may, and every full member of the installing team. */
export async function mayDecide(
  client: WebClient,
  parts: Parts,
  { teamId, channel, user, threadTs, direct }: InChannel,
): Promise<boolean> {
  if (direct) return true;
  const thread = threadTs ? await parts.threads.get({ teamId, channel, threadTs }) : null;
  if (thread?.asker === user) return true;
  return (await parts.members.standing(client, teamId, user))?.full === true;
}

/** Records feedback, without who gave it. */
export async function note(
  { records }: Parts,
  { teamId }: Pick<Press, 'teamId'>,
  ref: CardReference,
  feedback: Pick<Feedback, 'kind' | 'reason'>,
): Promise<void> {
  await records.append('feedback', {
    card: cardKey(teamId, ref),
    article: ref.article,
    ...feedback,
  } satisfies Feedback);
}
