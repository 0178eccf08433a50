import { z } from 'zod';
import type { ReadResult } from './attempt.ts';
import { type Listing, PAGE_CAP } from './read-pages.ts';

type ScimPage<T> = {
  totalResults: number;
  startIndex?: number | null | undefined;
  Resources?: T[] | null | undefined;
};

/** A list response; without a hit the list itself may be left out: https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2 */
export function scimPageOf<T>(resource: z.ZodType<T>): z.ZodType<ScimPage<T>> {
  return z.looseObject({
    totalResults: z.int().min(0),
    startIndex: z.int().nullish(),
    Resources: z.array(resource).nullish(),
  });
}

/**
 * Reads from the first entry (1) on until all are read, a failure, the cap, or an entry that makes the rest needless. A page may be
 * shorter than asked for, so the next one starts after what came: https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4
 */
export async function readScimPages<T>(
  readPage: (startIndex: number) => Promise<ReadResult<ScimPage<T>>>,
  isEnough: (resource: T) => boolean,
): Promise<Listing<T>> {
  const items: T[] = [];
  for (let page = 0; page < PAGE_CAP; page++) {
    const read = await readPage(items.length + 1);
    if (!read.ok) return { items, incomplete: read.reason };
    // A service that does not page would give the first page again.
    if (page > 0 && read.data.startIndex !== items.length + 1) {
      return { items, incomplete: 'the SCIM service does not give the rest of its list' };
    }
    const resources = read.data.Resources ?? [];
    items.push(...resources);
    if (items.length >= read.data.totalResults || resources.some(isEnough))
      return { items, incomplete: null };
    if (resources.length === 0) {
      return { items, incomplete: 'the SCIM list ended before all the entries it announces were read' };
    }
  }
  return { items, incomplete: `the SCIM list goes on after ${PAGE_CAP} pages, and the rest was not read` };
}
