import { anyOf } from '../any-of.ts';
import type { Wrapper } from '../scim-error.ts';

/** Confirmed sentence forms first, then products the text names. The first that fits decides. */
const SIGNS: [Wrapper, ...RegExp[]][] = [
  [
    'okta',
    /Automatic\s{1,4}(?:de)?(?:provisioning|profile push)\s{1,4}of\s{1,4}user|Errors?\s{1,4}reported\s{1,4}by\s{1,4}(?:the\s{1,4})?(?:remote\s{1,4}server|connector)/i,
    /Error while (?:trying to push profile update|creating user)|application\.provision\./i,
    /app\.user_management\.|Error while verifying if user|Group Push mapping|Error executing \w{3,40}(?:User|Group)/i,
  ],
  [
    'entra',
    /SystemForCrossDomainIdentityManagement/i,
    /Processing of the HTTP request resulted in an exception|customappsso/i,
    /Failed to \w{4,12} (?:User|Group) '[^'\n]{1,200}' in \w|Web Response:/i,
    /StatusCode: \w{2,40} Message:/i,
  ],
  ['okta', /\bokta\b/i],
  ['entra', /\b(?:entra|azure ad|azure active directory|aad)\b/i],
  ['google', /\b(?:google workspace|g suite|gsuite|google cloud identity)\b/i],
  ['onelogin', /\bonelogin\b/i],
  ['jumpcloud', /\bjumpcloud\b/i],
  ['ping', /\b(?:pingone|pingfederate|ping identity)\b/i],
  ['sailpoint', /\b(?:sailpoint|identityiq|identitynow)\b/i],
];

/** A log line, a client's exception or a stack trace around the answer, with no identity provider named. */
const GENERIC = anyOf(
  /^[ \t]{0,40}\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d|\b(?:ERROR|WARN|FATAL)\b[\s:[]/m,
  /Traceback \(most recent call last\)|\bat [\w.$<>]{1,80} ?\([^)\n]{1,200}:\d{1,6}/m,
  /\b\w{2,40}(?:Exception|Error): |^HTTP \d{3}: \{/m,
);

/** Plain text -> who passed the error on, or null. `nested`: inside something else; `from`: where its body begins. */
export function wrapperOf(text: string, { nested, from }: { nested: boolean; from: number }): Wrapper | null {
  const named = SIGNS.find(([, ...signs]) => signs.some((sign) => sign.test(text)))?.[0];
  if (named) return named;
  if (nested) return 'generic';
  return GENERIC.test(text.slice(0, from)) ? 'generic' : null;
}
