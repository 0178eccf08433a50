import { z } from 'zod';

const ts = z.string().regex(/^\d+\.\d+$/);
const source = z.object({ channel: z.string().max(30), ts, threadTs: ts });
const value = z.object({
  v: z.literal(1),
  source: source.nullable(),
  kept: z.uuid().nullable(),
  article: z.string().max(100).nullable(),
  byModel: z.boolean().default(false),
});

/** What a card is about, as its buttons carry it: the answered message or a kept text, and the article shown. */
export type CardReference = Omit<z.infer<typeof value>, 'v'>;

/** At most 2000 characters (docs.slack.dev/reference/block-kit/block-elements/button-element). `v` changes when older values cannot be read. */
export function referenceValue(ref: CardReference): string {
  return JSON.stringify({ v: 1, ...ref });
}

/** Null for a value that this version cannot read. */
export function referenceOf(text: unknown): CardReference | null {
  try {
    const { v: _version, ...ref } = value.parse(JSON.parse(String(text)));
    return ref;
  } catch {
    return null;
  }
}

/** The name of a card in records and claims. */
export function cardKey(teamId: string, { source, kept }: Pick<CardReference, 'source' | 'kept'>): string {
  return source ? `${teamId}:${source.channel}:${source.ts}` : `kept:${kept}`;
}
