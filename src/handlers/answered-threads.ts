import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Post } from './post.ts';

/** Which threads the bot has answered in; kept without any of their text. */
export type AnsweredThreads = {
  has(post: Post): Promise<boolean>;
  add(post: Post): Promise<void>;
};

/** A thread that has been quiet for this long is no longer followed. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

/** With the store down no thread counts as answered: the bot then answers there when spoken to. */
export function answeredThreads(store: Store, log: Log): AnsweredThreads {
  const threads = store.namespace<true>('answered-threads', REMEMBERED_MS);
  const key = ({ teamId, channel, threadTs }: Post) => `${teamId}:${channel}:${threadTs}`;
  return {
    async has(post) {
      try {
        return (await threads.get(key(post))) === true;
      } catch (err) {
        log.warn({ err }, 'the store could not be read');
        return false;
      }
    },
    async add(post) {
      try {
        await threads.set(key(post), true);
      } catch (err) {
        log.warn({ err }, 'the store could not be written');
      }
    },
  };
}
