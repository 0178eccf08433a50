import { domainToASCII, domainToUnicode } from 'node:url';
import { z } from 'zod';

/** A local part, quoted or not: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2 , and in any script as in RFC 6531. */
const LOCAL = /^(?:"(?:[^"\\\p{Cc}]|\\[^\p{Cc}])+"|[^\s\p{Cc}"(),:;<>@[\\\]]+)$/u;

/** Labels in any script; what would mean something else in a URL is kept out. */
const DOMAIN = /^[^\s\p{Cc}%@:/?#[\]\\.]+(?:\.[^\s\p{Cc}%@:/?#[\]\\.]+)*$/u;

/** Permissive on purpose: it only keeps out what cannot be an address, so that nothing is asked about it. */
export const emailInput = z.object({ email: z.string().max(320).refine(isAddress) });

/**
 * The forms to ask about: as given, in lower case, and with the domain in ASCII and in its own script. Which of them Atlassian
 * compares with is not documented.
 */
export function emailForms(email: string): string[] {
  const lower = email.toLowerCase();
  const { local, domain } = partsOf(lower);
  return [
    ...new Set([email, lower, `${local}@${domainToASCII(domain)}`, `${local}@${domainToUnicode(domain)}`]),
  ];
}

/** Do both name one mailbox, without regard to case and to the form of the domain? */
export function sameAddress(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** The domain of an address, in the form `normalisedDomain` gives. */
export function domainOf(email: string): string {
  return normalisedDomain(partsOf(email).domain);
}

/** Lower case, and the ASCII form of an international name; a name that has none is compared as it is. */
export function normalisedDomain(name: string): string {
  return domainToASCII(name) || name.toLowerCase();
}

function normalised(email: string): string {
  return `${partsOf(email).local.toLowerCase()}@${domainOf(email)}`;
}

function isAddress(text: string): boolean {
  const { local, domain } = partsOf(text);
  return LOCAL.test(local) && DOMAIN.test(domain) && domainToASCII(domain) !== '';
}

/** A quoted local part may hold an `@` too. */
function partsOf(email: string): { local: string; domain: string } {
  const at = email.lastIndexOf('@');
  return { local: email.slice(0, Math.max(at, 0)), domain: email.slice(at + 1) };
}
