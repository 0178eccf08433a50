import { describe, expect, it } from 'vitest';
import { redact } from '../../src/knowledge/redact/redact.ts';

describe('redaction', () => {
  it('keeps two mentions of one person the same, and puts them back', () => {
    const pasted = 'Jane@Example.com and bob@other.example.com, again jane@example.com, call +49 170 1234567';
    const { text: clean, restore } = redact(pasted);
    expect(clean).toBe('<user-1@domain-1> and <user-2@domain-2>, again <user-1@domain-1>, call <phone-1>');
    expect(restore(clean).toLowerCase()).toBe(pasted.toLowerCase());
  });

  it.each([
    [
      'a SCIM request',
      '{"userName":"jdoe","name":{"givenName":"Janette","familyName":"Dovetail"},"displayName":"Janette Dovetail","phoneNumbers":[{"value":"0170 7654321"}],"externalId":"00u1abcd2EFGH3ijk4x5","id":"8f14e45f-ceea-4672-a5a5-1b2c3d4e5f60"}',
      ['jdoe', 'Janette', 'Dovetail', '7654321', '00u1abcd2EFGH3ijk4x5', '8f14e45f'],
    ],
    [
      'names where they recur',
      '{"displayName":"Janette Dovetail"} Janette could not be pushed, dovetail said',
      ['Janette', 'anette', 'ovetail'],
    ],
    [
      "Okta's sentence",
      'Automatic provisioning of user Janette Dovetail to app Atlassian Cloud failed',
      ['Janette', 'Dovetail'],
    ],
    [
      "Entra's sentence",
      "Failed to create User 'janette.dovetail' in AtlassianCloud",
      ['janette', 'dovetail'],
    ],
    [
      'parts of an address',
      'janette.dovetail@corp.example: Janette has the ticket',
      ['janette', 'Janette', 'corp'],
    ],
    [
      'a percent-encoded address',
      'GET /Users?filter=userName%20eq%20%22janette%40corp.example%22',
      ['janette'],
    ],
    [
      'account ids',
      'account 557058:aaaa-bbbb-cccc and 712020:00000000-0000-4000-8000-000000000001',
      ['557058', '712020'],
    ],
    [
      'addresses of machines',
      'from 10.20.30.40 and host idp.acme-internal.com',
      ['10.20.30.40', 'acme-internal'],
    ],
    [
      'escaped JSON',
      '"{\\"userName\\":\\"jdoe\\",\\"displayName\\":\\"Janette Dovetail\\"}"',
      ['jdoe', 'Janette'],
    ],
    ['smart quotes', '{“displayName”: “Janette Dovetail”}', ['Janette']],
    [
      'an apostrophe',
      '{"familyName":"O\'Canary","displayName":"Siobhan O\'Canary"} Siobhan said',
      ['Canary', 'Siobhan'],
    ],
    [
      'JSON escapes',
      '{"displayName":"J\\u00f6rg Canaryh\\u00fctte"} and Jörg Canaryhütte wrote',
      ['J\\u00f6rg', 'Canary', 'Jörg'],
    ],
    ['a filter', 'userName eq "jcanary1985" and externalId eq "emp77"', ['jcanary1985', 'emp77']],
    ['a filter in a URL', 'GET /Users?filter=userName%20eq%20%22jcanary%22', ['jcanary']],
    ['XML', '<ns:displayName>Jane Canary</ns:displayName>', ['Jane', 'Canary']],
    ['a bare line', 'displayName: Jane Canary\nstatus: 409', ['Jane', 'Canary']],
    ['a list', '{"nickName":["Canarie"]}', ['Canarie']],
    ['a sentence with double quotes', 'User "Siobhan Canary" already exists', ['Siobhan', 'Canary']],
    ['a short phone number', '{"phoneNumbers":[{"type":"work","value":"555-1234"}]}', ['555-1234']],
    ['members', '{"members":[{"value":"abc-1","display":"Jane Canary"}]}', ['Jane', 'Canary', 'abc-1']],
    ['a quoted local part', 'mail to "quoted canary"@example.com', ['quoted canary']],
    [
      'an encoded address',
      'filter=emails.value%20eq%20%22jane%2Bcanary%40example.com%22',
      ['jane', 'canary'],
    ],
    ['logins in log lines', 'ERROR user=jdovetail status=409', ['jdovetail']],
  ])('%s', (_what, pasted, hidden) => {
    const { text } = redact(pasted);
    for (const value of hidden) expect(text).not.toContain(value);
  });

  it.each([
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email already exists."}',
    'invalidPath: the path emails[type eq "work"].value is not supported by api.atlassian.com',
    'StatusCode: BadRequest Message: SystemForCrossDomainIdentityManagementBadResponse',
  ])('leaves what tells one error from another: %s', (pasted) => {
    expect(redact(pasted).text).toBe(pasted);
  });

  it('a placeholder in the paste is nobody', () => {
    const { text, restore } = redact('<user-1@domain-1> and a@b.com');
    expect(restore(text)).toBe('‹user-1@domain-1> and a@b.com');
  });

  it('ends soon on hostile text', () => {
    for (const text of [
      'a@b.'.repeat(20_000),
      '"userName":"'.repeat(5000),
      '1 '.repeat(40_000),
      '<user-'.repeat(10_000),
    ])
      expect(redact(text.slice(0, 60_000)).text.length).toBeGreaterThan(0);
  });
});
