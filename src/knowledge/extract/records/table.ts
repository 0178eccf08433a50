import { parse } from 'csv-parse/sync';
import { nextLine } from '../units.ts';
import { type Column, columnOf } from './columns.ts';
import { outcomeOf } from './outcome.ts';

/** A table in a text: what its columns hold, its rows of cells, and where it is. Without a header every column is null. */
export type Table = {
  headers: string[];
  columns: (Column | null)[];
  rows: TableRow[];
  start: number;
  end: number;
};

/** `raw`: as written. It decides where a cell was written without the quotes it needed, so that there are too many. */
export type TableRow = { cells: string[]; raw: string };

const DELIMITERS = ['\t', ';', ',', '|'];
/** Longer lines are no headers, and no first rows. */
const LONGEST_HEADER = 2000;
/** What begins like a table is tried so often. */
const MOST_TRIED = 3;

const STATUS = /^[2-5]\d\d$/;

/**
 * The first table in a text: CSV with commas, semicolons or tabs, or lines with `|` between cells (Slack, Markdown). It begins with
 * a line of known column names, or, where the header was not copied, with a row that has an outcome or a status in a cell of its own.
 */
export function tableIn(text: string): Table | null {
  let tried = 0;
  let at = 0;
  while (at < text.length && tried < MOST_TRIED) {
    const end = nextLine(text, at);
    const delimiter = end - at < LONGEST_HEADER ? beginsWith(text.slice(at, end)) : null;
    const table = delimiter ? tableFrom(text, at, delimiter) : null;
    if (table) return table;
    if (delimiter) tried += 1;
    at = end;
  }
  return null;
}

/** The delimiter of a line that begins a table, or null. */
function beginsWith(line: string): string | null {
  if (line.startsWith('{')) return null;
  for (const delimiter of DELIMITERS) {
    if (!line.includes(delimiter)) continue;
    const cells = line.split(delimiter).map(bare);
    if (isHeader(cells.map(columnOf)) || isRow(cells)) return delimiter;
  }
  return null;
}

/** One column says what came of it, and another names somebody or says more. */
function isHeader(columns: (Column | null)[]): boolean {
  const known = new Set(columns.filter((column) => column !== null));
  return known.size > 1 && ['outcome', 'http', 'code', 'reason'].some((name) => known.has(name as Column));
}

function isRow(cells: string[]): boolean {
  const tells = cells.filter((cell) => outcomeOf(cell) !== null || STATUS.test(cell)).length;
  return cells.length > 2 && tells > 0 && cells.some((cell) => /[@:/-]/.test(cell));
}

function bare(cell: string): string {
  return cell.trim().replace(/^"|"$/g, '');
}

function tableFrom(text: string, start: number, delimiter: string): Table | null {
  const [first, ...others] = recordsFrom(text.slice(start, endOfLines(text, start, delimiter)), delimiter);
  if (!first) return null;
  const names = first.cells.map(columnOf);
  const headed = isHeader(names);
  const width = first.cells.length;
  const found: TableRow[] = [];
  for (const row of headed ? others : [first, ...others]) {
    if (row.cells.length < Math.max(2, width - 1)) break;
    found.push(row);
  }
  // What comes after a table may have its delimiter in it, but not as often.
  while (found.length > 0 && (found.at(-1)?.cells.length ?? width) < width) found.pop();
  const rows = found.filter(({ cells }) => !cells.every((cell) => /^:?-{2,}:?$/.test(cell)));
  if (rows.length === 0 || (!headed && rows.length < 2 && !/\{""/.test(rows[0]?.raw ?? ''))) return null;
  const last = found.at(-1)?.raw ?? '';
  const end = found.reduce((from, { raw }) => text.indexOf(raw, from) + raw.length, start);
  const columns = headed ? names : first.cells.map(() => null);
  return { headers: headed ? first.cells : [], columns, rows, start, end: last ? end : start };
}

/** The first line below that cannot belong to a table: without a delimiter, and outside quotes. */
function endOfLines(text: string, start: number, delimiter: string): number {
  let quoted = false;
  for (let at = start; at < text.length; ) {
    const end = nextLine(text, at);
    const line = text.slice(at, end);
    if (!quoted && line.trim() !== '' && !line.includes(delimiter)) return at;
    if ((line.split('"').length - 1) % 2 === 1) quoted = !quoted;
    at = end;
  }
  return text.length;
}

function recordsFrom(text: string, delimiter: string): TableRow[] {
  const piped = delimiter === '|';
  const parsed = parse(text, {
    delimiter,
    quote: piped ? null : '"',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    raw: true,
  }) as unknown as { record: string[]; raw: string }[];
  return parsed.map(({ record, raw }) => {
    const cells = record.map((cell) => cell.trim());
    if (piped && /^\s*\|/.test(raw)) cells.shift();
    if (piped && cells.at(-1) === '') cells.pop();
    return { cells, raw: raw.replace(/\n$/, '') };
  });
}
