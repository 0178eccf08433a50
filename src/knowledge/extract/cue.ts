const URN = /urn:(?:ietf:params:scim|scim:schemas)[\w:.-]{0,80}/i;
const ATLASSIAN = /\bResource \[(?:USER|GROUP)\]|scim\/directory\/|Email update to unmanaged user|troubleshooting log/i;
const IDENTITY_PROVIDER =
  /\bEncountered\w{0,40}(?:Quarantine|Escrow)\w{0,60}|unconfigured provisioning setup|SystemForCrossDomainIdentityManagement(?:<br>)?\w{0,60}|Automatic (?:provisioning|profile push) of user|Errors? reported by remote server|Failed to \w{4,12} (?:User|Group) '[^'\n]{1,200}' in \w{2,60}/i;

/** A URL of a SCIM service: its path goes through `/scim`, or its host is named for it; a source repository is none. */
export const SCIM_URL =
  /(?:https?:\/\/[^\s"'<>]{0,300}|["' =(])\/?scim(?:2|\/v\d|\/(?:v\d|Users|Groups|Bulk|Me|Schemas|ResourceTypes|ServiceProviderConfig|directory|endpoints))?(?=[\s"'<>)?/]|$)(?!\S{0,200}\.git\b)[^\s"'<>]{0,300}|\/\/scim[\w-]{0,40}\.[\w.-]{1,80}/i;

const NAMES =
  /(?<![\w./-])SCIM(?![\w:.-]*[:@=/])|\b(?:user|group|account|identity|automatic|profile|app|auto) ?provisioning\b(?![./])|\bprovisioning (?:logs?|errors?|fail\w*|service|agent|job|cycle|connector|setup|activation|pre-configuration|\[?\/)|\bde-?provision\w{0,6}\b/i;
const FAILS =
  /\b(?:fails?|failed|failing|failures?|errors?|denied|rejected|refused|invalid|incorrectly|disabled|unsuccessful\w{0,2}|40[0-9]|41[0-9]|42[0-9]|50[0-9])\b/i;
/** Talk about errors that did not happen: none counted, a question, a plan, a rule for later. */
const NO_FAILURE =
  /\b(?:no|0|zero|without(?: any)?|any) (?:new )?(?:errors?|failures?|failed)\b|\b(?:errors?|failures?|failed): ?0\b|\bhow (?:do|to|can|should|would|does)\b|\bwhat (?:is|are|does|happens|do)\b|\b(?:would|might|could|should|shall|will) (?:it |we |I |they )?(?:fail|be rejected|return)\b|\bin case of\b|\b(?:fixed|resolved|solved|closed)\b|\bbest practice|\bhandl(?:e|es|ing) (?:errors|failures)/i;

/** How far apart, in characters, the name and the failure may stand. */
const NEAR = 240;

/** What every strong cue holds somewhere; most posts of a channel hold none of it. */
const HINT =
  /scim|provision|resource \[?(?:user|group)|remote server|unmanaged user|SystemForCross|Encountered|"Errors"|"Operations"|troubleshooting log|Failed to \w{4,12} (?:User|Group)/i;

/** Could this text hold a strong cue? A quick no for most of a channel's posts; a yes says nothing yet. */
export function mayHoldStrongCue(text: string): boolean {
  return HINT.test(text);
}

export function isHtmlPage(text: string): boolean {
  return /<!doctype html|<html[\s>]/i.test(text);
}

/**
 * Does the paste itself name SCIM or provisioning as what failed? Needed to speak up unasked (rule 3 of docs/contract.md):
 * SCIM's own form, a provisioning sentence of Atlassian, Okta or Entra, a SCIM URL, or SCIM or provisioning named close to a
 * failure. `failureWritten`: a failing HTTP status or an error code stands in the text, so the failure is no mere talk. Returns the words it
 * rests on, or null.
 */
export function strongCue(text: string, answeredInScimForm: boolean, failureWritten: boolean): string | null {
  if (answeredInScimForm) return 'the answer has the form of a SCIM error';
  for (const sign of [URN, ATLASSIAN, IDENTITY_PROVIDER, SCIM_URL]) {
    const [words] = sign.exec(text) ?? [];
    if (words) return `the text names "${words.trim().slice(0, 60)}"`;
  }
  const named = namedNearFailure(text, failureWritten);
  return named ? `the text names "${named}" and a failure` : null;
}

function namedNearFailure(text: string, failureWritten: boolean): string | null {
  const flat = text.slice(0, 50_000).replace(/\s+/g, ' ');
  for (const match of flat.matchAll(new RegExp(NAMES, 'gi'))) {
    const around = flat.slice(Math.max(0, match.index - NEAR), match.index + match[0].length + NEAR);
    const talk = NO_FAILURE.test(around) && !failureWritten;
    if (failureWritten || (FAILS.test(around.replace(match[0], '')) && !talk)) return match[0];
  }
  return null;
}
