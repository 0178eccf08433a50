import { type OnceKey, onceKey, type ReplyKey, replyId } from '../inbox/once-key.ts';
import { isGone, refusalCode, ThreadGone, wasSent } from '../slack/failure.ts';
import type { SlackMessage } from '../slack/send/blocks.ts';
import type { Message } from '../slack/send/messages.ts';
import type { Aside } from '../slack/send/tell-alone.ts';
import type { Workspace } from '../slack/workspace.ts';
import type { Rooms } from './rooms.ts';

/** A reply that is in its thread. `found`: an earlier run had posted it, perhaps with other words. */
export type Replied = { how: 'sent' | 'found' | 'recorded'; ts: string };

/**
 * Posts the one reply to something in its thread. If an earlier run may have posted it, the thread is searched first.
 * Null: the thread was deleted. Throws Slack's error when it did not take the message.
 */
export async function replyOnce(
  { slack, once }: Rooms,
  to: { channel: string; threadTs: string },
  key: ReplyKey,
  message: SlackMessage,
): Promise<Replied | null> {
  const answers = replyId(key);
  try {
    return await once(key, {
      find: async () => (await slack.thread(to)).find((one) => one.answers === answers)?.ts ?? null,
      send: () => slack.post({ ...to, answers }, message),
      wasSent,
    });
  } catch (error) {
    if (!isGone(error)) throw error;
    if (!(error instanceof ThreadGone)) await removeStray(slack, to.channel, answers);
    return null;
  }
}

/** Removes a reply that landed outside its thread, because the thread was gone. */
export async function removeStray(slack: Workspace, channel: string, answers: string): Promise<void> {
  const stray = (await slack.latest(channel)).find((one) => one.answers === answers);
  if (stray) await slack.remove({ channel, ts: stray.ts });
}

/** What the log says when Slack refused to deliver it. */
const UNDELIVERED = {
  aside: 'the private part of an answer could not be delivered',
  warning: 'the author of a secret could not be warned',
  notice: 'nobody could be told of a request that failed for good',
} as const;

/**
 * Tells one person something, once; null: there is nothing left to say. Slack's refusal is only logged: the answer must not fail
 * because of it. Throws other errors.
 */
export async function tellOnce(
  { slack, once, inbox, log }: Rooms,
  key: Extract<OnceKey, { kind: keyof typeof UNDELIVERED }>,
  aside: Aside,
  message: () => Promise<Message | null>,
): Promise<void> {
  if ((await inbox.findPosted(onceKey(key))) !== null) return;
  // Before it is claimed: a look-up takes seconds, and a kill during them leaves nothing unclear.
  const made = await message();
  if (!made) return;
  await once(key, {
    // An ephemeral message cannot be searched for.
    find: null,
    async send() {
      try {
        await slack.tell(aside, made);
      } catch (error) {
        const code = wasSent(error) === 'not sent' ? refusalCode(error) : null;
        if (code === null) throw error;
        log.error({ code }, UNDELIVERED[key.kind]);
      }
      return '';
    },
    wasSent,
  });
}
