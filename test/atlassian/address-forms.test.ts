import { expect, test } from 'vitest';
import { addressForms, domainOf, sameAddress } from '../../src/atlassian/address-forms.ts';

test.each([
  ['a@example.com', ['a@example.com']],
  ['A@Example.com', ['A@Example.com', 'a@example.com']],
  ['a@bücher.example', ['a@bücher.example', 'a@xn--bcher-kva.example']],
  ['a@xn--bcher-kva.example', ['a@xn--bcher-kva.example', 'a@bücher.example']],
  ['"A b@c"@example.com', ['"A b@c"@example.com', '"a b@c"@example.com']],
])('the forms of %s', (address, forms) => {
  expect(addressForms(address)).toEqual(forms);
});

test.each([
  ['A@Example.com', 'a@EXAMPLE.com', true],
  ['a@bücher.example', 'a@xn--bcher-kva.example', true],
  ['a@BÜCHER.example', 'a@xn--BCHER-kva.example', true],
  ['a@example.com', 'b@example.com', false],
  ['a@example.com', 'a@example.org', false],
  ['a@b@example.com', 'b@example.com', false],
  ['', '', true],
  ['a@example.com', '', false],
])('%s and %s', (one, other, same) => {
  expect(sameAddress(one, other)).toBe(same);
});

test.each([
  ['a@Bücher.example', 'xn--bcher-kva.example'],
  ['"a@b"@Example.com', 'example.com'],
])('the domain of %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});
