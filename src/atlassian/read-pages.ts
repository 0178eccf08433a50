import { z } from 'zod';
import type { Unavailable } from '../unavailable.ts';
import type { ReadRequest } from './client.ts';
import type { LookUpContext } from './define-look-up.ts';

/** The most pages that are read of one list. */
const PAGE_CAP = 10;

/** `incomplete`: why entries may be missing; null when the list is whole, or an entry made the rest needless. */
export type Listing<T> = { items: T[]; incomplete: Unavailable | null };

/**
 * Reads a list page by page. The cursor goes into the body of a POST and into the query of a GET.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export async function readPages<T>(
  request: ReadRequest & { body?: object },
  item: z.ZodType<T>,
  { atlassian, budget }: LookUpContext,
  isEnough: (item: T) => boolean = () => false,
): Promise<Listing<T>> {
  const form = z.looseObject({
    data: z.array(item),
    links: z.looseObject({ next: z.string().nullish() }).nullish(),
  });
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGE_CAP; page++) {
    const { body, query } = request;
    const at = body ? { body: { ...body, cursor } } : { query: { ...query, cursor } };
    const read = await atlassian.read({ ...request, ...at }, form, budget);
    if (!read.ok) return cutShort(items, read.reason);
    items.push(...read.data.data);
    const next = read.data.links?.next;
    if (!next || read.data.data.some(isEnough)) return { items, incomplete: null };
    cursor = cursorOf(next);
    if (!cursor) return cutShort(items, "Atlassian's link to the next page could not be followed");
  }
  return cutShort(items, `Atlassian's list has more than ${PAGE_CAP} pages, and the rest was not read`);
}

/** `links.next` may be a bare cursor or a URL. Only the cursor of a URL is used, never the host. */
function cursorOf(next: string): string | undefined {
  const [address = '', query] = next.split('#', 1).join('').split('?');
  if (query !== undefined) return new URLSearchParams(query).get('cursor') ?? undefined;
  return /^https?:/i.test(address) ? undefined : address;
}

/**
 * Reads a SCIM list. A page may be shorter than asked for, so the next one starts after what came. Without a hit, `Resources` may
 * be missing. https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2 , https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.4
 */
export async function readScimPages<T>(
  request: ReadRequest,
  resource: z.ZodType<T>,
  { atlassian, budget }: LookUpContext,
  isEnough: (resource: T) => boolean,
): Promise<Listing<T>> {
  const form = z.looseObject({
    totalResults: z.int().min(0),
    startIndex: z.int().nullish(),
    Resources: z.array(resource).nullish(),
  });
  const items: T[] = [];
  for (let page = 0; page < PAGE_CAP; page++) {
    const startIndex = items.length + 1;
    const query = { ...request.query, startIndex: String(startIndex) };
    const read = await atlassian.read({ ...request, query }, form, budget);
    if (!read.ok) return cutShort(items, read.reason);
    // A service without paging would return the first page again.
    if (page > 0 && read.data.startIndex !== startIndex)
      return cutShort(items, 'the SCIM service did not return the rest of its list');
    const resources = read.data.Resources ?? [];
    items.push(...resources);
    if (items.length >= read.data.totalResults || resources.some(isEnough))
      return { items, incomplete: null };
    if (resources.length === 0)
      return cutShort(items, 'the SCIM list ended before all the entries it announced');
  }
  return cutShort(items, `the SCIM list has more than ${PAGE_CAP} pages, and the rest was not read`);
}

function cutShort<T>(items: T[], reason: string): Listing<T> {
  return { items, incomplete: { unavailable: reason } };
}
