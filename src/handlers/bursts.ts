import type { Log } from '../log.ts';
import type { Store } from '../store.ts';

/** Remembers the first answer with an article in a channel, so that repeats within the window can be short. */
export type Bursts = {
  /** The `ts` of the first answered post with this article in this window; null: this one is the first, and now remembered. */
  firstOf(channel: string, article: string, ts: string): Promise<string | null>;
};

/** `minutes`: the window, from the first post on; 0: there are no bursts. With the store down every answer is a full one. */
export function openBursts(store: Store, minutes: number, log: Pick<Log, 'warn'>): Bursts {
  if (minutes === 0) return { firstOf: async () => null };
  const firsts = store.namespace<string>('bursts', minutes * 60_000);
  firsts.on('error', (error: Error) => log.warn({ reason: error.message }, 'the store of bursts failed'));
  return {
    async firstOf(channel, article, ts) {
      const key = `${channel}:${article}`;
      const first = await firsts.get(key);
      if (first === undefined) await firsts.set(key, ts);
      return first === undefined || first === ts ? null : first;
    },
  };
}
