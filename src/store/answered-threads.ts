import type { Chosen } from '../knowledge/classify/classify.ts';
import type { Source } from '../slack/payloads/source.ts';
import type { Cache } from './cache.ts';

/** A thread the bot answered in; none of its text is kept. */
export type ThreadState = {
  /** who asked first; null for an integration bot */
  asker: string | null;
  /** somebody said that the answer has nothing to do here: from then on only a mention is answered */
  muted: boolean;
  /** the article that a model chose, or somebody in a direct message, for the last error answered there */
  chosen?: Chosen | undefined;
};

/** Remembers the threads the bot answered in. */
export type AnsweredThreads = {
  get(teamId: string, thread: Thread): Promise<ThreadState | null>;
  set(teamId: string, thread: Thread, state: ThreadState): Promise<void>;
};

type Thread = Pick<Source, 'channel' | 'threadTs'>;

/** How long people come back to a thread. */
const THREAD_MS = 30 * 86_400_000;

/** With the store down no thread counts as answered: the bot then answers there when it is spoken to. */
export function openAnsweredThreads(store: Cache): AnsweredThreads {
  const threads = store.namespace<ThreadState>('threads', THREAD_MS);
  const keyOf = (teamId: string, { channel, threadTs }: Thread) => `${teamId}:${channel}:${threadTs}`;
  return {
    get: async (teamId, thread) => (await threads.get(keyOf(teamId, thread))) ?? null,
    async set(teamId, thread, state) {
      await threads.set(keyOf(teamId, thread), state);
    },
  };
}

/** What follows in an answered thread is about this article, though the rules name none; undefined: about what they say. */
export async function rememberChoice(
  threads: AnsweredThreads,
  teamId: string,
  thread: Thread,
  chosen: Chosen | undefined,
): Promise<void> {
  const known = await threads.get(teamId, thread);
  if (known && (known.chosen?.article !== chosen?.article || known.chosen?.by !== chosen?.by))
    await threads.set(teamId, thread, { ...known, chosen });
}
