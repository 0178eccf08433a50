import type { ExtractedError } from '../scim-error.ts';
import { fromProse } from './from-prose.ts';
import { fromResponses } from './from-responses.ts';
import { toPlainText } from './plain-text.ts';

/**
 * Pasted text in any shape -> the SCIM errors in it, in order, each distinct one once. Empty when nothing reads as an
 * error. Pure; never throws, whatever the text.
 */
export function extract(pasted: string): ExtractedError[] {
  const text = toPlainText(pasted);
  const answered = fromResponses(text);
  return distinct(answered.length > 0 ? answered : fromProse(text));
}

function distinct(errors: ExtractedError[]): ExtractedError[] {
  const seen = new Map<string, ExtractedError>();
  for (const error of errors) {
    const key = JSON.stringify([error.httpStatus, error.scimType, error.detail, error.resource]);
    const known = seen.get(key);
    if (known) known.times += 1;
    else seen.set(key, error);
  }
  return [...seen.values()];
}
