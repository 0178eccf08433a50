import { randomUUID } from 'node:crypto';
import type { Source } from '../slack/payloads/source.ts';
import type { Cache } from './cache.ts';

/**
 * What a button needs of an error that stands in no message the bot can read again: text from a command, or of a message in a
 * channel the bot is not in.
 */
export type PastedText = {
  /** free of secrets */
  text: string;
  /** the message it stands in, if it stands in one */
  source: (Source & { /** null: an integration bot */ author: string | null }) | null;
};

/** Keeps texts for as long as Slack lets an answer to them be used (30 minutes, the life of a `response_url`). */
export type PastedTexts = {
  /** Returns the id to ask for it by; null when it could not be kept. */
  add(text: PastedText): Promise<string | null>;
  get(id: string): Promise<PastedText | null>;
};

const KEPT_MS = 30 * 60_000;

/** With the store down nothing is kept, and the buttons that need it are left out. */
export function openPastedTexts(store: Cache): PastedTexts {
  const kept = store.namespace<PastedText>('kept', KEPT_MS);
  return {
    async add(text) {
      const id = randomUUID();
      return (await kept.set(id, text)) ? id : null;
    },
    get: async (id) => (await kept.get(id)) ?? null,
  };
}
