import { jsonObjects } from '../json-objects.ts';
import { EVENT_HINT, eventsIn } from './events/events.ts';
import type { Row } from './row.ts';
import { tableIn } from './table.ts';
import { tableRows } from './table-rows.ts';

/** A paste holds one table, or a few. */
const MOST_PIECES = 100;

/**
 * A text -> what is in it, in order: the rows of its tables and of provisioning logs in JSON (a list, one object a line, one answer of
 * an API), and the text beside them. A text without rows is one piece.
 */
export function piecesOf(text: string): (string | Row[])[] {
  const pieces: (string | Row[])[] = [];
  let rest = text;
  for (let table = tableIn(rest); table && pieces.length < MOST_PIECES; table = tableIn(rest)) {
    pieces.push(...withEvents(rest.slice(0, table.start)), tableRows(table));
    rest = rest.slice(table.end);
  }
  return [...pieces, ...withEvents(rest)];
}

function withEvents(text: string): (string | Row[])[] {
  if (!EVENT_HINT.test(text)) return [text];
  const pieces: (string | Row[])[] = [];
  let at = 0;
  for (const { value, start, end } of jsonObjects(text)) {
    const rows = eventsIn(value);
    if (rows.length === 0) continue;
    pieces.push(text.slice(at, start), rows);
    at = end;
  }
  return [...pieces, text.slice(at)];
}
