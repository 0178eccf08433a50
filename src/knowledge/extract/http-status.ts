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
const ERROR_STATUS = '4(?:0[0-9]|1[0-7]|2[1-9]|31|51)|50[0-8]|511';
/** Numbers of things, not of an answer. */
const UNIT =
  '(?! ?(?:%|ms\\b|s\\b|sec|min|hour|day|week|month|year|[km]i?b\\b|bytes?|users?|groups?|requests?|seats?|licen|employees|people|members|accounts|records|items|rows|lines|tickets?|times|characters?|per\\b|of\\b|\\$|€|Benutzer|utilisateurs|usuarios))';

type Form = { form: string; pattern: RegExp; least: number; sure: boolean };

/** How a status is written outside a body, most trustworthy first; each captures a number or a reason phrase. */
const FORMS: Form[] = [
  { form: 'status line', pattern: /\bHTTP\/[\d.]{1,3} (\d{3})\b/gi, least: 100, sure: true },
  { form: 'an XML element', pattern: /<(?:\w{1,20}:)?(?:code|status)>(\d{3})</gi, least: 300, sure: true },
  {
    form: 'StatusCode',
    pattern: new RegExp(`\\bstatus ?-?code:? ?(?:is |of |was |= ?)?"?(\\d{3}|${WORDS})\\b`, 'gi'),
    least: 300,
    sure: true,
  },
  { form: '(number)', pattern: new RegExp(`\\b(?:${WORDS}) ?\\((\\d{3})\\)`, 'gi'), least: 400, sure: true },
  { form: '(number)', pattern: /\((\d{3})\)|[[(](\d{3})[\]),]/g, least: 400, sure: true },
  {
    form: 'HTTP number',
    pattern: /\bHTTP(?: status| error| response)?(?: code)?:? ?(\d{3})\b/gi,
    least: 300,
    sure: true,
  },
  {
    form: 'status',
    pattern: /\b(?:response|returned|status|error|code|errors?:)"? ?[:=]? ?"?(\d{3})\b(?![-.\w])/gi,
    least: 400,
    sure: true,
  },
  {
    form: 'number with reason',
    pattern: new RegExp(
      `\\b([1-5]\\d\\d) (?:Client Error: |Server Error: )?(?:${WORDS}|found|moved permanently|moved temporarily|gateway|locked)`,
      'gi',
    ),
    least: 300,
    sure: true,
  },
  {
    form: 'number',
    pattern: /\b([45]\d\d) (?:error|response|client error|server error)\b/gi,
    least: 400,
    sure: true,
  },
  {
    form: 'reason phrase',
    pattern: new RegExp(`\\b(?:answered|responded|returned)(?: with)?:? "?(${WORDS})\\b`, 'gi'),
    least: 400,
    sure: true,
  },
  { form: 'access log', pattern: /" ([45]\d\d) \d{1,9} "/g, least: 400, sure: true },
  {
    form: 'before remote server',
    pattern: new RegExp(`\\b(${WORDS})\\. Errors? reported by remote server`, 'gi'),
    least: 400,
    sure: true,
  },
  { form: 'arrow', pattern: /(?:->|→|=>) ?(?:\w{2,20} )?(\d{3})\b/g, least: 300, sure: true },
  {
    form: 'bare number',
    pattern: new RegExp(
      `(?<![\\w.:#/$€=&?-]|port |line |row |ticket |page |users? )(${ERROR_STATUS})(?![\\w/%-]|[.,:]\\d)${UNIT}`,
      'g',
    ),
    least: 400,
    sure: false,
  },
];

/** A status found in text, in which form, where, and whether it can be nothing but a status. */
export type FoundStatus = { status: number; form: string; at: number; sure: boolean };

/**
 * Plain text around a service's answer -> the HTTP status written there, or null. Of several status lines the last counts
 * (redirects). A bare number counts only with `bareToo`, where the text is known to be about SCIM.
 */
export function httpStatusIn(text: string, bareToo = false): FoundStatus | null {
  for (const { form, pattern, least, sure } of FORMS) {
    if (!sure && !bareToo) continue;
    const found = [...text.matchAll(pattern)].flatMap((match) => {
      const status = asStatus(match[1] ?? match[2] ?? '');
      return status === null || status < least ? [] : [{ status, form, at: match.index, sure }];
    });
    const chosen = form === 'status line' ? found.at(-1) : found[0];
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
