import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Log } from '../../log.ts';
import { type Post, postKey } from '../../slack/payloads/post.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';

/**
 * Tells the author alone that the post holds secrets and that they must be replaced: ephemeral in a channel, by direct
 * message where Slack refuses that. Repeated only when an earlier run did not get as far as recording it. When Slack refuses
 * both, the log says so: the answer must not suffer for it. Throws when Slack could not be asked.
 */
export async function warnOfSecrets(
  client: WebClient,
  inbox: Inbox,
  log: Log,
  post: Post,
  kinds: string[],
): Promise<void> {
  const key = `warning:${postKey(post)}`;
  if (kinds.length === 0 || !post.user || (await inbox.claim(key)) === 'posted') return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message, and replace the secret where it was issued.`;
  try {
    const { channel, user, inThread, threadTs } = post;
    await tellAlone(client, { channel, user, ...(inThread ? { threadTs } : {}) }, { text });
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError)) throw error;
    log.error({ code: error.data.error }, 'the author of a secret could not be warned');
  }
  await inbox.markPosted(key, '');
}
