import type { ExtractedError } from '../scim-error.ts';
import { type CodeInText, codeInText } from './code-in-text.ts';
import { type Certainty, isHtmlPage, strongCue } from './cue.ts';
import { OUTWEIGHS_ANSWER, WEAKER_THAN_STATUS } from './documented-codes.ts';
import { emailsIn } from './emails.ts';
import { wrapperOf } from './wrapper.ts';

/**
 * What was read of one error, before the rest is looked for in its part of the paste. `from`: where in `text` its body begins.
 * `answered`: its words are what the service answered, not what an identity provider says of it.
 */
export type FoundError = Pick<
  ExtractedError,
  'httpStatus' | 'scimType' | 'detail' | 'stated' | 'text' | 'form'
> & {
  evidence: string[];
  scim: boolean;
  nested: boolean;
  answered: boolean;
  from: number;
  certain: Certainty;
};

/** Adds addresses, resource, wrapper, documented code and cue. */
export function completeError(found: FoundError): ExtractedError {
  const { httpStatus, scimType, detail, stated, text, form } = found;
  const named = detail ? emailsIn(detail) : [];
  const requested = named.length === 0 ? requestAddress(text) : null;
  const all = [...named, ...(requested ? [requested] : []), ...emailsIn(text)];
  const emails = [...new Set(all.map((address) => address.toLowerCase()))];
  const address = named[0] ?? requested;
  const cue = strongCue(text, { inScimForm: found.scim, certain: found.certain });
  const code = codeOf(found);
  const evidence = [
    ...found.evidence,
    code ? `the documented code ${code.code}` : '',
    named[0] ? 'the detail names an e-mail address' : '',
    cue ?? '',
  ];
  return {
    httpStatus,
    scimType,
    detail,
    resource: resourceOf(detail, text),
    emails,
    wrapper: wrapperOf(text, found),
    address,
    about: address ?? nameIn(text) ?? emails[0] ?? null,
    stated,
    form,
    code: code?.code ?? null,
    strongCue: cue !== null && !code?.skip,
    times: 1,
    evidence: evidence.filter(Boolean),
    text,
  };
}

/** The documented code that decides: a service's own answer says more than most, a failing status more than some. */
function codeOf({ text, answered, httpStatus }: FoundError): CodeInText | null {
  const found = codeInText(text);
  if (!found || OUTWEIGHS_ANSWER.includes(found.code)) return found;
  const failing = (httpStatus ?? 0) >= 400;
  const weak = failing ? found.skip || WEAKER_THAN_STATUS.includes(found.code) : isHtmlPage(text);
  return answered || weak ? null : found;
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

/** How Okta and Entra say what they were about to change: a group, else a user. */
const PROVIDERS_WORDS = new RegExp(
  String.raw`\b(Failed to \w{4,12} Group '|(?:user|App|target) group\b|Group (?:Push|Membership)\b|push(?:ed|ing)? groups?\b|creating group\b|\w{2,20}SCIMGroup\b)|` +
    String.raw`\b(Failed to \w{4,12} User '|Automatic\s{1,4}(?:de)?(?:provisioning|profile push)\s{1,4}of\s{1,4}user\b|verifying if user\b|profile update for\b|while creating user\b)`,
  'i',
);

/** The person or group that an identity provider or a request names otherwise than by address. */
function nameIn(text: string): string | null {
  const forms = [
    /Automatic (?:provisioning|profile push) of user ([^\n]{1,120}?) to app\b/i,
    /Failed to \w{4,12} (?:User|Group) '([^'\n]{1,200})'/i,
    /\bgroup of name ([^\n]{1,120}?) for OrgId\b/i,
    /"(?:userName|displayName)\\?"\s{0,5}:\s{0,5}\\?"([^"\\\n]{1,200})/,
  ];
  const found = forms.map((form) => form.exec(text)?.[1]?.trim()).find(Boolean);
  return found ?? null;
}

function resourceOf(detail: string | null, text: string): 'User' | 'Group' | null {
  const bracket = /Resource \[?(USER|GROUP)\]?/i.exec(detail ?? text)?.[1]?.toUpperCase();
  if (bracket) return bracket === 'USER' ? 'User' : 'Group';
  const provider = PROVIDERS_WORDS.exec(text)?.slice(1).findIndex(Boolean) ?? -1;
  if (provider >= 0) return provider === 0 ? 'Group' : 'User';
  const path = /\/(User|Group)s(?=[/?"'\s.]|$)/.exec(text)?.[1];
  const words = /\b(user|group)(?:name)?\b|\b(grup?po|groupe|gruppen?|gruppo)\b|(グループ)/i.exec(
    detail ?? '',
  );
  if (words) return words[1]?.toLowerCase() === 'user' ? 'User' : 'Group';
  return path === 'User' || path === 'Group' ? path : null;
}
