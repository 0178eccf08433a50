import { randomUUID } from 'node:crypto';
import type { Source } from '../slack/payloads/source.ts';
import type { Cache } from './cache.ts';

/** An error that the bot cannot read again for a button: text from a command, or from a channel the bot is not in. */
export type PastedText = {
  /** free of secrets */
  text: string;
  /** the message it comes from, if any */
  source: (Source & { /** null: an integration bot */ author: string | null }) | null;
};

/** Keeps texts for 30 minutes, as long as a `response_url` works (docs.slack.dev/interactivity/handling-user-interaction). */
export type PastedTexts = {
  /** Resolves to the id to get it by; null when it could not be kept. */
  add(user: string, text: PastedText): Promise<string | null>;
  get(id: string): Promise<PastedText | null>;
};

const KEPT_MS = 30 * 60_000;
/** A person's older texts are forgotten. */
const MOST_KEPT = 10;

/** While the store is down, nothing is kept, and the buttons that need it are left out. */
export function openPastedTexts(store: Cache): PastedTexts {
  const kept = store.namespace<PastedText>('kept', KEPT_MS);
  const idsOf = store.namespace<string[]>('kept-of', KEPT_MS);
  return {
    async add(user, text) {
      const id = randomUUID();
      if (!(await kept.set(id, text))) return null;
      const ids = [...((await idsOf.get(user)) ?? []), id];
      await idsOf.set(user, ids.slice(-MOST_KEPT));
      for (const old of ids.slice(0, -MOST_KEPT)) await kept.delete(old);
      return id;
    },
    get: async (id) => (await kept.get(id)) ?? null,
  };
}
