const REASONS: Record<string, number> = {
  movedpermanently: 301,
  temporaryredirect: 307,
  permanentredirect: 308,
  badrequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notfound: 404,
  methodnotallowed: 405,
  requesttimeout: 408,
  conflict: 409,
  preconditionfailed: 412,
  payloadtoolarge: 413,
  requestentitytoolarge: 413,
  unsupportedmediatype: 415,
  unprocessableentity: 422,
  preconditionrequired: 428,
  toomanyrequests: 429,
  internalservererror: 500,
  notimplemented: 501,
  badgateway: 502,
  serviceunavailable: 503,
  gatewaytimeout: 504,
};

const WORDS =
  'moved ?permanently|(?:temporary|permanent) ?redirect|bad ?request|unauthorized|forbidden|not ?found|method ?not ?allowed|conflict|precondition ?(?:failed|required)|(?:payload|request ?entity) ?too ?large|unsupported ?media ?type|unprocessable ?entity|too ?many ?requests|internal ?server ?error|not ?implemented|bad ?gateway|service ?unavailable|gateway ?time-?out|request ?time-?out';

/** How a status is written outside a body, most trustworthy first; each captures a number or a reason phrase. */
const FORMS: [string, RegExp][] = [
  ['status line', /\bHTTP\/[\d.]{1,3} (\d{3})\b/gi],
  ['StatusCode', new RegExp(`\\bstatus ?-?code:? ?(?:is |of |was )?"?(\\d{3}|${WORDS})\\b`, 'gi')],
  ['(number)', new RegExp(`\\b(?:${WORDS}) ?\\((\\d{3})\\)`, 'gi')],
  ['(number)', /\((\d{3})\)/g],
  ['HTTP number', /\bHTTP(?: status| error| response)?(?: code)?:? ?(\d{3})\b/gi],
  ['status', /\b(?:response|returned|status|error|code|errors?:)"? ?[:=]? ?"?(\d{3})\b(?![-.\w])/gi],
  ['number with reason', new RegExp(`\\b([1-5]\\d\\d) (?:Client Error: |Server Error: )?(?:${WORDS}|found|moved permanently|moved temporarily|gateway)`, 'gi')],
  ['number', /\b([45]\d\d) (?:error|response|client error|server error)\b/gi],
  ['access log', /" ([45]\d\d) \d{1,9} "/g],
  ['before remote server', new RegExp(`\\b(${WORDS})\\. Errors? reported by remote server`, 'gi')],
];

/** A status found in text, in which form, and where. */
export type FoundStatus = { status: number; form: string; at: number };

/** Plain text around a service's answer -> the HTTP status written there, or null. Of several status lines the last counts (redirects). */
export function httpStatusIn(text: string): FoundStatus | null {
  for (const [form, pattern] of FORMS) {
    const found = [...text.matchAll(pattern)].flatMap((match) => {
      const status = asStatus(match[1] ?? '');
      return status === null ? [] : [{ status, form, at: match.index }];
    });
    const least = form === 'StatusCode' ? 300 : 400;
    const chosen = form === 'status line' ? found.at(-1) : found.find(({ status }) => status >= least);
    if (chosen) return chosen;
  }
  return null;
}

function asStatus(written: string): number | null {
  const status = /^\d{3}$/.test(written)
    ? Number(written)
    : (REASONS[written.toLowerCase().replace(/[\s-]/g, '')] ?? 0);
  return status >= 100 && status < 600 ? status : null;
}
