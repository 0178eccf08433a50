import type { ExtractedError } from '../scim-error.ts';
import type { Learned } from './learned.ts';

/** From this probability on the words of a guess name their cause. */
const SURE = 0.6;
/** The same where they name no cause, as most talk does not. */
const VERY_SURE = 0.95;

/** Nothing but words says that something failed, and they name neither SCIM nor provisioning. */
export function isGuess({ form, httpStatus, scimType, code, strongCue }: ExtractedError): boolean {
  return form === 'words' && httpStatus === null && scimType === null && code === null && !strongCue;
}

/** Is a guess an error? `score`: how much its text reads like one. */
export function isLikely(error: ExtractedError, score: number, { thresholds, categories }: Learned): boolean {
  if (score >= thresholds.eager.from) return true;
  const [first] = categories(error);
  return first !== undefined && first.probability >= (first.category === 'other' ? VERY_SURE : SURE);
}

/** Could a channel want an answer to this text, before anything of it is read? A yes says nothing yet. */
export function mayWantAnswer(text: string, { textScore, floor }: Learned): boolean {
  return textScore(text) >= floor;
}
