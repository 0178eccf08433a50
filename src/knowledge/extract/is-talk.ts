import { anyOf } from '../any-of.ts';

/** Talk about errors rather than an error: a question, documentation, a release note. */
const TALK = anyOf(
  /\(string\)|\boptional\.|\bwhen the (?:HTTP )?status is\b|\bacceptance(?: criteria)?:|\buser story\b/i,
  /\bhow (?:do|to(?! fix it)|can|should|would|does)\b/i,
  /\bwh(?:at|ich) (?:error|status|code|is the|are the|does|happens|do we|should)\b/i,
  /\b(?:best|right) way to\b|\bshould (?:an?|my|our|we|the|it|I)\b.{0,80}\?/i,
  /\b(?:fixed|fixes|resolved|resolves) (?:an? |the )?(?:issue|bug|problem|error)/i,
  /\berrors? (?:are|is|will be) returned\b/i,
  /\breturns? (?:an? |the )?(?:HTTP |status |error )*\d{3}\b.{0,120}\b(?:when|if|whenever|for every)\b/i,
  /\bthe service provider (?:returns|responds|must|should)\b|\bbest practice/i,
  /\bhandl(?:e|es|ing) (?:errors|failures)|\bchange ?log\b|\brelease notes?\b|\bmock\b/i,
  /\b(?:unit |compliance |integration )?tests? (?:now )?pass|\bplanned\b|\bdeprecat\w+/i,
  /\bmerged:|\bresolved:|\bwill (?:be|answer|return|get)\b/i,
  /\b[45]\d\d (?:means|is returned)\b|\bwhat an? \d{3}\b|\ballows? \d[\d,.]* requests\b/i,
  /\bthrow new\b|\bexcept [\w.]+ as\b|\bpublic (?:class|static|void)\b|\bcatch ?\(/i,
  /\bif ?\([^)\n]{0,120}={2,3}|\$ref\b|\bOption<|\[readonly\]|\berror_page\b/i,
  /\b(?:max_?retries|backoff|rate_limit|base_url|token_env)\s?:/i,
  /(?:^|\n)\s{0,8}(?:[-*] )?(?:fix|feat|chore|docs|refactor|test)(?:\([\w-]{1,30}\))?!?: /i,
  /\b(?:fix|feat|chore|docs|refactor|test)\([\w-]{1,30}\)!?: /i,
  /(?:^|\n)\s{0,12}(?:[✓✔]|PASS\b|ok \d{1,4}\b|[-*] \[[ x]\])/i,
  /\b\d{1,6} (?:passed|passing)\b|\breturned (?:if|when|for)\b|\bADR-?\d/i,
  /\b(?:we|they) (?:use|return|answer|map) \d{3}\b/i,
);

/** Source or test code that makes or handles an error, even in SCIM's form. */
const CODE = anyOf(
  /(?:^|\n)\s{0,8}(?:interface|type|enum|struct) \w{2,60} ?[={<]/,
  /\b(?:it|describe|test)\(["'`]|\bexpect\(|\bassert(?:Equal|That)?\(|json\.NewEncoder/,
  /map\[string\]|\bres\.(?:status|json)\(|\bHttpResponse\(/,
  /(?:^|\n)\s{0,8}(?:const|let|var|export|func|public|private|class|import) \w/,
  /(?:^|\n)\s{0,8}(?:async )?def \w+\(|(?:^|\n)\s{0,8}[A-Z][A-Z_]{3,40} ?= ?[{[]/,
);
const TRACE =
  /Traceback \(most recent|\n\s{1,8}at [\w.$<>[\] ]{1,120} ?\(|\n\s{1,8}at \/|Exception(?: in thread|:)|Error: /;
/** Failures that did not happen: none counted, or over. These do not outweigh a written status or code. */
export const NO_FAILURE = anyOf(
  /\b(?:no|0|zero|without(?: any)?|any) (?:new )?(?:errors?|failures?|failed|incidents?)\b/i,
  /\b(?:errors?|failures?|failed)["']?: ?0\b/i,
  /\b(?:would|might|could|should|shall|will) (?:it |we |I |they )?(?:fail|be rejected|return)\b/i,
  /\bin case of\b|(?<!have been )\b(?:fixed|resolved|solved|closed)\b/i,
  /\bwhat (?:is|are|does|happens|do)\b/i,
);

/** Does a text speak about errors (a question, documentation, a release note) rather than bring one? */
export function isTalk(text: string): boolean {
  return TALK.test(text);
}

/** Is a text source or test code? A stack trace quotes code too, but is not code. */
export function isCode(text: string): boolean {
  return CODE.test(text) && !TRACE.test(text);
}
