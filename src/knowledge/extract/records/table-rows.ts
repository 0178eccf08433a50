import type { Wrapper } from '../../scim-error.ts';
import { emailsIn } from '../emails.ts';
import type { Column } from './columns.ts';
import { type Outcome, outcomeOf, SKIPPED_BY_FAULT } from './outcome.ts';
import type { Row } from './row.ts';
import type { Table, TableRow } from './table.ts';

/** The rows of a table. What no header says is told from the cells: an outcome, a status, an address, the longest words. */
export function tableRows({ headers, columns, rows }: Table): Row[] {
  const wrapper = exporterOf(headers);
  return rows.map((row) => rowOf(row, columns, headers, wrapper));
}

const STATUS = /^[1-5]\d\d$/;

function rowOf(
  { cells, raw }: TableRow,
  columns: (Column | null)[],
  headers: string[],
  wrapper: Wrapper | null,
): Row {
  // With a cell too many, one was written without its quotes, and no cell can be trusted to be under its header.
  const known = cells.length <= columns.length ? columns : [];
  const under = (column: Column) => cells.filter((cell, i) => known[i] === column && cell !== '');
  const others = cells.filter((cell, i) => known[i] !== 'actor' && cell !== '');
  const http = [...under('http'), ...under('outcome'), ...(known.includes('http') ? [] : others)];
  const status = http.find((cell) => STATUS.test(cell)) ?? null;
  const told = [...under('outcome'), ...(known.includes('outcome') ? [] : others)];
  const outcome = told.map(outcomeOf).find((one) => one !== null) ?? byStatus(status);
  const reasons = known.includes('reason') || known.includes('code') ? under('reason') : [longest(others)];
  const person = [...under('person'), ...under('group')];
  const address = [person, others].map((of) => emailsIn(of.join(' '))[0]).find(Boolean);
  const words =
    known.length === 0
      ? [raw]
      : [
          status && `status: ${status}`,
          ...under('scimType').map((type) => `scimType: ${type}`),
          ...under('code'),
          ...reasons,
        ];
  const text = cells
    .map((cell, i) => (headers[i] && known.length > 0 ? `${headers[i]}: ${cell}` : cell))
    .join('\n');
  return {
    outcome: outcome === 'skipped' && SKIPPED_BY_FAULT.test(text) ? 'failed' : outcome,
    log: null,
    wrapper,
    resource: under('group').length > 0 && !address ? 'Group' : null,
    about: address ?? person[0] ?? null,
    words: words.filter(Boolean).join('\n\n') || others.join('\n\n'),
    reason: [...under('code'), ...reasons].filter(Boolean).join(': ') || null,
    stated: null,
    text,
  };
}

function byStatus(status: string | null): Outcome | null {
  return status ? (Number(status) >= 400 ? 'failed' : Number(status) < 300 ? 'succeeded' : null) : null;
}

function longest(cells: string[]): string {
  return cells
    .filter((cell) => /\s|\{/.test(cell))
    .reduce((most, cell) => (cell.length > most.length ? cell : most), '');
}

/** Names that only one product's export has (Microsoft Graph's provisioningObjectSummary, Okta's LogEvent). */
function exporterOf(headers: string[]): Wrapper | null {
  const line = headers.join(' ');
  if (/provisioning(?:StatusInfo|Action|Steps)|sourceIdentity|targetIdentity/i.test(line)) return 'entra';
  return /outcome[._]?(?:result|reason)|legacyEventType/i.test(line) ? 'okta' : null;
}
