import { onceKey } from '../../inbox/once-key.ts';
import type { May } from '../../sight/may.ts';
import type { FeedbackEntry } from '../../store/feedback.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';
import { type CardReference, cardKey } from './card-reference.ts';
import { tellPresser } from './tell-presser.ts';

type Feedback = Omit<FeedbackEntry, 'at'>;

/** Marks the answered message, and notes that the steps helped. */
export async function settleAsSolved(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  await note(rooms, reference, { kind: 'solved' });
  if (reference.source) await rooms.slack.react(reference.source, 'white_check_mark');
  await tellPresser(rooms, press, 'Noted as solved. Thank you: it shows which articles help.');
}

/** Removes an unasked answer. From then on its thread is left alone, unless somebody mentions the bot. */
export async function settleAsNotRelevant(
  rooms: Rooms,
  press: ButtonPress,
  reference: CardReference,
): Promise<void> {
  const { slack, memory, inbox } = rooms;
  if (!(await maySettle(rooms, press))) return;
  const { channel, messageTs, threadTs, ephemeral } = press;
  if (!messageTs || ephemeral) return;
  const thread = { channel, threadTs: threadTs ?? messageTs };
  const known = await memory.threads.get(slack.teamId, thread);
  await memory.threads.set(slack.teamId, thread, { ...known, asker: known?.asker ?? null, muted: true });
  await note(rooms, reference, { kind: 'not_relevant' });
  await slack.remove({ channel, ts: messageTs });
  if (!reference.source) return;
  await inbox.forgetPosted(onceKey({ kind: 'reply', post: { teamId: slack.teamId, ...reference.source } }));
  if (reference.article) await memory.bursts.forget(channel, reference.article, reference.source.ts);
}

/** May this person settle what becomes of an answer? If not, they are told why. */
export async function maySettle(
  rooms: Pick<Rooms, 'slack' | 'sight' | 'memory'>,
  press: ButtonPress,
): Promise<boolean> {
  const { slack, sight, memory } = rooms;
  const { channel, threadTs, direct } = press;
  const thread = threadTs ? await memory.threads.get(slack.teamId, { channel, threadTs }) : null;
  const may = await sight.mayDecide(press.reader.person, { direct, asker: thread?.asker ?? null });
  if (may === 'yes') return true;
  await tellPresser(rooms, press, whyNotSettle(may));
  return false;
}

function whyNotSettle(why: Exclude<May, 'yes'>): string {
  return why === 'unknown member'
    ? 'Slack did not say just now whether you may do that. Try again in a minute.'
    : 'Only the person who asked, and full members of this workspace, can do that.';
}

/** Records feedback, without who gave it. */
export async function note(
  { slack, memory }: Pick<Rooms, 'slack' | 'memory'>,
  reference: CardReference,
  feedback: Pick<Feedback, 'kind' | 'reason'>,
): Promise<void> {
  await memory.records.append('feedback', {
    card: cardKey(slack.teamId, reference),
    article: reference.article,
    ...feedback,
  } satisfies Feedback);
}
