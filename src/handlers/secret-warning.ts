import type { WebClient } from '@slack/web-api';
import type { Inbox } from '../inbox/inbox.ts';
import type { Post } from './post.ts';

/**
 * Tells the author alone that the post holds secrets and that they must be replaced: ephemeral in a channel, by direct
 * message where that fails. Repeated only when an earlier run did not get as far as recording it.
 */
export async function warnOfSecrets(
  client: WebClient,
  inbox: Inbox,
  post: Post,
  kinds: string[],
): Promise<void> {
  const key = `warning:${post.teamId}:${post.channel}:${post.ts}`;
  if (kinds.length === 0 || !post.user || inbox.claimReply(key) === 'posted') return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message, and replace the secret where it was issued.`;
  const { channel, user } = post;
  const thread = post.inThread ? { thread_ts: post.threadTs } : {};
  try {
    await client.chat.postEphemeral({ channel, user, text, ...thread });
  } catch {
    const { channel: direct } = await client.conversations.open({ users: user });
    await client.chat.postMessage({ channel: direct?.id ?? user, text });
  }
  inbox.replyPosted(key, '');
}
