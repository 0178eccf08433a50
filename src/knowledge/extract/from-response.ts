import { statedCause } from '../classify/stated-cause.ts';
import type { ExtractedError } from '../scim-error.ts';
import { completeError } from './complete-error.ts';
import { httpStatusIn } from './http-status.ts';
import type { ResponsePart } from './response-parts.ts';

/** No cause is looked for beyond this many characters of a detail. */
const LONGEST_DETAIL = 2000;

/** A service's answer with its part of the paste -> the error; the status is taken from around it where the body has none. */
export function fromResponse({ answer, text, from }: ResponsePart): ExtractedError {
  const around =
    answer.status === null ? (httpStatusIn(text.slice(0, from)) ?? httpStatusIn(text.slice(from))) : null;
  const httpStatus = answer.status ?? around?.status ?? null;
  const evidence = [
    answer.status
      ? `status ${answer.status} in the body`
      : around
        ? `status ${around.status} as ${around.form}`
        : '',
    answer.scimType ? `scimType ${answer.scimType}` : '',
  ];
  const cause = statedCause((answer.detail ?? '').slice(0, LONGEST_DETAIL));
  // A service that answered with a failing status was reached: its words about connections are about others behind it.
  const stated = cause === 'connection-setup' && (answer.status ?? 0) >= 400 ? null : cause;
  return completeError({
    ...answer,
    httpStatus,
    stated,
    text,
    evidence,
    from,
    certain: (httpStatus ?? 0) >= 400 ? 'status' : null,
  });
}
