import type { WebClient } from '@slack/web-api';
import type { Post } from '../../slack/payloads/post.ts';

/** An answer that is quicker than this needs no sign of life. */
const PATIENCE_MS = 1000;

/**
 * Runs `work`; while it takes longer than about a second the post carries an "eyes" reaction. `rerun`: an earlier run may have
 * been killed and left its mark. The mark never fails the work.
 */
export async function markedWhileSlow<T>(
  client: WebClient,
  { channel, ts }: Post,
  rerun: boolean,
  work: () => Promise<T>,
): Promise<T> {
  const reaction = { channel, timestamp: ts, name: 'eyes' };
  let marked: Promise<unknown> | null = rerun ? Promise.resolve() : null;
  const timer = setTimeout(() => {
    marked = client.reactions.add(reaction).catch(() => null);
  }, PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (marked) {
      await marked;
      await client.reactions.remove(reaction).catch(() => null);
    }
  }
}
