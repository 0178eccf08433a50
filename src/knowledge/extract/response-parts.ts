import { jsonObjects } from './json-objects.ts';
import { type ServiceResponse, serviceResponses } from './service-responses.ts';

/** A failed answer with the part of the paste that belongs to it. */
export type ResponsePart = {
  answer: ServiceResponse;
  text: string;
  /** where in `text` the answer's body begins */
  from: number;
};

/**
 * Plain text -> the failed answers of services in it, in order, each with its own part of the paste: from the end of the one
 * before to its own end, the last one to the end of the text. Where one answer has SCIM's form, others are noise.
 */
export function responsePartsOf(text: string): ResponsePart[] {
  const found = jsonObjects(text).flatMap(({ value, start, end }) =>
    serviceResponses(value).map((answer) => ({ answer, start, end })),
  );
  const scimOnly = found.some(({ answer }) => answer.scim)
    ? found.filter(({ answer }) => answer.scim)
    : found.slice(-1);
  return scimOnly.map(({ answer, start, end }, i) => {
    const first = scimOnly.findIndex((other) => other.start === start);
    const from = first > 0 ? (scimOnly[first - 1]?.end ?? 0) : 0;
    const next = scimOnly.slice(i + 1).find((other) => other.start !== start);
    const shared = scimOnly.filter((other) => other.start === start).length > 1;
    const whole = text.slice(from, next ? end : text.length);
    return {
      answer,
      text: shared ? (answer.detail ?? '') : whole,
      from: start - from,
    };
  });
}
