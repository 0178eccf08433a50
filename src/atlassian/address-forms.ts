import { domainToASCII, domainToUnicode } from 'node:url';
import { splitAddress } from '../email-address.ts';

/** The forms to ask about, since Atlassian does not document which it compares: as given, in lower case, and by script of the domain. */
export function addressForms(address: string): string[] {
  const lower = address.toLowerCase();
  const { local, domain } = splitAddress(lower);
  return [
    ...new Set([address, lower, `${local}@${domainToASCII(domain)}`, `${local}@${domainToUnicode(domain)}`]),
  ];
}

/** Are both the same mailbox, apart from case and the form of the domain? */
export function sameAddress(one: string, other: string): boolean {
  return normalised(one) === normalised(other);
}

/** The domain of an address, in the form `normalisedDomain` gives. */
export function domainOf(address: string): string {
  return normalisedDomain(splitAddress(address).domain);
}

/** Lower case, and in ASCII where the name has such a form. */
export function normalisedDomain(name: string): string {
  return domainToASCII(name) || name.toLowerCase();
}

function normalised(address: string): string {
  return `${splitAddress(address).local.toLowerCase()}@${domainOf(address)}`;
}
