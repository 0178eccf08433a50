import { type ApiResponse, adminError } from './response.ts';

/** How `links` are written. The documentation does not say whether they are cursors or URLs. */
export type LinkForm = 'cursor' | 'url';

export type Paging = { size: number; links: LinkForm; url: string };

/** One page of a list, `{ data, links: { self, prev, next } }`, or an error if the cursor was never issued. */
export function listPageOf(
  items: readonly unknown[],
  cursor: string | undefined,
  { size, links, url }: Paging,
): ApiResponse {
  const start = cursor === undefined ? 0 : offsetOf(cursor);
  if (start === null || start > items.length) return adminError('ADMIN-400-1', 'The cursor is invalid.');
  const link = (offset: number): string => {
    const at = cursorAt(offset);
    return links === 'cursor' ? at : `${url}?cursor=${encodeURIComponent(at)}`;
  };
  const end = start + size;
  const json = {
    data: items.slice(start, end),
    links: {
      self: cursor === undefined ? null : link(start),
      prev: start === 0 ? null : link(Math.max(0, start - size)),
      next: end < items.length ? link(end) : null,
    },
  };
  return { status: 200, json };
}

const cursorAt = (offset: number): string => Buffer.from(`offset:${offset}`).toString('base64');

function offsetOf(cursor: string): number | null {
  const [, digits] = /^offset:(\d{1,9})$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return digits === undefined ? null : Number(digits);
}
