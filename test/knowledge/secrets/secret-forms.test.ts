import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../src/knowledge/secrets/secrets.ts';
import { cutTokens } from '../../../src/model/cut-tokens.ts';
import { randomFrom } from '../../attack/attack.ts';
import { filled, leaked, SECRET_FORMS } from '../../attack/secrets/secret-forms.ts';

const random = randomFrom(7);

describe.each(SECRET_FORMS)('%s', (form) => {
  const { text, secrets } = filled(form, random);

  it.each([
    ['alone', text],
    ['in a sentence', `odd thing with ${text} inside`],
    ['in a detail', JSON.stringify({ detail: `with ${text} inside`, status: '400' })],
  ])('%s', (_where, whole) => {
    const clean = withoutSecrets(whole);
    expect(leaked(clean.text.toLowerCase(), secrets)).toBe(null);
    expect(clean.kinds).not.toEqual([]);
    expect(withoutSecrets(clean.text)).toEqual({ text: clean.text, kinds: [] });
  });
});

it('what secretlint knows, the door knows too', async () => {
  for (const form of SECRET_FORMS) {
    const { text } = filled(form, random);
    expect(await cutTokens(text), form).toBe(withoutSecrets(text).text);
  }
});

it.each([
  'Authorization: Bearer ⟦{40}⟧',
  'Authorization: Digest username="scim", nonce="⟦{32}⟧"',
  'Cookie: sid=⟦{32}⟧; b=⟦{12}⟧',
  'password: ⟦{12}⟧',
])('a paste keeps everything that is no secret: %s', (form) => {
  const { text } = filled(form, random);
  const rest = '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"taken"}';
  const head = /^\S+ (?:Bearer |Digest )?/.exec(text)?.[0];
  const clean = `before\n${head}[secret removed]\n${rest}`;
  expect(withoutSecrets(`before\n${text}\n${rest}`).text).toBe(clean);
  const within = JSON.stringify({ log: `before\n${text}\n${rest}` });
  expect(withoutSecrets(within).text).toBe(JSON.stringify({ log: clean }));
});
