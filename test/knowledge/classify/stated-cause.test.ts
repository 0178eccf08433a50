import { expect, it } from 'vitest';
import { statedCause } from '../../../src/knowledge/classify/stated-cause.ts';

it.each([
  ['The user already exists', 'duplicate-user'],
  ['USER_ALREADY_EXISTS', 'duplicate-user'],
  ['userAlreadyExists', 'duplicate-user'],
  ['The group "Staff" already exists', 'duplicate-group'],
  ['memberNotFound', 'not-found'],
  ['while connecting to upstream: connection refused', 'server-error'],
  ['connect ECONNREFUSED 10.0.0.1:443', 'connection-setup'],
  ['email address already in use', 'duplicate-user'],
  ['e-mail address already in use by another account', 'duplicate-user'],
  ['listen EADDRINUSE: address already in use :::3000', null],
  ['The SCIM bearer token is missing the scim.users.read scope', 'forbidden'],
  ['insufficient_scope', 'forbidden'],
  ['The bearer token is missing', 'unauthorized'],
  ['Request is unparsable, syntactically incorrect, or violates schema.', 'invalid-syntax'],
  ['good morning', null],
])('%s -> %s', (words, cause) => {
  expect(statedCause(words)).toBe(cause);
});
