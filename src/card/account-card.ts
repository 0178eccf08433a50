import type { Fact, FactName, FactValues } from '../atlassian/fact.ts';
import type { CardPart } from './card-part.ts';
import { factLines, valueWords } from './fact-words.ts';

/** What was found out about one address. */
export type AddressFacts = { address: string; facts: Fact[] };

/** The facts about one address, with their sources, and where to see the account. */
export function accountCard({ address, facts }: AddressFacts, orgId: string | undefined): CardPart[] {
  return [
    { kind: 'title', text: `Who holds ${address}` },
    { kind: 'text', text: inOneSentence(facts) },
    { kind: 'list', label: 'What I checked', items: factLines(facts) },
    ...deepLinks(facts, orgId),
  ];
}

const COLUMNS: [string, FactName][] = [
  ['Accounts', 'accountsFound'],
  ['Verified', 'emailVerified'],
  ['Managed', 'claimStatus'],
  ['Status', 'accountStatus'],
  ['SCIM records', 'scimLinks'],
];

/** Several addresses -> one table; what is not known is said below it, once per reason. */
export function accountTable(rows: AddressFacts[]): CardPart[] {
  const all = rows.flatMap(({ facts }) => facts);
  const reasons = new Set(all.flatMap((fact) => (fact.complete ? [] : [fact.reason])));
  const times = all.map(({ checkedAt }) => checkedAt.slice(11, 16)).sort();
  return [
    { kind: 'title', text: `Who holds these ${rows.length} addresses` },
    {
      kind: 'table',
      head: ['Address', ...COLUMNS.map(([label]) => label)],
      rows: rows.map(({ address, facts }) => [address, ...COLUMNS.map(([, name]) => cell(facts, name))]),
    },
    ...(reasons.size > 0
      ? [{ kind: 'list' as const, label: 'Not known, because', items: [...reasons] }]
      : []),
    {
      kind: 'note',
      text: `Your Atlassian organisation, checked ${times[0]} UTC. An address that is not found here may still be held elsewhere.`,
    },
  ];
}

/** A fact that is not there does not apply: no account, so nothing to say of it. */
function cell(facts: Fact[], name: FactName): string {
  const fact = facts.find((one) => one.name === name);
  if (!fact) return '–';
  return fact.complete ? valueWords(fact) : 'not known';
}

function inOneSentence(facts: Fact[]): string {
  const known = Object.fromEntries(
    facts.filter(({ complete }) => complete).map(({ name, value }) => [name, value]),
  ) as Partial<FactValues>;
  if (known.accountsFound === undefined) return 'I could not find out whether an account holds it.';
  if (known.accountsFound === 0)
    return 'No account with this address was found in your organisation. It may still exist elsewhere.';
  if (known.accountsFound > 1)
    return `${known.accountsFound} accounts show this address, which should not happen.`;
  const words = [
    known.claimStatus &&
      (known.claimStatus === 'managed' ? 'managed by your organisation' : known.claimStatus),
    known.emailVerified === undefined ? '' : known.emailVerified ? 'verified' : 'not verified',
    known.forDeletion ? 'marked for deletion' : known.accountStatus?.replaceAll('_', ' '),
    known.accountScimLinks && known.accountScimLinks.length > 0 && 'synced by an identity provider',
  ].filter(Boolean);
  return `One account holds it${words.length > 0 ? `: ${words.join(', ')}` : ''}.`;
}

/** What of a question was not looked up, and why; empty when all of it was. */
export function questionNote({ malformed, dropped }: { malformed: string[]; dropped: number }): CardPart[] {
  return [
    ...(malformed.length > 0
      ? [
          {
            kind: 'text',
            label: 'Not looked up, because it is no e-mail address',
            text: malformed.slice(0, 20).join(', '),
          } as const,
        ]
      : []),
    ...(dropped > 0
      ? [
          {
            kind: 'text',
            text: `I look up 20 addresses at a time; ${dropped} more were left out. Send them in another message.`,
          } as const,
        ]
      : []),
  ];
}

/**
 * Links to the admin screen of the account that was found; none without the organisation's or the account's id. The form of
 * the address: https://mrrefactoring.github.io/jira.js/api/functions/userProvisioning.deleteProvisioningRecord
 */
export function deepLinks(facts: Fact[], orgId: string | undefined): CardPart[] {
  const account = facts.find(({ name, complete }) => name === 'accountId' && complete);
  if (!orgId || !account) return [];
  const path = ['o', orgId, 'users', String(account.value)].map(encodeURIComponent).join('/');
  const url = `https://admin.atlassian.com/${path}`;
  return [{ kind: 'links', links: [{ text: 'Open the account in Atlassian Administration', url }] }];
}
