import { describe, expect, it } from 'vitest';
import { CUT, withoutSecrets } from '../../../src/knowledge/secrets/secrets.ts';

/** Planted values are put together here, so that no scanner takes this file for a leak. */
const planted = {
  atlassian: `ATATT${'3xFfGF0'}${'b'.repeat(40)}=0A1B2C3D`,
  directory: `ATCTT${'3xFfGN0'}${'c'.repeat(40)}`,
  site: `ATSTT${'3xFfGN0'}${'d'.repeat(40)}`,
  jwt: ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NSJ9', 'c2lnbmF0dXJl'].join('.'),
  slack: ['xoxb', '1234567890', 'abcdefghijkl'].join('-'),
  app: ['xapp', '1', 'A012345', 'abcdefghijkl'].join('-'),
  openai: ['sk', 'proj', 'abcdefghijklmnopqrstuvwx'].join('-'),
};

describe('secrets are cut out', () => {
  it.each([
    ...Object.entries(planted).map(([name, secret]) => [name, `my key is ${secret} ok`, secret]),
    ['Authorization: Bearer', 'curl -H "Authorization: Bearer opaque" https://x.example.com', 'opaque'],
    ['Authorization: Basic', 'Authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['Authorization in JSON', '{"Authorization":"Bearer opaque1"}', 'opaque1'],
    ['Authorization in escaped JSON', '{\\"Authorization\\":\\"Bearer opaque1\\"}', 'opaque1'],
    ['SSWS', 'SSWS 00aBcDeFgHiJkL', '00aBcDeFgHiJkL'],
    ['Bearer alone', 'then Bearer hunterhunter was sent', 'hunterhunter'],
    ['a header without a scheme', 'Authorization: 9f8e7d6c5b4a', '9f8e7d6c5b4a'],
  ])('%s', (_name, text, secret) => {
    const clean = withoutSecrets(text);
    expect(clean.text).not.toContain(secret);
    expect(clean.text).toContain(CUT);
    expect(clean.kinds).toHaveLength(1);
  });

  const token = ['opaque', '4711abcd'].join('');
  it.each([
    ['smart quotes', `\u201cAuthorization\u201d: \u201cBasic ${token}\u201d`],
    ['bold header', `*Authorization*: Basic ${token}`],
    ['bearer token with a colon', `Bearer token: ${token}`],
    ['bearer token without', `bearer token ${token}`],
    ['bearer=', `bearer=${token}`],
    ['in brackets', `Bearer (${token})`],
    ['after a dollar sign', `Authorization: Bearer $${token}`],
    ['a Go map', `map[Authorization:[Basic ${token}]]`],
    ['a HAR entry', `{"name":"Authorization","value":"Basic ${token}"}`],
    ['a table row', `| Authorization | Basic ${token} |`],
    ['percent-encoded before it', `t%3D${planted.atlassian}`],
    ['underscores around it', `_${planted.atlassian}_`],
  ])('%s', (_name, text) => {
    expect(withoutSecrets(text).text).not.toMatch(/4711abcd|bbbbbbbb/);
  });
});

describe('what is not a secret stays', () => {
  it.each([
    'Invalid bearer token.',
    'sk-learn-pipeline-transformer-x',
    'Bearer authentication failed',
    'Authorization: Bearer $SCIM_TOKEN',
    'Authorization: Bearer <your token>',
    'error during authorization: user not allowed',
    'WWW-Authenticate: Bearer realm="https://login.example.com"',
    'Resource [USER]: with email[example@example.com] already exists.',
    'Unexpected token < in JSON at position 0',
    'Invalid token: the token has expired',
    'Secret token: must not be empty',
    '{"password":["must be at least 8 characters long"]}',
    '{"password":"This value is required."}',
    '{"token":null,"password":"","secret":true}',
    '{"errorKey":"forbidden.action","errorCode":"invalid_token"}',
    '{"changePassword":{"supported":false},"authenticationSchemes":[{"name":"OAuth Bearer Token"}]}',
    '{"issueKey":"SCIM-1234567","primaryKey":"users_pkey_2026"}',
    'password: ******** (masked)',
    'api_key=<your-api-key>',
    'the API key has expired on 2026-01-01, replace it',
    'https://example.com:8443/scim/v2?filter=userName%20eq%20%22a@b.example%22',
    'Bearer token: create it under Settings',
    'key: userName, value: jane.doe@example.com',
    'before [secret removed]x7.example/scim/v2 after',
    'ldapsearch -x -b ou=groups,dc=example,dc=com',
  ])('%s', (text) => {
    expect(withoutSecrets(text)).toEqual({ text, kinds: [] });
  });
});
