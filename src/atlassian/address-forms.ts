import { domainToASCII, domainToUnicode } from 'node:url';

/** A local part, quoted or not: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 , and in any script as in RFC 6531. */
const LOCAL = /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"|[^\s\p{Cc}"(),:;<>@[\\\]]+)$/u;

/** Labels in any script; what would mean something else in a URL is kept out. */
const DOMAIN = /^[^\s\p{Cc}%@:/?#[\]\\.]+(?:\.[^\s\p{Cc}%@:/?#[\]\\.]+)*$/u;

/**
 * The forms to ask about: as given, in lower case, and with the domain in ASCII and in its own script. Which of them Atlassian
 * compares with is not documented.
 */
export function addressForms(address: string): string[] {
  const lower = address.toLowerCase();
  const { local, domain } = partsOf(lower);
  return [
    ...new Set([address, lower, `${local}@${domainToASCII(domain)}`, `${local}@${domainToUnicode(domain)}`]),
  ];
}

/** Do both name one mailbox, without regard to case and to the form of the domain? */
export function sameAddress(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** The domain of an address, in the form `normalisedDomain` gives. */
export function domainOf(address: string): string {
  return normalisedDomain(partsOf(address).domain);
}

/** Lower case, and the ASCII form of an international name; a name that has none is compared as it is. */
export function normalisedDomain(name: string): string {
  return domainToASCII(name) || name.toLowerCase();
}

function normalised(address: string): string {
  return `${partsOf(address).local.toLowerCase()}@${domainOf(address)}`;
}

/** Permissive on purpose: it only keeps out what cannot be an address, so that nothing is asked about it. */
export function isAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  return LOCAL.test(local) && DOMAIN.test(domain) && domainToASCII(domain) !== '';
}

/** A quoted local part may hold an `@` too. */
function partsOf(address: string): { local: string; domain: string } {
  const at = address.lastIndexOf('@');
  return { local: address.slice(0, Math.max(at, 0)), domain: address.slice(at + 1) };
}
