/** True, false, or not known (Kleene's logic): what is not known never counts as false. */
export type ThreeValued = boolean | null;

/** False as soon as one part is false, else true only when every part is. */
export const and = (...parts: ThreeValued[]): ThreeValued =>
  parts.includes(false) ? false : parts.includes(null) ? null : true;

/** True as soon as one part is true, else false only when every part is. */
export const or = (...parts: ThreeValued[]): ThreeValued =>
  parts.includes(true) ? true : parts.includes(null) ? null : false;

export const not = (part: ThreeValued): ThreeValued => (part === null ? null : !part);

/** A test of a value that may be missing. */
export const is = <T>(value: T | undefined, test: (value: T) => boolean): ThreeValued =>
  value === undefined ? null : test(value);
