import { type OnceKey, type ReplyKey, replyId } from '../inbox/once-key.ts';
import { MESSAGE_GONE, nothingPosted, refusalCode, slackRefused } from '../slack/failure.ts';
import type { SlackMessage } from '../slack/send/blocks.ts';
import type { Message } from '../slack/send/messages.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import type { Rooms } from './rooms.ts';

/**
 * Posts the one reply to something, in its thread. Where an earlier run may have posted it already, the thread is searched first.
 * False: the thread was deleted meanwhile, so nobody is left to answer. Throws Slack's error when it did not take the message.
 */
export async function replyOnce(
  { slack, once }: Pick<Rooms, 'slack' | 'once'>,
  to: { channel: string; threadTs: string },
  key: ReplyKey,
  message: SlackMessage,
): Promise<boolean> {
  const answers = replyId(key);
  try {
    await once(key, {
      find: async () => (await slack.thread(to)).find((one) => one.answers === answers)?.ts ?? null,
      send: () => slack.post({ ...to, answers }, message),
      nothingSent: nothingPosted,
    });
    return true;
  } catch (error) {
    if (slackRefused(error, MESSAGE_GONE)) return false;
    throw error;
  }
}

/** Tells somebody something alone, once. A refusal by Slack is logged, since no answer may fail for it. Throws when Slack could not be asked. */
export async function tellOnce(
  { slack, once, log }: Pick<Rooms, 'slack' | 'once' | 'log'>,
  key: OnceKey,
  aside: Aside,
  message: () => Promise<Message>,
): Promise<void> {
  await once(key, {
    // An ephemeral message cannot be looked for: after a kill it is sent once more.
    find: null,
    async send() {
      try {
        await slack.tell(aside, await message());
      } catch (error) {
        const code = refusalCode(error);
        if (code === null) throw error;
        log.error({ code, what: key.kind }, 'something for one person alone could not be delivered');
      }
      return '';
    },
    nothingSent: () => false,
  });
}
