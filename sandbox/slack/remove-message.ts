import type { Context } from './methods/method.ts';
import type { StoredMessage } from './types.ts';

/**
 * Deletes a message. If it is the root of a thread with replies, a tombstone replaces it. Resolves once the bot was told.
 * https://docs.slack.dev/reference/events/message/message_deleted
 */
export function removeMessage(
  { state, announce }: Pick<Context, 'state' | 'announce'>,
  message: StoredMessage,
): Promise<void> {
  const { channel, ts } = message;
  const hasReplies = state.messages(channel, ts).some((one) => one.ts !== ts);
  if (!hasReplies) {
    state.remove(message);
    return announce.deleted(message);
  }
  const text = 'This message was deleted.';
  const tombstone = { type: 'message' as const, subtype: 'tombstone', user: 'USLACKBOT', hidden: true };
  const left = { ...tombstone, channel, ts, thread_ts: ts, text };
  state.replace(left);
  return announce.changed(left, message);
}
