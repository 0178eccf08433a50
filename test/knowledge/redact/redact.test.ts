import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWordOfTheTrade } from '../../../src/knowledge/redact/personal-attributes.ts';
import { redact } from '../../../src/knowledge/redact/redact.ts';

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
    ['a quoted local part with an @', 'mail to "canary@home"@corp.example', ['canary', 'corp']],
    ['an address in brackets without a top-level domain', 'From: <canary@corp>', ['canary', 'corp']],
    ['an address at an IP address', 'canary@[192.168.0.1] bounced', ['canary', '192']],
    ['a local part longer than any', `${'canary'.repeat(20)}@example.com`, ['canary']],
    ['vowel signs', 'to राम@हिन्दी.भारत', ['रा', 'न्दी']],
    [
      'an encoded address',
      'filter=emails.value%20eq%20%22jane%2Bcanary%40example.com%22',
      ['jane', 'canary'],
    ],
    ['logins in log lines', 'ERROR user=jdovetail status=409', ['jdovetail']],
    [
      'an address as a resource id',
      '{"id":"janette@corp.example"} PATCH /Users/bo@corp.example',
      ['janette', 'bo@'],
    ],
    ['a login in a path', 'PATCH /scim/v2/Users/jdovetail: 404', ['jdovetail']],
    [
      'PATCH operations',
      '{"Operations":[{"op":"replace","path":"name.familyName","value":"Dovetail"},{"op":"add","path":"emails[type eq \\"work\\"].value","value":"jd@corp"},{"op":"replace","value":{"badge":"ZX-81","active":false}}]}',
      ['Dovetail', 'jd@corp', 'ZX-81'],
    ],
    [
      'filters',
      'userName eq "jdovetail" and displayName co "Janette" and emails[type eq "work"].value eq "jd"',
      ['jdovetail', 'Janette', '"jd"'],
    ],
    ['an encoded filter', 'filter=userName%20eq%20%22jdovetail%22', ['jdovetail']],
    ['escaped letters', '{"displayName":"J\\u00e4nette M\\u00fcller"} Jänette called', ['nette', 'ller']],
    ['an apostrophe', '{"displayName":"Mary O\'Brien"}', ['Mary', 'Brien']],
    ['a quote in a name', '{"displayName":"Mary \\"May\\" Brien"} and May', ['Mary', 'May', 'Brien']],
    ['XML', '<userName>jdovetail</userName><familyName>Dovetail</familyName>', ['jdovetail', 'Dovetail']],
    [
      'key and value',
      'givenName: Janette\nfamilyName: Dovetail\ndisplayName=Janette Dovetail, x',
      ['nette', 'tail'],
    ],
    [
      'extensions, known and unknown',
      '{"userName":"x.y","urn:ietf:params:scim:schemas:extension:acme:2.0:User":{"badge":"ZX-81"},"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":471123,"manager":{"value":"mgr-26118","displayName":"Boss Bosson"}},"shoeSize":"fortyfour"}',
      ['ZX-81', '471123', 'mgr-26118', 'Bosson', 'fortyfour'],
    ],
    [
      'a truncated payload',
      '{"userName":"jdovetail","name":{"givenName":"Janette","familyName":"Dove',
      ['jdovetail', 'Janette', 'Dove'],
    ],
    [
      'a payload in a string',
      '{"request":"{\\"userName\\":\\"jdovetail\\",\\"badge\\":\\"ZX-81\\"}"}',
      ['jdovetail', 'ZX-81'],
    ],
    ['long values', `{"displayName":"${'Janette '.repeat(60)}"}`, ['Janette']],
    [
      'lists',
      '{"nickName":["Netti"],"members":[{"value":"abc-123","display":"Janette"}]}',
      ['Netti', 'abc-123', 'Janette'],
    ],
    ['customers of services', 'https://acme-corp.atlassian.net, acme-corp.okta.com', ['acme-corp']],
    [
      'hosts of any case and ending',
      'IDP.ACME.COM, idp.acme.systems, https://scim.acme.whatever/v2',
      ['ACME', 'acme'],
    ],
    ['the company of an address', 'jd@dovetail-gmbh.de: Dovetail-GmbH cannot sync', ['ovetail']],
    ['invisible and wide letters', 'ja\u200bnette@corp.example, janette＠corp.example', ['nette', 'corp']],
    ['an address that was cut', 'the rest is missing: janette.dovetail@cor', ['janette', 'dovetail']],
    [
      'passwords',
      '{"userName":"x.y","password":"hunter2"} password=hunter2 curl -u jd:hunter2 https://jd:hunter2@h.example',
      ['hunter2', 'jd:'],
    ],
    ['cookies and keys', 'Cookie: session=abc123\nX-Api-Key: opaque-1', ['abc123', 'opaque-1']],
    ['senders', 'From: Janette Dovetail <x@corp.example>', ['Janette', 'Dovetail']],
    [
      'directory names',
      'CN=Janette Dovetail,OU=Accounting,DC=acme,DC=com',
      ['Janette', 'Accounting', 'acme'],
    ],
    ['opaque ids', 'request zk3J9aaLmnopQ7rsTuvw failed', ['zk3J9aa']],
    ['IPv6', 'from fe80::1ff:fe23:4567:890a', ['fe80', '890a']],
  ])('%s', (_what, pasted, hidden) => {
    const { text } = redact(pasted);
    for (const value of hidden) expect(text).not.toContain(value);
  });

  it.each([
    '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"Resource [USER]: with email already exists."}',
    'invalidPath: the path emails[type eq "work"].value is not supported by api.atlassian.com',
    'StatusCode: BadRequest Message: SystemForCrossDomainIdentityManagementBadResponse',
    'The attribute displayName: must not be empty; user: not found; account: disabled; login: failed',
    '{"title":"Conflict","name":"UniquenessError","status":409,"message":"externalId is already used"}',
    'at 2026-11-26 12:00:01, 11/26/2026, java.io.IOException at main.go:12 and node.js',
    '{"op":"replace","path":"active","value":"False"}',
    '{"urn:acme:scim:api:messages:2.0:Error":{"diagnostics":"stage filter","code":"FILTER_INVALID"},"status":"400"}',
  ])('leaves what tells one error from another: %s', (pasted) => {
    expect(redact(pasted).text).toBe(pasted);
  });

  it.each([
    ['invisible characters', 'Jane \u2060Qu\u200bick'],
    ['full-width letters', 'Ｊａｎｅ Ｑｕｉｃｋ'],
    ['percent-encoding', 'Jane%20%51uick'],
  ])('sees through %s', (_what, disguised) => {
    const { text } = redact(`{"displayName":"Jane Quick"} for ${disguised} failed`);
    expect(text).toBe('{"displayName":"<name-1>"} for <name-1> failed');
  });

  it('a placeholder in the paste is nobody', () => {
    const { text, restore } = redact('<user-1@domain-1> and a@b.com');
    expect(restore(text)).toBe('‹user-1@domain-1> and a@b.com');
  });

  it('secrets are not put back', () => {
    const { text, restore } = redact('{"userName":"x.y","password":"hunter2"}');
    expect(restore(text)).toBe('{"userName":"x.y","password":"[secret removed]"}');
  });

  it('a value in a payload is redacted everywhere else too', () => {
    const name = fc.stringMatching(/^[A-ZÄÖØŁ][a-zäöøł'-]{4,9}$/);
    fc.assert(
      fc.property(name, name, fc.constantFrom('"', "'", '\\"'), (given, family, quote) => {
        fc.pre(!isWordOfTheTrade(given) && !isWordOfTheTrade(family) && !/'/.test(quote + given + family));
        const pairs = [`givenName`, given, `familyName`, family].map((word) => `${quote}${word}${quote}`);
        const { text } = redact(
          `log {${pairs[0]}:${pairs[1]},${pairs[2]}:${pairs[3]}} ${family.toUpperCase()}, ${given} said`,
        );
        for (const hidden of [given, family]) expect(text.toLowerCase()).not.toContain(hidden.toLowerCase());
      }),
    );
  });

  it('takes little time on hostile text', () => {
    for (const text of [
      'a@b.'.repeat(20_000),
      '"userName":"'.repeat(5000),
      '1 '.repeat(40_000),
      '<user-'.repeat(10_000),
    ])
      expect(redact(text.slice(0, 60_000)).text.length).toBeGreaterThan(0);
  });
});
