import type { ExtractedError } from '../scim-error.ts';
import { bodiesIn, fromBody } from './bodies.ts';
import { fromProse } from './from-prose.ts';
import { jsonObjects } from './json-objects.ts';
import { type Found, type Part, partsBesideRows, partsOf } from './parts.ts';
import { wrapperOf } from './wrapper.ts';

/**
 * Plain text -> its errors, in order. `aboutScim`: the paste names SCIM somewhere. `whole`: what a single error in the text goes with,
 * such as the row of a log.
 */
export function readParts(text: string, aboutScim: boolean, whole?: string): ExtractedError[] {
  const parts = partsOf(found(text, aboutScim));
  const [only] = parts;
  if (!only || parts.length > 1 || whole === undefined) return errorsOf(parts, aboutScim);
  return only.body
    ? fromBody(only.body, only.text, only.from, whole)
    : fromProse(only.words, aboutScim, whole);
}

/** The same for text beside rows, which may only speak about them: what is an error by itself. */
export function readBesideRows(text: string, aboutScim: boolean): ExtractedError[] {
  return errorsOf(partsBesideRows(found(text, aboutScim)), aboutScim);
}

function found(text: string, aboutScim: boolean): Found {
  const objects = jsonObjects(text);
  return { text, objects, bodies: bodiesIn(text, objects), aboutScim };
}

/** The product that the words before the first failure name counts for all that name none. */
function errorsOf(parts: Part[], aboutScim: boolean): ExtractedError[] {
  const intro = parts[0]?.intro ?? '';
  const named = intro ? wrapperOf(intro, { nested: false, from: 0 }) : null;
  return parts
    .flatMap(({ text, body, from, words }) =>
      body ? fromBody(body, text, from) : fromProse(words, aboutScim, text),
    )
    .map((error) =>
      named && (error.wrapper === null || error.wrapper === 'generic') ? { ...error, wrapper: named } : error,
    );
}
