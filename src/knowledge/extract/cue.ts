import { anyOf } from '../any-of.ts';
import { isCode, isTalk, NO_FAILURE } from './is-talk.ts';

/** Sentences and codes that nothing but a provisioning error holds. */
const CERTAIN_SIGNS = [
  /\bResource \[(?:USER|GROUP)\]|Email update to unmanaged user|Not authorized to access ?: ?scim\/directory/i,
  anyOf(
    /SystemForCrossDomainIdentityManagement(?:<br>)?\w{0,60}/i,
    /\bEncountered\w{0,40}(?:Quarantine|Escrow)\w{0,60}|unconfigured provisioning setup/i,
    /\bexternalDirectory\.scim\b|provisioningErrorInfo/i,
    // The quarantine status (learn.microsoft.com, "Application provisioning in quarantine status").
    /returned rather than the expected HTTP|You appear to have entered invalid credentials|"error"\s{0,3}:\s{0,3}"\w{0,30}scim\w{0,60}"/i,
  ),
  anyOf(
    /Automatic\s{1,4}(?:provisioning|profile push)\s{1,4}of\s{1,4}user|Errors?\s{1,4}reported\s{1,4}by\s{1,4}(?:the\s{1,4})?remote\s{1,4}server/i,
    /Errors?\s{1,4}reported\s{1,4}by\s{1,4}the\s{1,4}connector|Error\s{1,4}while\s{1,4}verifying\s{1,4}if\s{1,4}user/i,
    /Group Push mapping target|Error executing \w{3,40}(?:User|Group)\b/i,
    /Failed to \w{4,12} (?:User|Group) '[^'\n]{1,200}' in \w{2,60}/i,
  ),
];

/** What names SCIM, and a quarantine, in an error as well as in talk about errors. */
const SIGNS = [
  /\b(?:has been|was|is|were) (?:put|placed) (?:in|into) quarantine\b|\bapplication\/scim\+json\b/i,
  // An exception of a SCIM library, or a source file named for SCIM in a stack trace.
  /scim[\w.$]{0,60}(?:Exception|Error)\w{0,20}\b|\bat [\w.]{0,80}\bscim\w{0,20}\.[\w.$<>]{1,120} ?\(|\bscim[\w$-]{0,60}\.(?:java|js|ts|mjs|py|go|cs|rb|php|kt)\b|\bInvalidScim\w{1,60}/i,
];

/** A URL of a SCIM service: its path goes through `/scim`, or its host is named for it; not a source repository. */
const SCIM_URL = new RegExp(
  [
    String.raw`https?:\/\/[^\s"'<>]{0,300}?\/scim(?:2|v\d|\/v\d|\/[\w-]{1,40})?(?=[\s"'<>)?/]|$)(?!\S{0,200}\.git\b)[^\s"'<>]{0,300}`,
    String.raw`(?:^|["'\s=(|>])(?:\/[\w.-]{1,60}){0,6}\/scim(?:2|v\d|\/v\d|\/[\w-]{1,40}\/v\d|\/(?:Users|Groups|Bulk|Me|Schemas|ResourceTypes|ServiceProviderConfig|directory|endpoints))(?=[\s"'<>)?/]|$)`,
    String.raw`(?:^|["'\s=(|>])scim\/(?:v\d|Users|Groups|directory)\b`,
    String.raw`\/\/scim[\w-]{0,40}\.[\w.-]{1,80}`,
    String.raw`(?:ENOTFOUND|resolve host:?|hostname:?) ['"]?scim[\w-]{0,40}\.[\w.-]{1,80}`,
    String.raw`%2Fscim%2F(?:v\d|Users|Groups)`,
    String.raw`\/(?:providers|connectors)\/scim\b`,
  ].join('|'),
  'i',
);

// SCIM as a word of prose in any language ("SCIM-Fehler"), not as part of a name ("scim-bridge", "scim:write").
const NAMES = [
  /urn:(?:ietf:params:scim|scim:schemas)[\w:.-]{0,80}/gi,
  /(?<![\w./:-])(?:SCIM|Scim)(?![\w:.-]{0,60}[:@=/](?!\s))(?!\w)/g,
  /(?<![\w./:"'`-])scim(?![-\w:.]{0,60}[:@=/](?!\s))(?![-\w]|\.\w)/g,
  /SCIM(?=[\u3040-\u30ff\u4e00-\u9fff])/g,
  /\b(?:user|group|account|identity|automatic|profile|app|just-in-time|Google|Okta|Entra|OneLogin|JumpCloud|PingOne|SailPoint|Azure) ?(?:auto)?provisioning\b(?![./])/gi,
  /\bautoprovisioning\b/gi,
  /\bprovisioning (?:logs?|errors?|service|agent|job|cycle|connector|setup|activation|pre-configuration|config\w*|quarantine|test|\[?\/)/gi,
  /\bprovisioning > /gi,
  /\b(?:not|wasn't|weren't|isn't|not be|never) provisioned\b|\bde-?provision\w{0,6}\b|\btroubleshooting log\b/gi,
  /\b(?:aprovisionamiento|provisionnement|Provisionierung|Benutzerbereitstellung|SCIM-Bereitstellung|provisionamento|approvisionnement)\b/gi,
  /プロビジョニング|用户预配/gi,
];

const FAILS = anyOf(
  /\b(?:wasn't|weren't|could ?n[o']t|couldn't|unable|cannot|can't|fails?|failed|failing|failures?|errors?|denied|rejected|refused|invalid|incorrectly|disabled|unsuccessful\w{0,2}|unexpected|exceed\w{0,3}|not (?:allowed|permitted|compatible|fully compatible|able)|dies|exception|locked|4(?:0[0-9]|1[0-9]|2[0-9])|50[0-9]|Fehler\w{0,20}|fehlgeschlagen|schlägt fehl|Konflikt|abgelehnt|erreur|échou\w{1,4}|refus\w{1,3}|fall[aoó]|falla\w{0,4}|erro|errore|falhou|rechaz\w{1,4}|fallit\w)\b/i,
  /失敗|エラー|错误|失败|拒否|(?:->|→) ?[45]\d\d/i,
);

/** Prose is read up to here. */
const LONGEST_PROSE = 20_000;

/** How far apart the name and the failure may be, in characters. */
const NEAR = 320;

export function isHtmlPage(text: string): boolean {
  return /<!doctype html|<html[\s>]/i.test(text);
}

/** Does the text name the URL of a SCIM service? */
export function namesScimUrl(text: string): boolean {
  return SCIM_URL.test(text);
}

/** What makes a failure more than talk: a failing status, an identity provider's error code, a connection that failed. */
export type Certainty = 'status' | 'code' | 'connection' | null;

/**
 * What in the paste names SCIM or provisioning as what failed, or null; needed to speak up unasked (rule 3 of docs/contract.md).
 * `inScimForm`: the text holds a service's answer in SCIM's form. Else it takes a provisioning sentence or exception, a SCIM
 * URL, or SCIM or provisioning named close to a failure.
 */
export function strongCue(
  text: string,
  { inScimForm, certain }: { inScimForm: boolean; certain: Certainty },
): string | null {
  if (isCode(text.slice(0, LONGEST_PROSE))) return null;
  if (inScimForm) return 'the answer has the form of a SCIM error';
  const talk = certain !== 'connection' && isTalk(text.slice(0, LONGEST_PROSE));
  for (const sign of talk ? CERTAIN_SIGNS : [...CERTAIN_SIGNS, ...SIGNS, SCIM_URL]) {
    const [words] = sign.exec(text) ?? [];
    if (words) return `the text names "${words.trim().slice(0, 60)}"`;
  }
  const named = talk ? null : namedNearFailure(text, certain);
  return named ? `the text names "${named}" and a failure` : null;
}

function namedNearFailure(text: string, certain: Certainty): string | null {
  const flat = text.slice(0, LONGEST_PROSE).replace(/\s+/g, ' ');
  for (const match of NAMES.flatMap((name) => (flat.search(name) < 0 ? [] : [...flat.matchAll(name)]))) {
    const around = flat.slice(Math.max(0, match.index - NEAR), match.index + match[0].length + NEAR);
    if (certain === 'code' || (FAILS.test(around.replace(match[0], '')) && !NO_FAILURE.test(around)))
      return match[0].trim();
  }
  return certain ? (/(?:^|\n)\s{0,4}(scim-\w{1,30})[>$:]/i.exec(text)?.[1] ?? null) : null;
}
