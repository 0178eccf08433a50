import type { ExtractedError } from '../scim-error.ts';
import { codeInText } from './code-in-text.ts';
import { completeError } from './complete-error.ts';
import { emailsIn } from './emails.ts';
import { httpStatusIn } from './http-status.ts';
import type { FoundObject } from './json-objects.ts';
import { mayHoldCue } from './may-hold-cue.ts';
import { type ServiceResponse, serviceResponses } from './service-responses.ts';

/** The failed answers that one JSON object of a text holds, and where it is. */
export type Body = { answers: ServiceResponse[]; start: number; end: number };

/**
 * Plain text -> the JSON bodies in it that report failures, in order. Beside answers in SCIM's form, others are noise, unless they
 * name SCIM or a person themselves.
 */
export function bodiesIn(text: string, objects: FoundObject[]): Body[] {
  const bodies = objects
    .map(({ value, start, end }) => ({ answers: serviceResponses(value), start, end }))
    .filter(({ answers }) => answers.length > 0);
  if (!bodies.some(({ answers }) => answers.some(({ scim }) => scim))) return bodies;
  return bodies.flatMap((body) => {
    const scim = body.answers.filter((answer) => answer.scim);
    if (scim.length > 0) return [{ ...body, answers: scim }];
    const own = text.slice(body.start, body.end);
    return mayHoldCue(own) || emailsIn(own).length > 0 ? [body] : [];
  });
}

/** The errors of one body. `text`: what is around it, in which it begins `from`. `part`: the part of the paste that goes with it. */
export function fromBody({ answers }: Body, text: string, from: number, part = text): ExtractedError[] {
  const [only, ...others] = answers;
  if (!only) return [];
  if (others.length === 0) return [fromResponse(only, text, from, part)];
  return answers.map((answer) => {
    const own = answer.item ? JSON.stringify(answer.item) : (answer.detail ?? '');
    return fromResponse(answer, own, 0, own);
  });
}

function statusAround(text: string, from: number) {
  const isAbout = mayHoldCue(text);
  return httpStatusIn(text.slice(0, from), isAbout) ?? httpStatusIn(text.slice(from), isAbout);
}

/** `from`: where in `text` the answer begins. The status is taken from around it where it has none. */
function fromResponse(answer: ServiceResponse, text: string, from: number, part: string): ExtractedError {
  const around = answer.status === null ? statusAround(text, from) : null;
  const httpStatus = answer.status ?? around?.status ?? null;
  const where = around ? `as ${around.form}` : 'in the body';
  const code = answer.ofLog ? codeInText(part) : null;
  return completeError({
    ...answer,
    answered: !answer.ofLog,
    httpStatus,
    stated: code && code.category !== 'other' ? code.category : null,
    text: part,
    form: answer.scim ? 'scim' : 'answer',
    evidence: [
      httpStatus ? `status ${httpStatus} ${where}` : '',
      answer.scimType ? `scimType ${answer.scimType}` : '',
    ],
    from,
    certain: (httpStatus ?? 0) >= 400 ? 'status' : null,
  });
}
