import type { Fact, FactName, FactValues } from '../atlassian/fact.ts';
import { withoutLinks } from './card-text.ts';

/** In the order they are shown: what decides comes first. */
const WORDS: Record<FactName, string> = {
  accountsFound: 'accounts with this address in your organisation',
  emailVerified: 'e-mail verified',
  claimStatus: 'managed by your organisation',
  forDeletion: 'marked for deletion',
  accountStatus: 'account status',
  managementSource: 'how the account was added',
  accountId: 'account ID',
  emailChangeAllowed: 'your organisation may change its e-mail',
  emailChangeRefusal: 'what prevents changing its e-mail',
  scimLinks: 'SCIM records with this address',
  accountScimLinks: 'SCIM records linked to this account',
  scimRecord: 'SCIM record with this userName',
  domainStatus: 'domain of the address',
  directoryNames: 'directories the account is in',
  organisationName: 'organisation',
};

const ORDER = Object.keys(WORDS);

/** A fact's name as an admin says it. */
export const factWords = (name: FactName): string => WORDS[name];

/** Checked facts, one line per source and minute; then what could not be checked, one line per reason. */
export function factLines(unordered: Fact[]): string[] {
  const facts = unordered.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
  const [known, unknown] = [facts.filter(({ complete }) => complete), facts.filter((one) => !one.complete)];
  const lines = Map.groupBy([...known, ...unknown], (fact) =>
    fact.complete
      ? `${fact.source} (checked ${fact.checkedAt.slice(11, 16)} UTC)`
      : `Could not check, because ${fact.reason.replace(/\.$/, '')}`,
  );
  const words = (fact: Fact) => WORDS[fact.name] + (fact.complete ? `: ${valueWords(fact)}` : '');
  // Some values are other people's text, such as a directory's name.
  return [...lines].map(([source, said]) => withoutLinks(`${source}: ${said.map(words).join('; ')}`));
}

/** What Atlassian's values, and ours, are called. A value that is not listed is shown as Atlassian says it. */
const VALUES: { [N in FactName]?: Record<string, string> } = {
  claimStatus: { managed: 'yes', unmanaged: 'no' },
  domainStatus: {
    verified: 'verified by your organisation',
    unverified: 'listed by your organisation, but not verified',
    missing_token: 'listed by your organisation, but not verified',
    deleted: 'removed from your organisation',
    'not-listed': 'not a domain of your organisation',
    'public-mail': 'a public mail provider',
  },
  emailChangeRefusal: {
    'externalDirectory.scim': 'an identity provider syncs it',
    'externalDirectory.google': 'Google Workspace manages it',
    'authPolicy.saml': 'its SAML login policy',
  },
};

/** A checked value in words. */
export function valueWords({ name, value }: Fact): string {
  if (name === 'scimLinks' || name === 'accountScimLinks') return linkWords(value as FactValues['scimLinks']);
  if (name === 'scimRecord') return recordWords(value as FactValues['scimRecord']);
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const words = new Map(Object.entries(VALUES[name] ?? {}));
  return words.get(String(value)) ?? String(value).replaceAll('_', ' ');
}

function recordWords(record: FactValues['scimRecord']): string {
  if (record === null) return 'none';
  const { scimUserId, active, atlassianAccountId: account } = record;
  const words = [scimUserId];
  if (active !== undefined) words.push(active ? 'active' : 'inactive');
  if (account !== undefined)
    words.push(account === null ? 'not linked to an account' : `linked to account ${account}`);
  return words.join(', ');
}

function linkWords(links: FactValues['scimLinks']): string {
  if (links.length === 0) return 'none';
  const linked = links.filter((link) => link.atlassianAccountId).length;
  const unlinked = links.filter((link) => link.atlassianAccountId === null).length;
  const parts = [linked && `${linked} linked to an account`, unlinked && `${unlinked} not linked to one`];
  const words = parts.filter(Boolean).join(', ');
  return words ? `${links.length} (${words})` : String(links.length);
}
