import type { Chosen } from '../knowledge/classify/verdict.ts';
import type { Source } from '../slack/payloads/source.ts';
import type { Cache } from './cache.ts';

/** A thread the bot answered in, without its text. */
export type ThreadState = {
  /** who asked first; null: an integration bot */
  asker: string | null;
  /** somebody marked the answer as not relevant; from then on only a mention is answered */
  muted: boolean;
  /** the article that a model, or somebody in a direct message, chose for the last error answered there */
  chosen?: Chosen | undefined;
};

/** Remembers the threads the bot answered in. */
export type AnsweredThreads = {
  get(teamId: string, thread: Thread): Promise<ThreadState | null>;
  set(teamId: string, thread: Thread, state: ThreadState): Promise<void>;
};

type Thread = Pick<Source, 'channel' | 'threadTs'>;

/** How long a thread is remembered: people come back to it. */
const THREAD_MS = 30 * 86_400_000;

/** While the store is down, no thread counts as answered, so the bot answers there only when it is addressed. */
export function openAnsweredThreads(store: Cache): AnsweredThreads {
  const threads = store.namespace<ThreadState>('threads', THREAD_MS);
  const keyOf = (teamId: string, { channel, threadTs }: Thread) => `${teamId}:${channel}:${threadTs}`;
  return {
    get: async (teamId, thread) => (await threads.get(keyOf(teamId, thread))) ?? null,
    set: async (teamId, thread, state) => void (await threads.set(keyOf(teamId, thread), state)),
  };
}

/** Sets the article for follow-ups in an answered thread, since the rules name none; undefined: back to the rules. */
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
