import type { ExtractedError } from '../scim-error.ts';
import { type Body, fromBody } from './bodies.ts';
import { isEntry } from './entry.ts';
import { fromProse } from './from-prose.ts';
import { isProviderSentence } from './sentences.ts';
import { furtherBeginnings, nextLine, type Unit } from './units.ts';

/** A unit that reports a failure by itself. `logged`: what its words say may be anything that a client made of the answer. */
export type Failing = {
  unit: Unit;
  body: Body | null;
  error: () => ExtractedError | undefined;
  logged: boolean;
};

/** What every line that reports a failure holds somewhere. */
const MAY_FAIL =
  /\b[45]\d\d\b|resource|fail|error|exception|exist|denied|invalid|not |unable|refus|reject|expired|exceed|limit|duplicat|conflict|missing|Encountered|remote server|unauthori|forbidden|unmanaged/i;

/** An entry that worked, or was left out on purpose. */
const WORKED =
  /\b(?:20[0-9]|success\w{0,5}|succeeded|ok|done|provisioned|created|updated|completed|skipp\w{2,4})\b/i;
const FAILS = /fail|error|denied|refus|reject|\bnot\b|unable|invalid/i;
const TALKS = /\?\s*$|\b(?:I|we|you|they|please|thanks|anyone|anybody|maybe)\b/i;
/** An entry of a list is short; its failure stands in so many characters. */
const LONGEST_ENTRY = 4000;

/** Could the text hold several failures, or one beside entries that worked? A quick no for most texts. */
export function mayBeSeveral(text: string): boolean {
  const failing = new RegExp(MAY_FAIL, 'gi');
  if (!failing.test(text)) return false;
  failing.lastIndex = nextLine(text, failing.lastIndex);
  return (
    failing.test(text) || furtherBeginnings(text).length > 0 || (text.includes('\n') && WORKED.test(text))
  );
}

/**
 * What a unit of a text reports by itself, 'worked' for an entry of a log that worked, null for words that go with something else.
 * Beside an answer in JSON, these are failures by themselves: a sentence that a provider writes; an entry of a list or log
 * that fails, when it is clear whose or which failure it is; and (`listed`) a line right below a failure
 * that says whom it is about.
 */
export function failingUnit(
  text: string,
  unit: Unit,
  { body, aboutScim, listed }: { body: Body | null; aboutScim: boolean; listed: boolean },
): Failing | 'worked' | null {
  const own = text.slice(unit.start, unit.end);
  if (body) {
    const error = once(() => fromBody(body, own, body.start - unit.start)[0]);
    return { unit, body, error, logged: false };
  }
  // It announces what comes below.
  if (own.trimEnd().endsWith(':')) return null;
  const isItem = isEntry(own);
  const words = own.slice(0, LONGEST_ENTRY);
  const [error] =
    MAY_FAIL.test(words) && (isItem || listed || isProviderSentence(words))
      ? fromProse(words, aboutScim)
      : [];
  if (!error) return isItem && WORKED.test(words) && !FAILS.test(words) ? 'worked' : null;
  const isSentence = isProviderSentence(words) && error.detail !== null;
  const isClear =
    isItem &&
    (error.about !== null || isEntry(own, 'logged') || (error.httpStatus !== null && FAILS.test(words)));
  const isLike = listed && error.detail !== null && !TALKS.test(words) && error.about !== null;
  return isSentence || isClear || isLike
    ? { unit, body: null, error: () => error, logged: isEntry(own, 'logged') && !isSentence }
    : null;
}

/** Most pastes hold one body: what it says is then not needed to tell it apart. */
function once<T>(work: () => T): () => T {
  let done: { value: T } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
