import type { Post } from '../../slack/payloads/post.ts';
import { tellOnce } from '../reply.ts';
import type { Rooms } from '../rooms.ts';

/**
 * Tells the author alone, once, that the post holds secrets which must be replaced: ephemeral in a channel, by direct message
 * where Slack refuses that. Throws when Slack could not be asked.
 */
export async function warnOfSecrets(
  rooms: Pick<Rooms, 'slack' | 'once' | 'log'>,
  post: Post,
  kinds: string[],
): Promise<void> {
  const { channel, user, inThread, threadTs } = post;
  if (kinds.length === 0 || !user) return;
  const text = `Your message contains what looks like a secret (${kinds.join(', ')}). I did not keep it, but everyone who can read the message can see it. Delete the message, and replace the secret where it was issued.`;
  const key = { kind: 'warning', post: { teamId: rooms.slack.teamId, ...post } } as const;
  await tellOnce(rooms, key, { channel, user, ...(inThread ? { threadTs } : {}) }, async () => ({ text }));
}
