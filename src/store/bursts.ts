import type { Cache } from './cache.ts';

/** Remembers the first answer with an article in a channel, so that repeats within a time window can be short. */
export type Bursts = {
  /** The `ts` of the first post in this window that was answered with this article, or null. */
  firstOf(channel: string, article: string): Promise<string | null>;
  /** A post was answered in full. */
  answered(channel: string, article: string, ts: string): Promise<void>;
  /** That answer was removed. */
  forget(channel: string, article: string, ts: string): Promise<void>;
};

/** `minutes`: the window from the first answer on; 0: no bursts. While the store is down, every answer is a full one. */
export function openBursts(store: Cache, minutes: number): Bursts {
  if (minutes === 0) return { firstOf: async () => null, answered: async () => {}, forget: async () => {} };
  const firsts = store.namespace<string>('bursts', minutes * 60_000);
  return {
    firstOf: async (channel, article) => (await firsts.get(`${channel}:${article}`)) ?? null,
    answered: async (channel, article, ts) => void (await firsts.set(`${channel}:${article}`, ts)),
    async forget(channel, article, ts) {
      if ((await firsts.get(`${channel}:${article}`)) === ts) await firsts.delete(`${channel}:${article}`);
    },
  };
}
