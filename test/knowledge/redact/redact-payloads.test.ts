import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excerpt } from '../../../src/knowledge/redact/excerpt.ts';
import { redact } from '../../../src/knowledge/redact/redact.ts';

/** Values in letters that no word of the trade has, as people's data has them: several words, accents, apostrophes, quotes. */
const word = fc.stringMatching(/^q[a-zäöüøł]{3,7}x$/);
const value = fc.oneof(
  word,
  fc.tuple(word, word).map((two) => two.join(' ')),
  fc.tuple(word, word).map(([one, other]) => `${one}'${other}`),
  fc.tuple(word, word).map(([one, other]) => `${one} "${other}"`),
  fc.tuple(word, word).map(([one, other]) => `${one}@${other}.example`),
);
const user = fc.record({
  schemas: fc.constant(['urn:ietf:params:scim:schemas:core:2.0:User']),
  userName: value,
  name: fc.record({ givenName: value, familyName: value }),
  emails: fc.array(fc.record({ value, type: fc.constant('work'), primary: fc.boolean() }), { maxLength: 2 }),
  addresses: fc.array(fc.record({ streetAddress: value, locality: value }), { maxLength: 2 }),
  active: fc.boolean(),
  shirt: fc.record({ slogan: value }),
  'urn:acme:params:scim:schemas:extension:hr:1.0:User': fc.record({ badge: value, tags: fc.array(value) }),
});

/** How a payload stands in a paste. */
const written = fc.constantFrom<(payload: object) => string>(
  JSON.stringify,
  (payload) => JSON.stringify(payload, null, 2),
  (payload) => JSON.stringify({ request: JSON.stringify(payload) }),
  (payload) => `body=${JSON.stringify(JSON.stringify(payload))}`,
  (payload) =>
    JSON.stringify(payload).replace(
      /[^ -~]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  (payload) => `Request: ${JSON.stringify(payload)}\nResponse: {"status":"409","detail":"exists"}`,
);

const wordsOf = (text: string) => text.match(/q[a-zäöüøł]{3,7}x/g) ?? [];

it('no value of a user resource remains, however the payload is written', () => {
  fc.assert(
    fc.property(user, written, (payload, write) => {
      const { text } = redact(`It failed.\n${write(payload)}\nCan you help?`);
      expect(wordsOf(text)).toEqual([]);
      expect(text).toContain('Can you help?');
    }),
    { numRuns: 300 },
  );
});

it('no value of a truncated user resource remains', () => {
  fc.assert(
    fc.property(user, fc.double({ min: 0.2, max: 1, noNaN: true }), (payload, part) => {
      const whole = JSON.stringify(payload);
      const { text } = redact(whole.slice(0, Math.floor(whole.length * part)));
      expect(wordsOf(text)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

it('no value of a PATCH operation remains, with or without a path', () => {
  const path = fc.constantFrom(
    'userName',
    'name.familyName',
    'emails[type eq "work"].value',
    'urn:acme:hr:1.0:User:badge',
    'shirt',
  );
  const operation = fc.oneof(
    fc.record({ op: fc.constantFrom('add', 'Replace'), path, value }),
    fc.record({
      op: fc.constant('replace'),
      value: fc.record({ userName: value, slogan: value, active: fc.boolean() }),
    }),
    fc.record({
      op: fc.constant('add'),
      path: fc.constant('members'),
      value: fc.array(fc.record({ value, display: value })),
    }),
  );
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 4 }), (Operations) => {
      expect(wordsOf(redact(JSON.stringify({ Operations })).text)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

it('restoring puts back exactly what was replaced', () => {
  fc.assert(
    fc.property(user, (payload) => {
      const pasted = JSON.stringify(payload);
      const { text, restore } = redact(pasted);
      expect(restore(text).toLowerCase()).toBe(pasted.normalize('NFKC').toLowerCase());
    }),
  );
});

it('cutting a long text leaves no half of a quoted value', () => {
  for (let pad = 3940; pad < 4010; pad += 1) {
    const text = `error ${'x'.repeat(pad)} "displayName":"Jane Canaryson of somewhere","userName":"jcanary" ${'tail '.repeat(50)}`;
    expect(redact(excerpt({ text, detail: null })).text).not.toMatch(/jane|canary/i);
  }
});
