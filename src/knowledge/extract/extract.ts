import type { ExtractedError } from '../scim-error.ts';
import { distinct } from './distinct.ts';
import { mayHoldCue } from './may-hold-cue.ts';
import { toPlainText, unreadOf } from './plain-text.ts';
import { readBesideRows, readParts } from './read-parts.ts';
import { readRows } from './read-rows.ts';
import { piecesOf } from './records/pieces.ts';
import { NO_ROWS, type Row, type RowCounts, sumOf } from './records/row.ts';

/** What was read of a paste: its distinct errors, in order; its rows, if it has any; how much of it was read. */
export type Paste = {
  errors: ExtractedError[];
  rows: RowCounts | null;
  characters: { read: number; unread: number };
};

export const NOTHING_READ: Paste = { errors: [], rows: null, characters: { read: 0, unread: 0 } };

/** Pasted text in any shape -> what it holds. Pure; never throws, whatever the text. */
export function readPaste(pasted: string): Paste {
  const text = toPlainText(pasted);
  const aboutScim = mayHoldCue(text);
  const inRows = readPieces(piecesOf(text), aboutScim);
  // One entry that was skipped is a question about it; of several, the counts are the answer.
  const isAsked = inRows?.rows.read === 1 && inRows.rows.skipped === 1;
  const errors = inRows && !isAsked ? inRows.errors : readParts(text, aboutScim);
  const unread = unreadOf(pasted);
  const characters = { read: pasted.length - unread, unread };
  return { errors: distinct(errors), rows: inRows?.rows ?? null, characters };
}

/** The SCIM errors in a pasted text. */
export function extract(pasted: string): ExtractedError[] {
  return readPaste(pasted).errors;
}

/** The errors of rows and of the text beside them, in order; null where no row says what came of it. */
function readPieces(pieces: (string | Row[])[], aboutScim: boolean) {
  const inRows = pieces.map((piece) => (typeof piece === 'string' ? null : readRows(piece, aboutScim)));
  const rows = inRows.reduce((sum, one) => (one ? sumOf(sum, one.counts) : sum), NO_ROWS);
  if (rows.read === 0) return null;
  const errors = pieces.flatMap((piece, i) =>
    typeof piece === 'string' ? readBesideRows(piece, aboutScim) : (inRows[i]?.errors ?? []),
  );
  return { errors, rows };
}
