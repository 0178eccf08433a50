import type { ExtractedError } from '../scim-error.ts';
import { type Certainty, strongCue } from './cue.ts';
import { emailsIn } from './emails.ts';
import { wrapperOf } from './wrapper.ts';

/** What was read of one error, before the rest is looked for in its part of the paste. `from`: where in `text` its body begins. */
export type FoundError = Pick<ExtractedError, 'httpStatus' | 'scimType' | 'detail' | 'stated' | 'text'> & {
  evidence: string[];
  scim: boolean;
  nested: boolean;
  from: number;
  certain: Certainty;
};

/** Adds addresses, resource, wrapper and cue. */
export function completeError(found: FoundError): ExtractedError {
  const { httpStatus, scimType, detail, stated, text } = found;
  const named = detail ? emailsIn(detail) : [];
  const requested = named.length === 0 ? requestAddress(text) : null;
  const all = [...named, ...(requested ? [requested] : []), ...emailsIn(text)];
  const cue = strongCue(text, { inScimForm: found.scim, certain: found.certain });
  const evidence = [...found.evidence, named[0] ? 'the detail names an e-mail address' : '', cue ?? ''];
  return {
    httpStatus,
    scimType,
    detail,
    resource: resourceOf(detail, text),
    emails: [...new Set(all.map((address) => address.toLowerCase()))],
    wrapper: wrapperOf(text, found),
    address: named[0] ?? requested,
    stated,
    strongCue: cue !== null,
    times: 1,
    evidence: evidence.filter(Boolean),
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
