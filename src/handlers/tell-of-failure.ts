import { askerOf, type Payload } from '../slack/payloads/payload.ts';
import { slackMessage } from '../slack/send/blocks.ts';
import { isAddressed } from './message/concerns-bot.ts';
import { isDeleted } from './message/is-over.ts';
import { replyOnce, tellOnce } from './reply.ts';
import type { Rooms } from './rooms.ts';

const FAILED =
  'I tried several times and could not answer this. The failure is logged. Please send it again.';

/**
 * Tells who waits for an answer that the request failed for good, once. Nobody waits for an answer to a post that does not speak to
 * the bot. An answer that stands after all is left as it is. Throws Slack's error.
 */
export async function tellOfFailure(rooms: Rooms, payload: Payload, job: string): Promise<void> {
  const asker = askerOf(payload);
  if (asker) return await tellOnce(rooms, { kind: 'notice', job }, asker, async () => ({ text: FAILED }));
  if (payload.kind !== 'post' || !isAddressed(payload.post)) return;
  const post = { teamId: rooms.slack.teamId, ...payload.post };
  if (await isDeleted(rooms.inbox, post)) return;
  await replyOnce(
    rooms,
    payload.post,
    { kind: 'reply', post },
    slackMessage([{ kind: 'text', text: FAILED }]),
  );
}
