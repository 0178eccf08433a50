import type { Kind } from './placeholders.ts';

const PERSONAL: Partial<Record<Kind, string>> = {
  name: 'displayName nickName formatted familyName givenName middleName firstName lastName fullName full_name first_name last_name cn sn preferredName manager display honorificPrefix honorificSuffix name',
  user: 'userName user login upn userPrincipalName samAccountName mailNickname profileUrl mail email emails secondEmail ims',
  phone: 'phoneNumbers phoneNumber phone mobile mobilePhone primaryPhone telephone telephoneNumber fax',
  id: 'id externalId employeeNumber employeeId objectId scimUserId accountId atlassianAccountId immutableId traceId members',
  place:
    'addresses address streetAddress street locality postalCode formattedAddress costCenter organization department division title photos',
};

const kinds = new Map(
  Object.entries(PERSONAL).flatMap(([kind, names]) =>
    names.split(' ').map((name): [string, Kind] => [name.toLowerCase(), kind as Kind]),
  ),
);

/** Attributes whose values say nothing about who somebody is (RFC 7643 sections 3.1, 4.1), and the words of requests and errors. */
const HARMLESS = new Set(
  'schemas active meta resourcetype created lastmodified version usertype preferredlanguage locale timezone type primary op path status detail scimtype roles entitlements'.split(
    ' ',
  ),
);

/** Attributes of people that errors have too, with another meaning. */
const ALSO_OF_ERRORS = new Set(['title', 'name', 'user', 'display', 'address', 'organization', 'division']);

/** Those whose name alone says what they are, wherever it appears. */
export const UNMISTAKABLE = [...kinds.keys()].filter((name) => !ALSO_OF_ERRORS.has(name));

/** SCIM attributes that say who somebody is (RFC 7643 sections 4.1 and 4.3), and what identity providers call the same; else null. */
export function personal(attribute: string, ofError: boolean): Kind | null {
  const name = attribute.toLowerCase();
  return ofError && ALSO_OF_ERRORS.has(name) ? null : (kinds.get(name) ?? null);
}

/** May the values of this attribute be shown? */
export function harmless(attribute: string): boolean {
  return HARMLESS.has(attribute.toLowerCase());
}
