import { z } from 'zod';
import type { Fact, FactName, FactValues } from '../atlassian/fact.ts';

const link = z.strictObject({
  scimUserId: z.string(),
  directoryId: z.string(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});
const record = z.strictObject({
  scimUserId: z.string(),
  active: z.boolean().exactOptional(),
  atlassianAccountId: z.string().nullable().exactOptional(),
});

const VALUES: { [N in FactName]: z.ZodType<FactValues[N]> } = {
  accountsFound: z.int().min(0),
  accountId: z.string(),
  accountStatus: z.string(),
  forDeletion: z.boolean(),
  emailVerified: z.boolean(),
  claimStatus: z.string(),
  managementSource: z.string(),
  scimLinks: z.array(link),
  accountScimLinks: z.array(link),
  scimRecord: record.nullable(),
  emailChangeAllowed: z.boolean(),
  emailChangeRefusal: z.string(),
  domainStatus: z.string(),
  organisationName: z.string(),
  directoryNames: z.array(z.string()),
};

const facts = z
  .array(
    z.strictObject({
      name: z.string(),
      value: z.unknown(),
      source: z.string(),
      checkedAt: z.iso.datetime(),
      complete: z.literal(true),
    }),
  )
  .min(1);

/** What a cache gave back, as complete facts of these names; null when it is anything else. */
export function factsFromCache(value: unknown, names: readonly FactName[]): Fact[] | null {
  const parsed = facts.safeParse(value);
  if (!parsed.success) return null;
  const fit = parsed.data.every((fact) => {
    const name = names.find((candidate) => candidate === fact.name);
    return name !== undefined && VALUES[name].safeParse(fact.value).success;
  });
  return fit ? (parsed.data as Fact[]) : null;
}
