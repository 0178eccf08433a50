import { z } from 'zod';
import { domainOf, normalisedDomain } from '../atlassian/address-forms.ts';
import { path } from '../atlassian/client.ts';
import { defineLookUp } from '../atlassian/define-look-up.ts';
import { isPublicMail } from '../atlassian/public-mail.ts';
import { readPages } from '../atlassian/read-pages.ts';
import type { Unavailable } from '../unavailable.ts';

const Domain = z.looseObject({
  attributes: z.looseObject({
    name: z.string(),
    claim: z.looseObject({ status: z.string().min(1).nullish() }).nullish(),
  }),
});
type Domain = z.infer<typeof Domain>;

/**
 * What the organisation's list of domains says about the domain of an address.
 * https://developer.atlassian.com/cloud/admin/organization/rest/intro/
 */
export const domainStatus = defineLookUp({
  about: 'address',
  settings: ['ATLASSIAN_ORG_ID', 'ATLASSIAN_API_KEY'],
  facts: ['domainStatus'],
  source: "Atlassian organisation, list of the organisation's domains",
  async run({ address }, context) {
    const wanted = domainOf(address);
    const isWanted = ({ attributes }: Domain): boolean => normalisedDomain(attributes.name) === wanted;
    // Only `verified` settles it before the end: the list may have a domain twice, once deleted or superseded.
    const isVerified = (domain: Domain): boolean =>
      isWanted(domain) && domain.attributes.claim?.status === 'verified';
    const url = path`/admin/v1/orgs/${context.atlassian.orgId}/domains`;
    const found = await readPages({ method: 'GET', path: url }, Domain, context, isVerified);
    if (found.items.some(isVerified)) return { domainStatus: 'verified' };
    if (found.incomplete) return found.incomplete;
    const entries = found.items.filter(isWanted);
    return { domainStatus: entries.length > 0 ? statusIn(entries) : notListed(wanted) };
  },
});

/** A domain that the organisation does not list: one that nobody can verify, or somebody else's. */
function notListed(domain: string): string {
  return isPublicMail(domain) ? 'public-mail' : 'not-listed';
}

/** The status in all entries for the domain. */
function statusIn(entries: readonly Domain[]): string | Unavailable {
  const [status, ...others] = new Set(entries.map(({ attributes }) => attributes.claim?.status));
  if (others.length > 0)
    return { unavailable: 'Atlassian lists the domain more than once, in different states' };
  return status ?? { unavailable: "Atlassian's answer did not contain claim.status" };
}
