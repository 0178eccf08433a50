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
  ['good morning', null],
])('%s -> %s', (words, cause) => {
  expect(statedCause(words)).toBe(cause);
});
