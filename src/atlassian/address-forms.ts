import { domainToASCII, domainToUnicode } from 'node:url';
import { splitAddress } from '../email-address.ts';

/**
 * The forms to ask about: as given, in lower case, and with the domain in ASCII and in its own script. Which of them Atlassian
 * compares with is not documented.
 */
export function addressForms(address: string): string[] {
  const lower = address.toLowerCase();
  const { local, domain } = splitAddress(lower);
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
  return normalisedDomain(splitAddress(address).domain);
}

/** Lower case, and the ASCII form of an international name; a name that has none is compared as it is. */
export function normalisedDomain(name: string): string {
  return domainToASCII(name) || name.toLowerCase();
}

function normalised(address: string): string {
  return `${splitAddress(address).local.toLowerCase()}@${domainOf(address)}`;
}
