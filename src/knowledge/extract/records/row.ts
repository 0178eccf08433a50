import type { Category } from '../../classify/category.ts';
import type { Wrapper } from '../../scim-error.ts';
import type { Outcome } from './outcome.ts';

/** One entry of a provisioning log, whatever it was written in: what happened to whom. */
export type Row = {
  /** null: it does not say */
  outcome: Outcome | null;
  /** the log says itself that this was provisioning */
  log: string | null;
  wrapper: Wrapper | null;
  resource: 'User' | 'Group' | null;
  /** whom it happened to: an address, else a name */
  about: string | null;
  /** the words of the failure, with the service's answer where it is written there; '' when there are none */
  words: string;
  /** the same for a reader, shorter; null when the log gives no reason */
  reason: string | null;
  /** the cause that the kind of entry states, without words */
  stated: Category | null;
  /** the whole entry */
  text: string;
};

/** How many entries of logs a paste holds. `unread`: those that say neither that it worked nor that it failed. */
export type RowCounts = { read: number; failed: number; succeeded: number; skipped: number; unread: number };

export const NO_ROWS: RowCounts = { read: 0, failed: 0, succeeded: 0, skipped: 0, unread: 0 };

/** Counted together. */
export function sumOf(a: RowCounts, b: RowCounts): RowCounts {
  return {
    read: a.read + b.read,
    failed: a.failed + b.failed,
    succeeded: a.succeeded + b.succeeded,
    skipped: a.skipped + b.skipped,
    unread: a.unread + b.unread,
  };
}
