import { statedCause } from '../classify/stated-cause.ts';
import type { ExtractedError } from '../scim-error.ts';
import { codeInText } from './code-in-text.ts';
import { completeError } from './complete-error.ts';
import { httpStatusIn } from './http-status.ts';
import { jsonObjects } from './json-objects.ts';
import { mayHoldCue } from './may-hold-cue.ts';
import { type ServiceResponse, serviceResponses } from './service-responses.ts';

/** Characters of a detail in which a cause is looked for. */
const LONGEST_DETAIL = 2000;

/**
 * Plain text -> the failed answers of services in it, in order. Each has its own part of the paste: from the end of the one
 * before to its own end, or to the end of the text. Beside an answer in SCIM's form, others are noise.
 */
export function fromResponses(text: string): ExtractedError[] {
  const found = jsonObjects(text).flatMap(({ value, start, end }) =>
    serviceResponses(value).map((answer) => ({ answer, start, end })),
  );
  const scimOnly = found.some(({ answer }) => answer.scim)
    ? found.filter(({ answer }) => answer.scim)
    : found.slice(-1);
  return scimOnly.map(({ answer, start, end }, i) => {
    const before = scimOnly.findLast((other) => other.start < start)?.end ?? 0;
    const next = scimOnly.slice(i + 1).find((other) => other.start !== start);
    const shared = scimOnly.filter((other) => other.start === start).length > 1;
    const whole = text.slice(before, next ? end : text.length);
    return fromResponse(answer, shared ? (answer.detail ?? '') : whole, start - before);
  });
}

function statusAround(text: string, from: number) {
  const isAbout = mayHoldCue(text);
  return httpStatusIn(text.slice(0, from), isAbout) ?? httpStatusIn(text.slice(from), isAbout);
}

/** `from`: where in `text` the answer begins. The status is taken from around it where it has none. */
function fromResponse(answer: ServiceResponse, text: string, from: number): ExtractedError {
  const around = answer.status === null ? statusAround(text, from) : null;
  const httpStatus = answer.status ?? around?.status ?? null;
  const where = around ? `as ${around.form}` : 'in the body';
  const cause = statedCause((answer.detail ?? '').slice(0, LONGEST_DETAIL));
  const code = answer.ofLog ? codeInText(text) : null;
  return completeError({
    ...answer,
    answered: !answer.ofLog,
    httpStatus,
    // A service that answered with a failing status was reached: its words about connections are about others behind it.
    stated: cause === 'connection-setup' && (answer.status ?? 0) >= 400 ? null : (code?.category ?? cause),
    text,
    evidence: [
      httpStatus ? `status ${httpStatus} ${where}` : '',
      answer.scimType ? `scimType ${answer.scimType}` : '',
    ],
    from,
    certain: (httpStatus ?? 0) >= 400 ? 'status' : null,
  });
}
