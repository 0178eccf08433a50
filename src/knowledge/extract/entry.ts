const TRACE = String.raw`^Traceback \(most recent call last\)`;
const BULLET = String.raw`^\s{0,12}(?:[-*+•▪◦–·] {1,4}|\d{1,3}[.)] {1,4}|\|)`;
const ADDRESS = String.raw`^\s{0,4}["'(<]?[\p{L}\d._%+-]{1,64}@[\p{L}\d.-]{1,255}`;
const DATE = String.raw`\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.]\d{2,4}|\d\d?\/[A-Z][a-z]{2}\/\d{4}`;
const TIME = String.raw`(?:${DATE})[T ,:]{1,2}\d\d?:\d\d|\d\d?:\d\d(?::\d\d)?\b|[A-Z][a-z]{2} {1,2}\d\d? \d\d:\d\d|[IWEF]\d{4} \d\d:`;
const LEVEL = String.raw`(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|CRITICAL|SEVERE)\b`;
const STAMPED = String.raw`^\s{0,4}[[(]?(?:${TIME}|${LEVEL})`;
const RAISED = String.raw`^\s{0,4}(?:[\w$]{1,60}\.){0,10}\w{1,60}(?:Exception|Error): `;

const FORMS = {
  trace: new RegExp(TRACE),
  stamped: new RegExp(STAMPED),
  raised: new RegExp(RAISED),
  logged: new RegExp(`${STAMPED}|${RAISED}|${TRACE}`),
  any: new RegExp(`${BULLET}|${ADDRESS}|${STAMPED}|${RAISED}|${TRACE}`, 'u'),
};

/**
 * Does a text begin like an entry of a list or log? `trace`: of Python; `stamped`: with a time or a level; `raised`: with the name of
 * an exception; `logged`: any of these, as in a log; `any`: also with a bullet, a number or an address.
 */
export function isEntry(text: string, form: keyof typeof FORMS = 'any'): boolean {
  return FORMS[form].test(text);
}
