import { z } from 'zod';
import type { AtlassianSettings } from '../atlassian/atlassian-settings.ts';
import { startBudget } from '../atlassian/budget.ts';
import { type AtlassianClient, createAtlassianClient, path } from '../atlassian/client.ts';
import { scimService } from '../atlassian/scim-service.ts';
import { fromAtlassian } from '../look-up/from-atlassian.ts';
import type { Check } from './check.ts';

/** An address that nobody has (RFC 2606): the answers are empty, and show that the calls are allowed. */
const NOBODY = 'nobody@scim-support-bot.invalid';

/** Tries every credential with calls that only read, and says what each missing one hides from cards. */
export async function checkAtlassian(settings: AtlassianSettings): Promise<Check[]> {
  const { ATLASSIAN_ORG_ID: orgId, ATLASSIAN_API_KEY: apiKey } = settings;
  if (!orgId && !apiKey)
    return [absent('ATLASSIAN_API_KEY', 'cards say nothing about accounts and leave the branch open')];
  if (!orgId || !apiKey) {
    const name = orgId ? 'ATLASSIAN_API_KEY' : 'ATLASSIAN_ORG_ID';
    return [
      { name, state: 'wrong', says: 'it is not set, and the other of the two is: nothing is looked up' },
    ];
  }
  const atlassian = createAtlassianClient(settings);
  const facts = await fromAtlassian(atlassian)(
    ['account-by-email', 'scim-links', 'domain-status', 'organisation'],
    NOBODY,
  );
  const checks = facts
    .filter(({ name }) => ['accountsFound', 'scimLinks', 'domainStatus', 'organisationName'].includes(name))
    .map((fact): Check => {
      const name = `ATLASSIAN_API_KEY: ${fact.source}`;
      if (!fact.complete) return { name, state: 'wrong', says: fact.reason };
      return {
        name,
        state: 'works',
        says: fact.name === 'organisationName' ? `it is "${fact.value}"` : 'allowed',
      };
    });
  return [...checks, await userManagement(settings, atlassian), await scim(settings, atlassian)];
}

const absent = (name: string, hides: string): Check => ({ name, state: 'absent', says: `not set: ${hides}` });

/** No account is known that may be asked about: an unknown one is refused in one way by a good key and in another by a bad one. */
async function userManagement(
  { ATLASSIAN_USER_MANAGEMENT_KEY: key }: AtlassianSettings,
  atlassian: AtlassianClient,
): Promise<Check> {
  const name = 'ATLASSIAN_USER_MANAGEMENT_KEY';
  if (!key) return absent(name, 'cards do not say whether your organisation may change the address');
  const url = path`/users/${'unknown-account'}/manage`;
  const read = await atlassian.read({ method: 'GET', path: url }, z.unknown(), startBudget());
  if (read.ok || read.reason.includes('answered 404')) return { name, state: 'works', says: 'accepted' };
  return { name, state: 'wrong', says: read.reason };
}

async function scim(
  { ATLASSIAN_SCIM_TOKEN: token, ATLASSIAN_SCIM_DIRECTORY_ID: directory }: AtlassianSettings,
  atlassian: AtlassianClient,
): Promise<Check> {
  const name = 'ATLASSIAN_SCIM_TOKEN';
  if (!token && !directory) return absent(name, 'cards do not show the SCIM record itself');
  if (!token || !directory) {
    const missing = token ? 'ATLASSIAN_SCIM_DIRECTORY_ID' : name;
    return {
      name: missing,
      state: 'wrong',
      says: 'it is not set, and the other of the two is: no SCIM record is looked up',
    };
  }
  const read = await scimService({ atlassian, budget: startBudget() });
  return read.ok
    ? { name, state: 'works', says: 'the directory answers' }
    : { name, state: 'wrong', says: read.reason };
}
