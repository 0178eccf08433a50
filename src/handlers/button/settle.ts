import { onceKey } from '../../inbox/once-key.ts';
import { recordFeedback } from '../record-feedback.ts';
import type { Rooms } from '../rooms.ts';
import type { ButtonPress } from './button-press.ts';

/** Marks the answered message, and records that the steps helped. */
export async function settleAsSolved(rooms: Rooms, press: ButtonPress): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const { source } = press.reference;
  await recordFeedback(rooms, press.reference, { kind: 'solved' });
  if (source) await rooms.slack.react(source, 'white_check_mark');
  await rooms.slack.tell(press, { text: 'Noted as solved. Thank you, this shows which articles help.' });
}

/** Removes an unasked answer. From then on the bot answers in its thread only when somebody mentions it. */
export async function settleAsNotRelevant(rooms: Rooms, press: ButtonPress): Promise<void> {
  if (!(await maySettle(rooms, press))) return;
  const { slack, memory, inbox } = rooms;
  const { channel, messageTs, threadTs, ephemeral, reference } = press;
  if (!messageTs || ephemeral) return;
  const thread = { channel, threadTs: threadTs ?? messageTs };
  const known = await memory.threads.get(slack.teamId, thread);
  await memory.threads.set(slack.teamId, thread, { ...known, asker: known?.asker ?? null, muted: true });
  await recordFeedback(rooms, reference, { kind: 'not_relevant' });
  await slack.remove({ channel, ts: messageTs });
  const { source, article } = reference;
  if (!source) return;
  await inbox.forgetPosted(onceKey({ kind: 'reply', post: { teamId: slack.teamId, ...source } }));
  if (article) await memory.bursts.forget(channel, article, source.ts);
}

/** May this person settle what becomes of an answer? If not, they are told why. */
export async function maySettle({ slack, sight, memory }: Rooms, press: ButtonPress): Promise<boolean> {
  const { channel, threadTs, direct, reader } = press;
  const thread = threadTs ? await memory.threads.get(slack.teamId, { channel, threadTs }) : null;
  const may = await sight.mayDecide(reader.person, { direct, asker: thread?.asker ?? null });
  if (may === 'yes') return true;
  const text =
    may === 'unknown member'
      ? 'Slack could not confirm just now that you may do that. Try again in a minute.'
      : 'Only the person who asked and full members of this workspace can do that.';
  await slack.tell(press, { text });
  return false;
}
