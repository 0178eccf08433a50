import { expect, it } from 'vitest';
import type { Category } from '../../../src/knowledge/classify/category.ts';
import { categoryOf } from '../../../src/knowledge/classify/category-of.ts';

type Given = Partial<Parameters<typeof categoryOf>[0]>;

it.each<[string, Given, Category]>([
  ['uniqueness', { scimType: 'uniqueness', httpStatus: 400 }, 'duplicate-user'],
  ['uniqueness of a group', { scimType: 'UNIQUENESS', resource: 'Group' }, 'duplicate-group'],
  ['words about a user, of a group', { stated: 'duplicate-user', resource: 'Group' }, 'duplicate-group'],
  ['a sure scimType above the words', { scimType: 'tooMany', stated: 'license-limit' }, 'rate-limited'],
  ['a sure scimType above the status', { scimType: 'mutability', httpStatus: 401 }, 'mutability'],
  ['noTarget', { scimType: 'noTarget', httpStatus: 400 }, 'invalid-path-or-patch'],
  ['noTarget with 404: the user is gone', { scimType: 'noTarget', httpStatus: 404 }, 'not-found'],
  ['a sure status above the words', { httpStatus: 429, stated: 'forbidden' }, 'rate-limited'],
  ['a sure status above a loose scimType', { httpStatus: 401, scimType: 'invalidValue' }, 'unauthorized'],
  ['a loose scimType', { scimType: 'invalidValue', httpStatus: 400, stated: 'forbidden' }, 'invalid-value'],
  ['words that overrule it', { scimType: 'invalidValue', stated: 'license-limit' }, 'license-limit'],
  ['words above the status', { httpStatus: 400, stated: 'forbidden' }, 'forbidden'],
  ['a bare 409', { httpStatus: 409 }, 'duplicate-user'],
  ['a redirect', { httpStatus: 302 }, 'connection-setup'],
  ['a failure of the service', { httpStatus: 599 }, 'server-error'],
  ['403', { httpStatus: 403 }, 'forbidden'],
  ['400 alone', { httpStatus: 400 }, 'other'],
  ['400 with invalidSyntax', { httpStatus: 400, scimType: 'invalidSyntax' }, 'invalid-syntax'],
  ['invalidVers', { scimType: 'invalidVers', httpStatus: 400 }, 'unsupported'],
  ['invalidVers with 412', { scimType: 'invalidVers', httpStatus: 412 }, 'precondition-or-version'],
  ['a status without a meaning', { httpStatus: 418 }, 'other'],
  ['nothing', {}, 'other'],
])('%s', (_what, given, category) => {
  const none = {
    httpStatus: null,
    scimType: null,
    detail: null,
    resource: null,
    wrapper: null,
    stated: null,
  };
  expect(categoryOf({ ...none, emails: [], ...given })).toBe(category);
});
