import type { Fact, FactName, FactValues } from '../tools/fact.ts';

const WORDS: Record<FactName, string> = {
  accountsFound: 'accounts with this address in your organisation',
  accountId: 'account ID',
  accountStatus: 'account status',
  forDeletion: 'marked for deletion',
  emailVerified: 'e-mail verified',
  claimStatus: 'managed by your organisation',
  managementSource: 'how the account came',
  scimLinks: 'SCIM records with this address',
  domainStatus: 'domain of the address',
};

/** A fact's name as an admin says it. */
export const factWords = (name: FactName): string => WORDS[name];

/** One checked fact as a line: what, value, source and time, or why it could not be checked. */
export function factLine(fact: Fact): string {
  const words = WORDS[fact.name];
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  if (!fact.complete) return `${label}: could not check, because ${fact.reason.replace(/\.$/, '')}`;
  return `${label}: ${valueWords(fact)} (${fact.source}, checked ${fact.checkedAt.slice(11, 16)} UTC)`;
}

function valueWords({ name, value }: Fact): string {
  if (name === 'scimLinks') return linkWords(value as FactValues['scimLinks']);
  if (name === 'claimStatus' && (value === 'managed' || value === 'unmanaged')) return value === 'managed' ? 'yes' : 'no';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value).replaceAll('_', ' ');
}

function linkWords(links: FactValues['scimLinks']): string {
  if (links.length === 0) return 'none';
  const linked = links.filter((link) => link.atlassianAccountId).length;
  const unlinked = links.filter((link) => link.atlassianAccountId === null).length;
  const parts = [linked && `${linked} linked to an account`, unlinked && `${unlinked} linked to none`];
  return [String(links.length), parts.filter(Boolean).join(', ')].filter(Boolean).join(', of these ');
}
