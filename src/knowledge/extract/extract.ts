import { statedCause } from '../causes.ts';
import type { ExtractedError } from '../scim-error.ts';
import { type Certainty, mayHoldStrongCue, strongCue } from './cue.ts';
import { emailsIn } from './emails.ts';
import { type FoundStatus, httpStatusIn } from './http-status.ts';
import { jsonObjects } from './json-values.ts';
import { toPlainText } from './plain-text.ts';
import { scimTypeIn } from './scim-type.ts';
import { type ErrorSentence, errorSentence } from './sentences.ts';
import { type ServiceAnswer, serviceAnswers } from './service-answers.ts';
import { wrapperOf } from './wrapper.ts';

/** A paste up to this length is one person's words about one error. */
const LONGEST_NOTE = 1500;

/** No cause is looked for beyond this many characters of a detail. */
const LONGEST_DETAIL = 2000;

/** A failed answer with the part of the paste that belongs to it. */
type Part = { answer: ServiceAnswer; text: string; body: string; from: number };

/**
 * Pasted text in any shape -> the SCIM errors in it, in order, each distinct one once. Empty when nothing reads as an
 * error. Pure; never throws, whatever the text.
 */
export function extract(pasted: string): ExtractedError[] {
  const text = toPlainText(pasted);
  const parts = partsOf(text);
  const errors = parts.length > 0 ? parts.map(fromAnswer) : fromSentence(text);
  return distinct(errors);
}

function partsOf(text: string): Part[] {
  const found = jsonObjects(text).flatMap(({ value, start, end }) =>
    serviceAnswers(value).map((answer) => ({ answer, start, end })),
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
      body: text.slice(start, end),
      from: start - from,
    };
  });
}

function fromAnswer({ answer, text, from }: Part): ExtractedError {
  const around =
    answer.status === null ? (httpStatusIn(text.slice(0, from)) ?? httpStatusIn(text.slice(from))) : null;
  const httpStatus = answer.status ?? around?.status ?? null;
  const evidence = [
    answer.status
      ? `status ${answer.status} in the body`
      : around
        ? `status ${around.status} as ${around.form}`
        : '',
    answer.scimType ? `scimType ${answer.scimType}` : '',
  ];
  const cause = statedCause((answer.detail ?? '').slice(0, LONGEST_DETAIL));
  // A service that answered with a failing status was reached: its words about connections are about others behind it.
  const stated = cause === 'connection-setup' && (answer.status ?? 0) >= 400 ? null : cause;
  return build({
    ...answer,
    httpStatus,
    stated,
    text,
    evidence,
    from,
    certain: (httpStatus ?? 0) >= 400 ? 'status' : null,
  });
}

function fromSentence(text: string): ExtractedError[] {
  const found = httpStatusIn(text, mayHoldStrongCue(text));
  const failing = found && found.status >= (mayHoldStrongCue(text) ? 300 : 400) ? found : null;
  const prose = withoutJson(text);
  const told = errorSentence(prose, (found?.status ?? 0) >= 400);
  // A connection that failed first and then got an HTTP answer (another address, a retry) did reach the service.
  const reached =
    told?.form === 'connection' && found?.form === 'status line' && found.at > told.at && prose === text;
  const sentence = reached ? null : told;
  const scimType = scimTypeIn(prose);
  if (!failing && !sentence && !(scimType && mayHoldStrongCue(text))) return [];
  const status = sentence?.form === 'connection' ? null : sentence?.form === 'html' ? found : failing;
  // Words of a long paste are taken for the detail only where they are all there is; beside a status they may be anything.
  const weakest = sentence?.form === 'words' && failing && text.length > LONGEST_NOTE;
  const error = build({
    httpStatus: status?.status ?? null,
    scimType,
    detail: weakest ? null : (sentence?.detail ?? null),
    stated: weakest || answeredByServer(sentence, failing) ? null : (sentence?.stated ?? null),
    text,
    evidence: [status ? `status ${status.status} as ${status.form}` : ''],
    scim: sentence?.form === 'resource' || sentence?.form === 'xml',
    nested: sentence?.form === 'remote',
    certain: certainty(failing, sentence),
    from: text.length,
  });
  return [error];
}

/** A gateway's failing status outweighs what a client made of the page that came with it. */
function answeredByServer(sentence: ErrorSentence | null, status: FoundStatus | null): boolean {
  return (
    sentence?.stated === 'connection-setup' && sentence.form !== 'connection' && (status?.status ?? 0) >= 500
  );
}

function certainty(status: FoundStatus | null, sentence: ErrorSentence | null): Certainty {
  if (sentence?.form === 'connection' || sentence?.form === 'html') return 'connection';
  if (sentence?.form === 'entra-code') return 'code';
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

type Reading = Pick<ExtractedError, 'httpStatus' | 'scimType' | 'detail' | 'stated' | 'text'> & {
  evidence: string[];
  scim: boolean;
  nested: boolean;
  from: number;
  certain: Certainty;
};

function build({
  httpStatus,
  scimType,
  detail,
  stated,
  text,
  evidence,
  scim,
  nested,
  from,
  certain,
}: Reading): ExtractedError {
  const named = detail ? emailsIn(detail) : [];
  const requested = named.length === 0 ? requestAddress(text) : null;
  const all = [...named, ...(requested ? [requested] : []), ...emailsIn(text)].map((address) =>
    address.toLowerCase(),
  );
  const cue = strongCue(text, { inScimForm: scim, certain });
  return {
    httpStatus,
    scimType,
    detail,
    resource: resourceOf(detail, text),
    emails: [...new Set(all)],
    wrapper: wrapperOf(text, { nested, from }),
    address: named[0] ?? requested,
    stated,
    strongCue: cue !== null,
    times: 1,
    evidence: [...evidence, named[0] ? 'the detail names an e-mail address' : '', cue ?? ''].filter(
      (words) => words !== '',
    ),
    text,
  };
}

/** The userName, else the primary e-mail, of the request that failed, when the paste holds it. */
function requestAddress(text: string): string | null {
  const forms = [
    /userName"?\s{0,5}(?:[:=]|%20eq%20|\+eq\+| eq )\s{0,5}(?:\\?"|%22)([^"\\\n]{1,320})/i,
    /"?value"?\s{0,5}:\s{0,5}"([^"\n]{1,320})"[^}]{0,200}"?primary"?\s{0,5}:\s{0,5}true/i,
    /Failed to \w{4,12} User '([^'\n]{1,320})'/i,
    /(?:Automatic (?:provisioning|profile push) of user|profile update for|while creating user) ([^\s:]{1,320})/i,
  ];
  for (const form of forms) {
    const [address] = emailsIn(form.exec(text)?.[1] ?? '');
    if (address) return address;
  }
  return null;
}

function resourceOf(detail: string | null, text: string): 'User' | 'Group' | null {
  const bracket = /Resource \[?(USER|GROUP)\]?/i.exec(detail ?? text)?.[1]?.toUpperCase();
  if (bracket) return bracket === 'USER' ? 'User' : 'Group';
  const path = /\/(User|Group)s(?=[/?"'\s.]|$)/.exec(text)?.[1];
  const words = /\b(user|group)(?:name)?\b|\b(grup?po|groupe|gruppen?|gruppo)\b|(グループ)/i.exec(
    detail ?? '',
  );
  if (words) return words[1]?.toLowerCase() === 'user' ? 'User' : 'Group';
  return path === 'User' || path === 'Group' ? path : null;
}

function distinct(errors: ExtractedError[]): ExtractedError[] {
  const seen = new Map<string, ExtractedError>();
  for (const error of errors) {
    const key = JSON.stringify([error.httpStatus, error.scimType, error.detail, error.resource]);
    const known = seen.get(key);
    if (known) known.times += 1;
    else seen.set(key, error);
  }
  return [...seen.values()];
}
