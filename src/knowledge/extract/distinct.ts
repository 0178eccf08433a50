import { ADDRESS_IN_TEXT } from '../../email-address.ts';
import type { ExtractedError } from '../scim-error.ts';

/** What changes from one try of the same request to the next: addresses are compared apart, times, counts of tries, ids are not. */
const CHANGING =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]{0,12}(?:Z|[+-]\d\d:?\d\d)?|retried \d{1,6} times?|[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}|\b(?=[\da-f]{0,63}\d)[\da-f]{16,64}\b/gi;

/** A detail without addresses and whatever else changes when a request is tried again. */
function detailKey(detail: string | null): string {
  return (detail ?? '').replace(ADDRESS_IN_TEXT, '@').replace(CHANGING, '#').replace(/\s+/g, ' ').trim();
}

/**
 * Errors in order -> each distinct one once, with how often it was there. Two differ in status, scimType, words or person; one
 * without a person may be a repeat of any.
 */
export function distinct(errors: ExtractedError[]): ExtractedError[] {
  if (errors.length < 2) return errors;
  const seen = new Map<string, Map<string, ExtractedError>>();
  const kept: ExtractedError[] = [];
  for (const error of errors) {
    const { httpStatus, scimType, detail, resource } = error;
    const key = JSON.stringify([httpStatus, scimType, detailKey(detail), resource]);
    const alike = seen.get(key) ?? new Map<string, ExtractedError>();
    const about = error.about?.toLowerCase() ?? '';
    const [first] = alike.values();
    const known = alike.get(about) ?? (about === '' ? first : alike.get(''));
    if (known) {
      known.times += error.times;
      alike.set(about, known);
    } else {
      alike.set(about, error);
      kept.push(error);
    }
    seen.set(key, alike);
  }
  return kept;
}

/** May two errors side by side be one failure? Their status and person do not contradict each other. */
export function mayBeOne(a: ExtractedError, b: ExtractedError): boolean {
  const agree = (x: unknown, y: unknown) => x === null || y === null || x === y;
  if (!agree(a.httpStatus, b.httpStatus) || !agree(a.scimType, b.scimType)) return false;
  const [x, y] = [a.about?.toLowerCase() ?? null, b.about?.toLowerCase() ?? null];
  // One may have the name of a person, and the other the address.
  return agree(x, y) || x?.includes('@') !== y?.includes('@');
}

/** Does one of two errors say no more than the other? */
export function isContained(a: ExtractedError, b: ExtractedError): boolean {
  const [x, y] = [detailKey(a.detail), detailKey(b.detail)];
  return x.includes(y) || y.includes(x);
}
