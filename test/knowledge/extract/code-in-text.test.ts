import { describe, expect, it } from 'vitest';
import { codeInText } from '../../../src/knowledge/extract/code-in-text.ts';
import { extract } from '../../../src/knowledge/extract/extract.ts';

const codeOf = (text: string) => codeInText(text)?.code ?? null;

describe('a documented code', () => {
  it.each<[string, string, string | null]>([
    ['by itself', 'DuplicateTargetEntries', 'DuplicateTargetEntries'],
    ['behind the name of a service', 'ContosoEntryConflict', 'EntryConflict'],
    ['behind the name of the protocol', 'SystemForCrossDomainIdentityManagementBadRequest', 'BadRequest'],
    [
      'broken as in the documentation',
      'SystemForCrossDomainIdentity<br>ManagementServiceIncompatible',
      'ServiceIncompatible',
    ],
    ['inside another word', 'PreEntryConflicts', null],
    ['called an error code', 'Fehlercode: Unauthorized', 'Unauthorized'],
    ['called an error code in JSON', '{"errorCode":"Timeout"}', 'Timeout'],
    ['that HTTP has too', 'StatusCode: Unauthorized', null],
    ['in a row that failed', '2026-11-01,Update,Failure,Timeout,a@example.com', 'Timeout'],
    ['in a row that did not fail', '2026-11-01,Update,Success,Timeout,a@example.com', null],
    ['first in its row', '| UnprocessableEntity | The app answered something else |', 'UnprocessableEntity'],
    ['that others use, about provisioning', 'provisioning log: InsufficientRights', 'InsufficientRights'],
    ['that others use, about provisioning by others', 'Okta provisioning: InsufficientRights', null],
    ['that others use, about anything', 'the job said InsufficientRights', null],
    ['of a failure, before one of a skip', 'RedundantExport\nInvalidAnchor', 'InvalidAnchor'],
    ['of a failed event', 'application.provision.user.push FAILURE', 'application.provision.user.push'],
    ['of an event that worked', 'application.provision.user.push SUCCESS', null],
    ['of an API error that is not listed', '{"errorCode":"E0000001"}', null],
  ])('%s', (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it.each([
    [
      'of the app',
      'Error code: EntryConflict\n{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400"}',
    ],
    [
      'of the app, in the entry itself',
      '{"errorCode":"EntryConflict","reason":"{\\"scimType\\":\\"mutability\\"}"}',
    ],
    ['in words', 'Error code: EntryConflict. Errors reported by remote server: the name is read-only'],
  ])('says nothing beside an answer %s', (_what, text) => {
    expect(extract(text)).toMatchObject([{ code: null }]);
  });

  it('of a token that was refused says more than any answer', () => {
    const [one] = extract(
      'SystemForCrossDomainIdentityManagementCredentialValidationFailure {"status":"401","scimType":"x"}',
    );
    expect(one?.code).toBe('CredentialValidationFailure');
  });

  it('beside a web page means that the page answered, not SCIM', () => {
    const text =
      'Error code: SystemForCrossDomainIdentityManagementServiceIncompatible <!DOCTYPE html><html>';
    expect(extract(text)).toMatchObject([{ code: null, stated: 'connection-setup' }]);
  });

  it('that Entra gives to many statuses says nothing beside one', () => {
    const code = 'Error code: SystemForCrossDomainIdentityManagementServiceIncompatible';
    expect(extract(code)[0]?.code).toBe('ServiceIncompatible');
    expect(extract(`${code} StatusCode: BadRequest`)).toMatchObject([{ code: null, detail: null }]);
  });
});

describe('a skip', () => {
  const SKIPPED = 'Entra provisioning failed to change it? SkipReason: RedundantExport';

  it('is never spoken up on', () => {
    expect(extract(SKIPPED)).toMatchObject([{ code: 'RedundantExport', strongCue: false }]);
  });

  it('is not seen beside a failing status', () => {
    expect(extract(`${SKIPPED}, HTTP 409`)).toMatchObject([{ code: null, httpStatus: 409 }]);
  });
});
