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

/** Several addresses -> one table; each reason for an unknown value is given once, below it. */
export function accountTable(rows: AddressFacts[]): CardPart[] {
  const all = rows.flatMap(({ facts }) => facts);
  const reasons = [...new Set(all.flatMap((fact) => (fact.complete ? [] : [fact.reason])))];
  const [firstChecked] = all.map(({ checkedAt }) => checkedAt.slice(11, 16)).sort();
  const table: CardPart = {
    kind: 'table',
    head: ['Address', ...COLUMNS.map(([label]) => label)],
    rows: rows.map(({ address, facts }) => [address, ...COLUMNS.map(([, name]) => cell(facts, name))]),
  };
  const unknown: CardPart = { kind: 'list', label: 'Why some values are not known', items: reasons };
  return [
    { kind: 'title', text: `Who holds these ${rows.length} addresses` },
    table,
    ...(reasons.length > 0 ? [unknown] : []),
    {
      kind: 'note',
      text: `Checked in your Atlassian organisation at ${firstChecked} UTC. An address that was not found here may still be held elsewhere.`,
    },
  ];
}

/** A missing fact does not apply: without an account there is no status. */
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
    known.claimStatus === 'managed' ? 'managed by your organisation' : known.claimStatus,
    known.emailVerified === undefined ? '' : known.emailVerified ? 'verified' : 'not verified',
    known.forDeletion ? 'marked for deletion' : known.accountStatus?.replaceAll('_', ' '),
    known.accountScimLinks?.length ? 'synced by an identity provider' : '',
  ].filter(Boolean);
  return `One account holds it${words.length > 0 ? `: ${words.join(', ')}` : ''}.`;
}

/** Which parts of a question were not looked up, and why. */
export function questionNote({ malformed, dropped }: { malformed: string[]; dropped: number }): CardPart[] {
  const notes: CardPart[] = [];
  if (malformed.length > 0)
    notes.push({
      kind: 'text',
      label: 'Not looked up, because it is not an e-mail address',
      text: malformed.slice(0, 20).join(', '),
    });
  if (dropped > 0)
    notes.push({
      kind: 'text',
      text: `I look up 20 addresses at a time; ${dropped} more were left out. Send them in another message.`,
    });
  return notes;
}

/**
 * A link to the account's admin screen; none without the organisation's and the account's id. Form of the address:
 * https://mrrefactoring.github.io/jira.js/api/functions/userProvisioning.deleteProvisioningRecord
 */
export function deepLinks(facts: Fact[], orgId: string | undefined): CardPart[] {
  const account = facts.find(({ name, complete }) => name === 'accountId' && complete);
  if (!orgId || !account) return [];
  const path = ['o', orgId, 'users', String(account.value)].map(encodeURIComponent).join('/');
  const url = `https://admin.atlassian.com/${path}`;
  return [{ kind: 'links', links: [{ text: 'Open the account in Atlassian Administration', url }] }];
}
