import { type OnceKey, type ReplyKey, replyId } from '../inbox/once-key.ts';
import { MESSAGE_GONE, nothingPosted, refusalCode, slackRefused } from '../slack/failure.ts';
import type { SlackMessage } from '../slack/send/blocks.ts';
import type { Message } from '../slack/send/messages.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import type { Rooms } from './rooms.ts';

/**
 * Posts the one reply to something in its thread. If an earlier run may have posted it, the thread is searched first.
 * False: the thread was deleted. Throws Slack's error when it did not take the message.
 */
export async function replyOnce(
  { slack, once }: Rooms,
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

/** What the log says when Slack refused to deliver it. */
const UNDELIVERED = {
  aside: 'the private part of an answer could not be delivered',
  warning: 'the author of a secret could not be warned',
} as const;

/** Tells one person something, once. Slack's refusal is only logged: the answer must not fail because of it. Throws other errors. */
export async function tellOnce(
  { slack, once, log }: Rooms,
  key: Extract<OnceKey, { kind: keyof typeof UNDELIVERED }>,
  aside: Aside,
  message: () => Promise<Message>,
): Promise<void> {
  await once(key, {
    // An ephemeral message cannot be searched for: after a crash it is sent again.
    find: null,
    async send() {
      try {
        await slack.tell(aside, await message());
      } catch (error) {
        const code = refusalCode(error);
        if (code === null) throw error;
        log.error({ code }, UNDELIVERED[key.kind]);
      }
      return '';
    },
    nothingSent: () => false,
  });
}
