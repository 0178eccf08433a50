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

/** Words that a field may hold and that say nothing about a person; hiding them would make errors alike. */
const WORDS = new Set(
  `user users group groups resource resources member members account accounts admin administrator test example sample demo info support
   sales help helpdesk service root none null true false undefined unknown name email emails mail username value values type work home other
   primary active inactive uniqueness invalidvalue invalidfilter invalidsyntax invalidpath notarget mutability sensitive toomany invalidvers
   error errors scim okta entra azure google onelogin jumpcloud ping sailpoint atlassian jira confluence slack microsoft provisioning
   schema schemas status detail scimtype patch post put get delete create update user_name displayname external bearer token the and for
   not with from this that has have already exists was were are is does did com org net dev cloud app apps team office sync system
   required missing invalid failed disabled enabled empty blank duplicate conflict found unique existing company gmail outlook hotmail
   yahoo icloud googlemail everyone all new old request response server client string number boolean object array code message`.split(
    /\s+/,
  ),
);

/** Is a value a word of SCIM, of a provider, or a common one, rather than somebody's name? */
export function isWordOfTheTrade(value: string): boolean {
  const word = value.toLowerCase();
  return word.length < 2 || WORDS.has(word) || /^\d{1,3}$/.test(word) || word.startsWith('urn:');
}
