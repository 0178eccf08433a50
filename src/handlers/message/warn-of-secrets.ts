import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Once } from '../../inbox/once.ts';
import type { Log } from '../../log.ts';
import type { Post } from '../../slack/payloads/post.ts';
import { tellAlone } from '../../slack/send/tell-alone.ts';
import { nothingSent } from '../../slack/slack-refused.ts';

/**
 * Tells the author alone that the post holds secrets and that they must be replaced: ephemeral in a channel, by direct
 * message where Slack refuses that. Repeated only when an earlier run did not get as far as recording it. When Slack refuses
 * both, the log says so: the answer must not suffer for it. Throws when Slack could not be asked.
 */
export async function warnOfSecrets(
  client: WebClient,
  once: Once,
  log: Log,
  post: Post,
  kinds: string[],
): Promise<void> {
  const { channel, user, inThread, threadTs } = post;
  if (kinds.length === 0 || !user) return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message, and replace the secret where it was issued.`;
  const send = async () => {
    try {
      await tellAlone(client, { channel, user, ...(inThread ? { threadTs } : {}) }, { text });
    } catch (error) {
      if (!(error instanceof WebAPIPlatformError)) throw error;
      log.error({ code: error.data.error }, 'the author of a secret could not be warned');
    }
    return '';
  };
  await once({ kind: 'warning', post }, { find: null, send, nothingSent });
}
