import { isHtmlPage } from '../extract/cue.ts';
import type { ExtractedError } from '../scim-error.ts';
import type { Category } from './category.ts';

const DUPLICATES: Category[] = ['duplicate-user', 'duplicate-group'];

/** The scimTypes of RFC 7644 section 3.12, table 9, that servers use right whatever their words say. */
const BY_SCIM_TYPE = new Map<string, Category[]>([
  ['uniqueness', DUPLICATES],
  ['invalidfilter', ['invalid-filter']],
  ['toomany', ['rate-limited']],
  ['mutability', ['mutability']],
  ['invalidpath', ['invalid-path-or-patch']],
  ['sensitive', ['forbidden']],
]);

/** Statuses that say their cause whatever the words (RFC 9110 section 15, RFC 6585). */
const BY_STATUS = new Map<number, Category[]>([
  [401, ['unauthorized']],
  [405, ['unsupported']],
  [415, ['invalid-syntax']],
  [428, ['precondition-or-version']],
  [429, ['rate-limited']],
  // A gateway answered: what a client then made of its page says nothing.
  [502, ['server-error', 'connection-setup']],
  [504, ['server-error', 'connection-setup']],
]);

/** What else a scimType or a status means, where the error says nothing more (RFC 7644 section 3.12, tables 8 and 9; RFC 9110). */
const TYPE_ALONE = new Map<string, Category>([
  ['invalidsyntax', 'invalid-syntax'],
  ['invalidvalue', 'invalid-value'],
  ['notarget', 'invalid-path-or-patch'],
]);
const STATUS_ALONE = new Map<number, Category>([
  [402, 'license-limit'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [407, 'connection-setup'],
  [408, 'server-error'],
  [410, 'not-found'],
  [412, 'precondition-or-version'],
  [422, 'invalid-value'],
  [501, 'unsupported'],
]);

/** No HTTP answer came: nothing was reached, or what was reached took too long. */
const NOT_ANSWERED: Category[] = ['connection-setup', 'server-error'];

type Signs = Pick<ExtractedError, 'scimType' | 'httpStatus' | 'stated' | 'form' | 'detail' | 'text' | 'code'>;

/**
 * What the signs of an error say for certain: the categories that are left, or null when its words must decide. More than one:
 * the words decide between them.
 */
export function certainCategories(error: Signs): Category[] | null {
  const { scimType, stated, form } = error;
  const type = scimType?.toLowerCase() ?? '';
  const status = error.httpStatus ?? 0;
  const typed = BY_SCIM_TYPE.get(type);
  if (typed) return typed;
  if (stated === 'duplicate-user') return DUPLICATES;
  if (stated) return [stated];
  if (isWordless(error)) return withoutWords(type, status);
  return BY_STATUS.get(status) ?? (form === 'connection' ? NOT_ANSWERED : null);
}

/** A body or an event without a detail, or a page for people: its words are those of every such body, event and page. */
function isWordless({ detail, form, httpStatus, code, text }: Signs): boolean {
  if (detail !== null) return false;
  if (code !== null && text.trimStart().startsWith('{')) return true;
  return form === 'scim' || form === 'answer' || (httpStatus !== null && isHtmlPage(text));
}

/** A body that says no more than its type and its status. */
function withoutWords(type: string, status: number): Category[] {
  const one = TYPE_ALONE.get(type) ?? STATUS_ALONE.get(status);
  const certain = BY_STATUS.get(status);
  if (one) return [one];
  if (certain?.length === 1) return certain;
  if (status === 409) return DUPLICATES;
  if (status >= 300 && status < 400) return ['connection-setup'];
  return [status >= 500 ? 'server-error' : 'other'];
}
