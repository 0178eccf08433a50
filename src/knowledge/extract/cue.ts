const URN = /urn:(?:ietf:params:scim|scim:schemas)/i;
const ATLASSIAN = /\bResource \[(?:USER|GROUP)\]/i;
const ENTRA_CODE = /SystemForCrossDomainIdentityManagement/i;
const SCIM_URL = /(?:https?:\/\/[^\s"'<>]{0,300}|["' ]|url: ?)\/?scim(?:\/|\.)[^\s"'<>]{0,300}|\/\/[\w-]{0,60}\.?scim[\w.-]{0,80}/i;
const OKTA = /Automatic (?:provisioning|profile push) of user|Errors? reported by remote server/i;
const NAMES = /\b(?:SCIM(?![:\w])|(?:user|group|account|automatic|profile)[ -]provisioning|provisioning (?:log|error|fail|\/)|deprovision\w{0,6}|troubleshooting log)/i;
const FAILS = /\b(?:fail\w{0,4}|errors?|denied|rejected|refused|invalid|40[0-9]|41[0-9]|42[0-9]|50[0-9])\b/i;

/**
 * Does the paste itself name SCIM or provisioning as what failed? Needed to speak up unasked (rule 3): SCIM's own form, a
 * provisioning sentence of Okta or Entra, a SCIM URL, or one line that names both SCIM or provisioning and a failure.
 * Returns the words it rests on, or null.
 */
export function strongCue(text: string, answeredInScimForm: boolean): string | null {
  if (answeredInScimForm) return 'the answer has the form of a SCIM error';
  for (const sign of [URN, ATLASSIAN, ENTRA_CODE, OKTA, SCIM_URL]) {
    const [words] = sign.exec(text) ?? [];
    if (words) return `the text names "${words.trim().slice(0, 60)}"`;
  }
  const line = text.split('\n').find((candidate) => NAMES.test(candidate) && FAILS.test(candidate));
  return line ? `a line names "${NAMES.exec(line)?.[0]}" and a failure` : null;
}
