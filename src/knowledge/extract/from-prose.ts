import type { Category } from '../classify/category.ts';
import type { ExtractedError } from '../scim-error.ts';
import { type CodeInText, codeInText } from './code-in-text.ts';
import { completeError } from './complete-error.ts';
import type { Certainty } from './cue.ts';
import { WEAKER_THAN_STATUS } from './documented-codes.ts';
import { type FoundStatus, httpStatusIn, SCIM_TYPES } from './http-status.ts';
import { jsonObjects } from './json-objects.ts';
import { mayHoldCue } from './may-hold-cue.ts';
import { type ErrorSentence, errorSentence } from './sentences.ts';

/** A paste of up to so many characters is one person's words about one error. */
const LONGEST_NOTE = 1500;

/** Those of `SCIM_TYPES` that are no words of any language. */
const COINED = SCIM_TYPES.replace(/\|(?:uniqueness|mutability|sensitive)/g, '');

const FORMS = [
  /\bscim_?type["']?(?: of| is| ?は| ?是)?\s{0,3}[:=]?\s{0,3}["']?([A-Za-z]\w{2,40})/i,
  new RegExp(`\\b(${COINED})\\b`),
  new RegExp(`\\b[45]\\d\\d[),:;，]? ?[/"'(]{0,2} ?(${SCIM_TYPES})\\b`),
  new RegExp(`\\b(${SCIM_TYPES})[ /,，(]{1,3}[45]\\d\\d\\b`),
  /[(/] ?(uniqueness|mutability) ?[)/]/,
];

/** Sentences that hold what the service, or the network, answered. */
const ANSWERS: ErrorSentence['form'][] = ['resource', 'remote', 'xml', 'connection', 'html'];

/**
 * Plain text without a readable answer -> the error that its words report, if any. `aboutScim`: what is around it names SCIM.
 * `part`: the part of the paste that goes with it, with whatever addresses and names stand there.
 */
export function fromProse(text: string, aboutScim = false, part = text): ExtractedError[] {
  const isAbout = aboutScim || mayHoldCue(text);
  const found = httpStatusIn(text, isAbout);
  const failing = found && found.status >= (isAbout ? 300 : 400) ? found : null;
  const prose = withoutJson(text);
  const told = errorSentence(prose, { statusFails: (found?.status ?? 0) >= 400, isAbout });
  // A connection that failed first and then got an HTTP answer (another address, a retry) did reach the service.
  const reached =
    told?.form === 'connection' && found?.form === 'status line' && found.at > told.at && prose === text;
  const sentence = reached ? null : told;
  const code = codeInText(text);
  const scimType = scimTypeIn(prose);
  if (!failing && !sentence && !code && !(scimType && isAbout)) return [];
  const status = sentence?.form === 'connection' ? null : sentence?.form === 'html' ? found : failing;
  // Such a code is no detail: what the service said stands somewhere beside it.
  const nameless =
    sentence?.form === 'entra-code' && failing && WEAKER_THAN_STATUS.includes(code?.code ?? '');
  // Words of a long paste are taken for the detail only where they are all there is; beside a status they may be anything.
  const weakest = sentence?.form === 'words' && failing && text.length > LONGEST_NOTE;
  const error = completeError({
    httpStatus: status?.status ?? null,
    scimType,
    detail: weakest || nameless ? null : (sentence?.detail ?? null),
    stated: weakest || answeredByServer(sentence, failing) ? null : (sentence?.stated ?? statedBy(code)),
    text: part,
    form: sentence?.form ?? 'status',
    evidence: [status ? `status ${status.status} as ${status.form}` : ''],
    scim: sentence?.form === 'resource' || sentence?.form === 'xml',
    nested: sentence?.form === 'remote',
    answered: sentence !== null && ANSWERS.includes(sentence.form),
    certain: certainty(failing, sentence, code),
    from: part.length,
  });
  return [error];
}

/** `other` states no cause. */
function statedBy(code: CodeInText | null): Category | null {
  return code && code.category !== 'other' ? code.category : null;
}

/** A gateway's failing status outweighs what a client made of the page that came with it. */
function answeredByServer(sentence: ErrorSentence | null, status: FoundStatus | null): boolean {
  return (
    sentence?.stated === 'connection-setup' && sentence.form !== 'connection' && (status?.status ?? 0) >= 500
  );
}

function certainty(
  status: FoundStatus | null,
  sentence: ErrorSentence | null,
  code: CodeInText | null,
): Certainty {
  if (sentence?.form === 'connection' || sentence?.form === 'html') return 'connection';
  if (sentence?.form === 'entra-code' || (code && sentence?.form !== 'words')) return 'code';
  return status?.sure ? 'status' : null;
}

/** A body that reported no failure (a request, a success) must not be read as prose. */
function withoutJson(text: string): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of jsonObjects(text)) {
    rest += text.slice(at, start);
    at = end;
  }
  return rest + text.slice(at);
}

/** A scimType written outside a body: `scimType=mutability`, `400 invalidSyntax`, `(409, uniqueness)`; or null. */
function scimTypeIn(text: string): string | null {
  for (const form of FORMS) {
    const found = form.exec(text)?.[1];
    if (found && !/^(?:null|none|undefined|and|or|is|of|the|was)$/i.test(found)) return found;
  }
  return null;
}
