import type { FeedbackEntry } from '../store/feedback.ts';
import { type CardReference, cardKey } from './button/card-reference.ts';
import type { Rooms } from './rooms.ts';

/** Records what somebody said about a card, without who it was. `card`: the answered message or kept text, and its article. */
export async function recordFeedback(
  { slack, memory }: Rooms,
  card: Pick<CardReference, 'source' | 'kept' | 'article'>,
  feedback: Pick<FeedbackEntry, 'kind' | 'reason'>,
): Promise<void> {
  const entry = { card: cardKey(slack.teamId, card), article: card.article, ...feedback };
  await memory.records.append('feedback', entry satisfies Omit<FeedbackEntry, 'at'>);
}
