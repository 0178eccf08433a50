import { z } from 'zod';
import { domainOf, normalisedDomain } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { knownFact, type Origin, unknownFact } from '../atlassian/fact.ts';
import { pageOf, readPages } from '../atlassian/read-pages.ts';

const Domain = z.looseObject({
  attributes: z.looseObject({
    name: z.string(),
    claim: z.looseObject({ status: z.string().min(1).nullish() }).nullish(),
  }),
});
type Domain = z.infer<typeof Domain>;

const Domains = pageOf(Domain);

/**
 * What the organisation's list of domains says about the domain of an address.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const domainStatus = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['domainStatus'],
  source: "Atlassian organisation, list of the organisation's domains",
  async run({ address }, { atlassian, budget }, origin) {
    const wanted = domainOf(address);
    const isWanted = ({ attributes }: Domain): boolean => normalisedDomain(attributes.name) === wanted;
    const isVerified = (domain: Domain): boolean =>
      isWanted(domain) && domain.attributes.claim?.status === 'verified';
    const url = path`/admin/v1/orgs/${atlassian.orgId}/domains`;

    // Only `verified` settles it early: a domain may be listed twice, once as deleted or superseded.
    const { items, incomplete } = await readPages(
      (cursor) =>
        atlassian.read({ method: 'GET', path: url, ...(cursor && { query: { cursor } }) }, Domains, budget),
      isVerified,
    );
    if (items.some(isVerified)) return [knownFact('domainStatus', 'verified', origin())];
    if (incomplete !== null) return [unknownFact('domainStatus', incomplete, origin())];
    return [fromWholeList(items.filter(isWanted), origin())];
  },
});

function fromWholeList(entries: readonly Domain[], origin: Origin) {
  if (entries.length === 0) return knownFact('domainStatus', 'not-listed', origin);
  const [status, ...others] = new Set(entries.map(({ attributes }) => attributes.claim?.status));
  if (others.length > 0) {
    return unknownFact(
      'domainStatus',
      'Atlassian lists the domain more than once, in different states',
      origin,
    );
  }
  if (status) return knownFact('domainStatus', status, origin);
  return unknownFact('domainStatus', "Atlassian's answer did not contain claim.status", origin);
}
