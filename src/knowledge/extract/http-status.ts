/** Reason phrases in lower case (RFC 9110 section 15, RFC 6585), also what 413 was called before. */
const REASONS =
  `301 moved permanently, 307 temporary redirect, 308 permanent redirect, 400 bad request, 401 unauthorized,
  402 payment required, 403 forbidden, 404 not found, 405 method not allowed, 406 not acceptable, 408 request timeout, 409 conflict, 412 precondition failed,
  413 payload too large, 413 request entity too large, 415 unsupported media type, 417 expectation failed, 422 unprocessable entity,
  428 precondition required, 429 too many requests, 500 internal server error, 501 not implemented, 502 bad gateway,
  503 service unavailable, 504 gateway timeout`
    .split(/,\s+/)
    .map((line) => ({ status: Number(line.slice(0, 3)), reason: line.slice(4) }));
const BY_REASON = new Map(REASONS.map(({ status, reason }) => [reason.replaceAll(' ', ''), status]));
const WORDS = REASONS.map(({ reason }) => reason.replace('timeout', 'time-?out').replaceAll(' ', ' ?')).join(
  '|',
);
/** How Okta introduces what it was answered; a line may break within. */
const REPORTED_BY = String.raw`\s{1,4}Errors?\s{1,4}reported\s{1,4}by\s{1,4}(?:the\s{1,4})?(?:remote\s{1,4}server|connector)`;
/** "Bad Request", "Conflict": with capitals, as services write them. */
const TITLED = REASONS.filter(({ status }) => status >= 400).map(({ reason }) =>
  reason.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
);
const ERROR_STATUS = '4(?:0[0-9]|1[0-8]|2[1-9]|31|51)|50[0-8]|511';
/** Numbers of things, not of an answer. */
/** The keywords of RFC 7644 section 3.12. */
export const SCIM_TYPES =
  'invalidFilter|tooMany|invalidSyntax|invalidPath|noTarget|invalidValue|invalidVers|uniqueness|mutability|sensitive';
const UNIT =
  '(?! ?(?:%|ms\\b|s\\b|sec|min|hour|day|week|month|year|[km]i?b\\b|bytes?|users?|groups?|requests?|seats?|licen|employees|people|members|accounts|records|items|rows|lines|tickets?|times|characters?|per\\b|of\\b|\\$|€|Benutzer|utilisateurs|usuarios|usuários|utenti|gebruikers|Personen|man\\b|[人名件명건]))';

/** How a status is written outside a body, most trustworthy first: what captures a number or a reason phrase, and the least status. */
const FORMS: [form: string, pattern: RegExp, least: number][] = [
  ['status line', /\bHTTP\/[\d.]{1,3} (\d{3})\b/gi, 100],
  ['an XML element', /<(?:\w{1,20}:)?(?:code|status)>(\d{3})</gi, 300],
  ['StatusCode', new RegExp(`\\bstatus ?-?code:? ?(?:is |of |was |= ?)?"?(\\d{3}|${WORDS})\\b`, 'gi'), 300],
  ['(number)', new RegExp(`\\b(?:${WORDS}) ?\\((\\d{3})\\)`, 'gi'), 400],
  ['(number)', /\((\d{3})\)|[[(](\d{3})[\]),]/g, 400],
  ['HTTP number', /\bHTTP\/([345]\d\d)\b/gi, 300],
  ['HTTP number', /\bHTTP(?: status| error| response)?(?: code)?:? ?(\d{3})\b/gi, 300],
  // RFC 7644 section 3.12 pairs a status with a scimType.
  [
    'number with scimType',
    new RegExp(
      `\\b([45]\\d\\d)[),:;，]? ?[/"'(]{0,2} ?(?:${SCIM_TYPES})\\b|\\b(?:${SCIM_TYPES})[ /,，(]{1,3}([45]\\d\\d)\\b`,
      'g',
    ),
    400,
  ],
  [
    'status',
    /\b(?:response|returned|status|error|code|errors?:|Fehler|Antwort|erreur|réponse|errore|risposta|erro|resposta|respuesta|fout|antwoord)"? ?[:=]? ?"?(\d{3})\b(?![-.\w])/gi,
    400,
  ],
  [
    'number with reason',
    new RegExp(
      `\\b([1-5]\\d\\d) (?:Client Error: |Server Error: )?(?:${WORDS}|found|moved permanently|moved temporarily|gateway|locked)`,
      'gi',
    ),
    300,
  ],
  ['number', /\b([45]\d\d) (?:error|response|client error|server error)\b/gi, 400],
  ['reason phrase', new RegExp(`\\b(?:answered|responded|returned)(?: with)?:? "?(${WORDS})\\b`, 'gi'), 400],
  ['access log', /" ([45]\d\d) \d{1,9} "/g, 400],
  ['before remote server', new RegExp(`\\b(${WORDS})\\.?${REPORTED_BY}`, 'gi'), 400],
  // Okta: "Error while verifying if user jane@example.com exists: Conflict".
  ['end of a sentence', new RegExp(`\\b(?:Errors?|failed)\\b[^:]{0,200}: (${WORDS})\\b(?! ?:)`, 'gi'), 400],
  ['arrow', /(?:->|→|=>) ?(?:\w{2,20} )?(\d{3})\b/g, 300],
  [
    'bare number',
    new RegExp(
      `(?<![\\w.:#/$€=&?-]|port |line |row |ticket |page |users? |column |char )(${ERROR_STATUS})(?![\\w/%-]|[.,:]\\d)${UNIT}`,
      'g',
    ),
    400,
  ],
  // As a service writes it, where the text is known to be about SCIM: "..., Bad Request, ...", "Forbidden (the app ...)".
  [
    'bare reason',
    new RegExp(`\\b(${TITLED.filter((reason) => reason.includes(' ')).join('|')})\\b`, 'g'),
    400,
  ],
  [
    'bare reason',
    new RegExp(
      `(?:^|[\\n:("'>,] ?)(${TITLED.filter((reason) => !reason.includes(' ')).join('|')})(?=[.,;:)"'] | \\(|\\n|$)`,
      'g',
    ),
    400,
  ],
];

/** A status, how it was written, and where. `sure`: it can be nothing but a status. */
export type FoundStatus = { status: number; form: string; at: number; sure: boolean };

/**
 * Plain text around a service's answer -> the HTTP status written there, or null. Of several status lines the last counts
 * (redirects). A bare number counts only with `bareToo`, where the text is known to be about SCIM.
 */
export function httpStatusIn(text: string, bareToo = false): FoundStatus | null {
  for (const [form, pattern, least] of FORMS) {
    const sure = !form.startsWith('bare');
    if (!sure && !bareToo) continue;
    // A search is much cheaper than looking for all, and most forms are not there.
    if (text.search(pattern) < 0) continue;
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
    : (BY_REASON.get(written.toLowerCase().replace(/[\s-]/g, '')) ?? 0);
  return status >= 100 && status < 600 ? status : null;
}
