/** An error told in words rather than JSON: its detail as written, and what kind of sentence it was. */
export type ErrorSentence = { detail: string; form: 'resource' | 'remote' | 'connection' | 'entra-code' | 'gateway' };

/** Service providers' and identity providers' fixed sentences (docs/decisions.md, "Sentences we know"). */
const SENTENCES: [ErrorSentence['form'], RegExp][] = [
  ['resource', /Resource \[?(?:USER|GROUP)\]?:? (?:with \w{1,40}(?:\[[^\]\n]{0,320}\])? already exists\.?|One email address need[^\n"]{0,120}|invalid filter)/i],
  ['gateway', /Not authorized to access ?: ?scim\/directory\/[^\s"]{0,120}/i],
  ['resource', /Email update to unmanaged user with ID [^\n"]{0,400}/i],
  ['resource', /Failed to create group of name [^\n"]{0,400}/i],
  ['remote', /(?<=Errors? reported by remote server: ?)[^\s{][^\n]{0,600}/i],
  ['remote', /(?<=Automatic (?:provisioning|profile push) of user [^\n]{1,300} failed: )[^\n{]{1,600}/i],
  ['remote', /(?<=Web Response: ?)[^\s{"][^\n{"]{2,600}/i],
  ['connection', /curl: \(\d{1,2}\) [^\n]{0,300}|\b(?:ECONNREFUSED|ENOTFOUND|ECONNRESET|ETIMEDOUT|ECONNABORTED|EAI_AGAIN)\b[^\n"]{0,200}|(?:getaddrinfo|connection refused|certificate verif|self-signed certificate|CERTIFICATE_VERIFY_FAILED|Name or service not known|Could not resolve host|certificate of [^\n]{1,100} is not trusted)[^\n"]{0,200}/i],
  ['entra-code', /\bSystemForCrossDomainIdentityManagement\w{0,80}/i],
];

/** Plain text without a readable JSON answer -> the first error sentence in it, or null. */
export function errorSentence(text: string): ErrorSentence | null {
  for (const [form, pattern] of SENTENCES) {
    const [detail] = pattern.exec(text) ?? [];
    if (detail) return { form, detail: detail.trim() };
  }
  return null;
}
