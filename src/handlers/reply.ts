import { inTurn } from '../inbox/in-turn.ts';
import { MESSAGE_GONE, nothingPosted, slackRefused } from '../slack/failure.ts';
import { messageKey } from '../slack/payloads/source.ts';
import type { SlackMessage } from '../slack/send/blocks.ts';
import type { Rooms } from './rooms.ts';

/** What a reply goes to. `answers`: the `ts` of the answered post, the id of a press, or another name of what asked for it. */
export type ReplyTo = { channel: string; threadTs: string; answers: string };

/**
 * Posts the one reply to something, in its thread. Where an earlier run may have posted it already, the thread is searched first.
 * False: the thread was deleted meanwhile, so nobody is left to answer. Throws Slack's error when it did not take the message.
 */
export async function replyOnce(
  { slack, inbox }: Pick<Rooms, 'slack' | 'inbox'>,
  to: ReplyTo,
  message: SlackMessage,
): Promise<boolean> {
  const key = messageKey(slack.teamId, { channel: to.channel, ts: to.answers });
  return await inTurn(`reply:${key}`, async () => {
    const state = inbox.claimReply(key);
    if (state === 'posted') return true;
    const post = () =>
      slack.post(to, message).catch((error) => {
        if (nothingPosted(error)) inbox.releaseReply(key);
        throw error;
      });
    try {
      const thread = state === 'claimed' ? await slack.thread(to) : [];
      const earlier = thread.find(({ answers }) => answers === to.answers)?.ts;
      inbox.replyPosted(key, earlier ?? (await post()));
      return true;
    } catch (error) {
      if (slackRefused(error, MESSAGE_GONE)) return false;
      throw error;
    }
  });
}
