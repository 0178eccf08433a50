import type { Fact } from '../atlassian/fact.ts';
import type { CardPart } from './card-part.ts';

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
