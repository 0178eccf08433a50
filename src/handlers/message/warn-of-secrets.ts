import { refusalCode } from '../../slack/failure.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { messageKey } from '../../slack/payloads/source.ts';
import type { Rooms } from '../rooms.ts';

/**
 * Tells the author alone that the post holds secrets which must be replaced: ephemeral in a channel, by direct message where
 * Slack refuses that. It is repeated only when an earlier run did not get as far as recording it. When Slack refuses both, the log
 * says so, because the answer must not suffer for it. Throws when Slack could not be asked.
 */
export async function warnOfSecrets(
  { slack, inbox, log }: Pick<Rooms, 'slack' | 'inbox' | 'log'>,
  post: Post,
  kinds: string[],
): Promise<void> {
  const key = `warning:${messageKey(slack.teamId, post)}`;
  if (kinds.length === 0 || !post.user || inbox.claimReply(key) === 'posted') return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message, and replace the secret where it was issued.`;
  try {
    const { channel, user, inThread, threadTs } = post;
    await slack.tell({ channel, user, ...(inThread ? { threadTs } : {}) }, { text });
  } catch (error) {
    const code = refusalCode(error);
    if (code === null) throw error;
    log.error({ code }, 'the author of a secret could not be warned');
  }
  inbox.replyPosted(key, '');
}
