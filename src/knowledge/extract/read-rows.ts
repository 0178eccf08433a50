import type { ExtractedError } from '../scim-error.ts';
import { completeError } from './complete-error.ts';
import { emailsIn } from './emails.ts';
import { readParts } from './read-parts.ts';
import { NO_ROWS, type Row, type RowCounts } from './records/row.ts';
import { wrapperOf } from './wrapper.ts';

/** Rows of a log -> their errors, in order, and what became of all of them. `aboutScim`: what is around them names SCIM. */
export function readRows(rows: Row[], aboutScim: boolean): { errors: ExtractedError[]; counts: RowCounts } {
  const read = rows.map((row) => ({
    row,
    errors:
      row.outcome === 'succeeded' || row.outcome === 'skipped'
        ? []
        : readParts(row.words || row.text, aboutScim, row.text),
  }));
  // A table of a failure and a success may be about anything.
  const isAbout = aboutScim || read.some(({ row, errors }) => row.log || errors.length > 0);
  const counts = { ...NO_ROWS };
  if (!isAbout) return { errors: [], counts };
  const errors = read.flatMap(({ row, errors: found }) => {
    const all = found.length === 0 && row.outcome === 'failed' ? [unknownFailure(row)] : found;
    const outcome = all.length > 0 ? 'failed' : row.outcome;
    counts[outcome ?? 'unread'] += 1;
    if (outcome) counts.read += 1;
    return all.map((error) => ofRow(error, row, all.length === 1));
  });
  return { errors, counts };
}

/** A failure whose cause is unknown is one all the same. */
function unknownFailure({ reason, log, stated, text }: Row): ExtractedError {
  const why = reason ? 'for a reason that I do not know' : 'without a reason';
  const evidence = [`an entry ${log ? `of the provisioning log of ${log} ` : ''}that failed, ${why}`];
  const nothing = {
    httpStatus: null,
    scimType: null,
    scim: false,
    nested: false,
    certain: null,
    answered: false,
    form: reason === null ? ('answer' as const) : ('words' as const),
  };
  return completeError({ ...nothing, detail: reason, stated, text, evidence, from: text.length });
}

/** The error with what the row around its words says. `alone`: it is the only one of its row, so that all there is about it. */
function ofRow(error: ExtractedError, row: Row, alone: boolean): ExtractedError {
  const around = alone ? row : { ...row, about: null, text: error.text };
  const addresses = emailsIn(around.about ?? '');
  const named = [...addresses, ...emailsIn(around.text)].map((address) => address.toLowerCase());
  return {
    ...error,
    detail: error.detail ?? (alone ? row.reason : null),
    stated: error.stated ?? row.stated,
    resource: error.resource ?? row.resource,
    emails: [...new Set([...error.emails, ...named])],
    wrapper: row.wrapper ?? wrapperOf(around.text, { nested: false, from: 0 }) ?? error.wrapper,
    address: error.address ?? addresses[0] ?? null,
    about: around.about ?? error.about,
    strongCue: error.strongCue || row.log !== null,
    text: around.text,
  };
}
