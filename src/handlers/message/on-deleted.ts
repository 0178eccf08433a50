import { onceKey } from '../../inbox/once-key.ts';
import { type MessageRef, messageKey } from '../../slack/payloads/source.ts';
import { removeStray } from '../reply.ts';
import type { Rooms } from '../rooms.ts';
import { noteDeleted } from './is-over.ts';

/** A post was deleted: an answer that waits is not given, and one that was given goes too, since it repeats parts of the post. */
export async function onDeleted(rooms: Rooms, { channel, ts }: MessageRef): Promise<void> {
  const { slack, inbox, inTurn } = rooms;
  const post = { teamId: slack.teamId, channel, ts };
  const key = onceKey({ kind: 'reply', post });
  await noteDeleted(inbox, post);
  await inTurn(`answer:${messageKey(slack.teamId, post)}`, async () => {
    const answer = await inbox.findPosted(key);
    if (answer) await slack.remove({ channel, ts: answer });
    // Slack may have taken an answer without saying so, and outside a thread that is gone.
    else if (await inbox.isClaimed(key)) await removeStray(slack, channel, ts);
  });
}
