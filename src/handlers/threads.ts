import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import type { Post } from './post.ts';

/** Remembers the threads the bot answered in, without any of their text. */
export type AnsweredThreads = {
  has(thread: Thread): Promise<boolean>;
  add(thread: Thread): Promise<void>;
};

type Thread = Pick<Post, 'teamId' | 'channel' | 'threadTs'>;

/** How long people come back to a thread. */
const THREAD_MS = 30 * 86_400_000;

/** With the store down no thread counts as answered: the bot then answers there when it is spoken to. */
export function answeredThreads(store: Store, log: Pick<Log, 'warn'>): AnsweredThreads {
  const threads = store.namespace<true>('answered-threads', THREAD_MS);
  threads.on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'the store of answered threads failed'),
  );
  const keyOf = ({ teamId, channel, threadTs }: Thread) => `${teamId}:${channel}:${threadTs}`;
  return {
    has: (thread) => threads.has(keyOf(thread)),
    async add(thread) {
      await threads.set(keyOf(thread), true);
    },
  };
}
