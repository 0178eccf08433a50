import { z } from 'zod';
import type { ReadResult } from './attempt.ts';

/** Pages read of one list, at most. */
export const PAGE_CAP = 10;

type Page<T> = { data: T[]; links?: { next?: string | null | undefined } | null | undefined };

/** `incomplete`: why the list may lack entries, or null when it is whole. */
export type Listing<T> = { items: T[]; incomplete: string | null };

/** A page of a list: https://developer.atlassian.com/cloud/admin/organization/rest/intro/ */
export function pageOf<T>(item: z.ZodType<T>): z.ZodType<Page<T>> {
  return z.looseObject({
    data: z.array(item),
    links: z.looseObject({ next: z.string().nullish() }).nullish(),
  });
}

/** Reads page after page until the last one, a failure, the cap, or an item that makes the rest needless. */
export async function readPages<T>(
  readPage: (cursor: string | undefined) => Promise<ReadResult<Page<T>>>,
  isEnough: (item: T) => boolean = () => false,
): Promise<Listing<T>> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGE_CAP; page++) {
    const read = await readPage(cursor);
    if (!read.ok) return { items, incomplete: read.reason };
    items.push(...read.data.data);
    const next = read.data.links?.next;
    if (!next || read.data.data.some(isEnough)) return { items, incomplete: null };
    cursor = cursorOf(next);
    if (!cursor) return { items, incomplete: "Atlassian's link to the next page could not be followed" };
  }
  return { items, incomplete: `Atlassian's list goes on after ${PAGE_CAP} pages, and the rest was not read` };
}

/** `links.next` may be a bare cursor or a URL; of a URL only the cursor is used, never the host. */
function cursorOf(next: string): string | undefined {
  const [address = '', query] = next.split('#', 1).join('').split('?');
  if (query !== undefined) return new URLSearchParams(query).get('cursor') ?? undefined;
  return /^https?:/i.test(address) ? undefined : address;
}
