import type { MessageRef } from '../../slack/payloads/source.ts';
import type { Workspace } from '../../slack/workspace.ts';

/** A quicker answer needs no sign of life. */
const PATIENCE_MS = 1000;

/** Runs `work`; while it takes longer, the post carries an "eyes" reaction. `killed`: a killed run may have left one. It never fails the work. */
export async function whileMarked<T>(
  slack: Workspace,
  post: MessageRef,
  killed: boolean,
  work: () => Promise<T>,
): Promise<T> {
  let marked: Promise<unknown> | null = killed ? Promise.resolve() : null;
  const timer = setTimeout(() => {
    marked = slack.react(post, 'eyes').catch(() => null);
  }, PATIENCE_MS);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (marked) {
      await marked;
      await slack.unreact(post, 'eyes').catch(() => null);
    }
  }
}
