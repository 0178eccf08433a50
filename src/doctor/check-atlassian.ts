import { z } from 'zod';
import type { AtlassianSettings, SettingName } from '../atlassian/atlassian-settings.ts';
import type { ReadResult } from '../atlassian/attempt.ts';
import { startBudget } from '../atlassian/budget.ts';
import { type AtlassianClient, createAtlassianClient, path } from '../atlassian/client.ts';
import { NOT_ON_THE_LIST } from '../atlassian/reasons.ts';
import { fromAtlassian } from '../look-up/from-atlassian.ts';
import { absent, type Check, note, works, wrong } from './check.ts';

/** An address that nobody has (RFC 2606): the answers are empty, and show that the calls are allowed. */
const NOBODY = 'nobody@scim-support-bot.invalid';

/** https://www.rfc-editor.org/rfc/rfc7643#section-5 */
const ServiceProviderConfig = z.looseObject({ schemas: z.array(z.string()) });

/** Tries every credential with calls that only read, and says what cards lack without it. */
export async function checkAtlassian(settings: AtlassianSettings): Promise<Check[]> {
  const hides = 'cards say nothing about accounts and leave the branch open';
  const unset = notSet(settings, ['ATLASSIAN_API_KEY', 'ATLASSIAN_ORG_ID'], hides);
  if (unset) return [unset];
  const atlassian = createAtlassianClient(settings);
  return [
    ...(await organisation(atlassian)),
    await userManagement(settings, atlassian),
    await directory(settings, atlassian),
  ];
}

/** What is missing of settings that only work together, the key first; null when all are set. */
function notSet(settings: AtlassianSettings, names: [SettingName, ...SettingName[]], hides: string) {
  const missing = names.find((name) => !settings[name]);
  const present = names.find((name) => settings[name]);
  if (!missing) return null;
  if (!present) return absent(missing, `not set: ${hides}`);
  return wrong(missing, `it is not set, but ${present} is: ${hides}`);
}

async function organisation(atlassian: AtlassianClient): Promise<Check[]> {
  const names = ['account-by-email', 'scim-links', 'domain-status', 'organisation'] as const;
  const facts = await fromAtlassian(atlassian)(names, NOBODY);
  // These calls name the organisation, so one that is allowed shows that key and id belong together.
  const allowed = facts.some(({ name, complete }) => complete && name !== 'organisationName');
  return facts
    .filter(({ name }) => ['accountsFound', 'scimLinks', 'domainStatus', 'organisationName'].includes(name))
    .map((fact) => {
      const name = `ATLASSIAN_API_KEY: ${fact.source}`;
      if (!fact.complete && fact.reason === NOT_ON_THE_LIST && allowed)
        return note(
          name,
          `${fact.reason}; that is a known fault, and the other calls show that the key works`,
        );
      if (!fact.complete) return wrong(name, fact.reason);
      return works(name, fact.name === 'organisationName' ? `it is "${fact.value}"` : 'allowed');
    });
}

/** We know no account to ask about. An unknown one is refused in one way with a good key, and in another with a bad one. */
async function userManagement(settings: AtlassianSettings, atlassian: AtlassianClient): Promise<Check> {
  const name = 'ATLASSIAN_USER_MANAGEMENT_KEY';
  const unset = notSet(settings, [name], 'cards do not say whether your organisation may change the address');
  if (unset) return unset;
  const url = path`/users/${'unknown-account'}/manage`;
  const read = await atlassian.read({ method: 'GET', path: url }, z.unknown(), startBudget());
  if (!read.ok && read.reason.includes('answered 404')) return works(name, 'accepted');
  return outcome(name, read, 'accepted');
}

async function directory(settings: AtlassianSettings, atlassian: AtlassianClient): Promise<Check> {
  const names = ['ATLASSIAN_SCIM_TOKEN', 'ATLASSIAN_SCIM_DIRECTORY_ID'] as const;
  const unset = notSet(settings, [...names], 'cards do not show the SCIM record itself');
  if (unset) return unset;
  const lack = atlassian.lacks(names);
  if (lack) return wrong(names[0], lack);
  const url = path`/scim/directory/${atlassian.scimDirectoryId}/ServiceProviderConfig`;
  const read = await atlassian.read({ method: 'GET', path: url }, ServiceProviderConfig, startBudget());
  return outcome(names[0], read, 'the directory answers');
}

function outcome(name: string, read: ReadResult<unknown>, says: string): Check {
  return read.ok ? works(name, says) : wrong(name, read.reason);
}
