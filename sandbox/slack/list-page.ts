import { text } from './arguments.ts';
import type { Json } from './types.ts';

/**
 * One page of a list and the cursor of the next one ('' at the end), or an error code.
 * https://docs.slack.dev/apis/web-api/pagination
 */
export function listPageOf<T>(
  items: T[],
  args: Json,
  { usual, most }: { usual: number; most: number },
): { items: T[]; next: string } | string {
  const asked = text(args, 'limit');
  const limit = asked === '' || asked === '0' ? usual : Math.min(Number(asked), most);
  if (!(limit >= 1)) return 'invalid_limit';
  const cursor = text(args, 'cursor');
  const start = cursor === '' ? 0 : offsetOf(cursor);
  if (start === null) return 'invalid_cursor';
  const end = start + limit;
  return { items: items.slice(start, end), next: items.length > end ? cursorAt(end) : '' };
}

const cursorAt = (offset: number): string => Buffer.from(`next:${offset}`).toString('base64');

function offsetOf(cursor: string): number | null {
  const [, digits] = /^next:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return digits === undefined ? null : Number(digits);
}
