import { describe, expect, it } from 'vitest';
import { extract } from '../../../src/knowledge/extract/extract.ts';

const first = (text: string) => extract(text)[0];
const BODY = '{"Errors":{"description":"long_username","code":400}}';

describe("what Okta's sentences say", () => {
  it.each<[string, string, object]>([
    [
      'a reason phrase at the end',
      'Error while verifying if user jane@example.com exists: Unauthorized',
      { httpStatus: 401, resource: 'User', wrapper: 'okta', emails: ['jane@example.com'], strongCue: true },
    ],
    [
      'another one',
      'Error while verifying if user jane@example.com exists: Conflict',
      { httpStatus: 409, wrapper: 'okta' },
    ],
    [
      'a rare one',
      'Error while verifying if user jane@example.com exists: Expectation Failed',
      { httpStatus: 417, wrapper: 'okta' },
    ],
    [
      'the same words in a name',
      'Okta: error while creating user jane@example.com: Conflict-Resolution Team is unknown',
      { httpStatus: 409, resource: 'User' },
    ],
    [
      'the older form, with a body whose Errors is an object',
      `Errors during execution: Error executing createNewUser: Bad Request. Errors reported by the connector : ${BODY}. Error Code: null`,
      { httpStatus: 400, detail: 'long_username', wrapper: 'okta', strongCue: true },
    ],
    [
      'the older form, with words',
      'Error executing pushUserProfile: Forbidden. Errors reported by the connector : not a member of this account',
      { httpStatus: 403, detail: 'not a member of this account', wrapper: 'okta' },
    ],
    [
      'a line that breaks within the sentence',
      'Automatic provisioning of user\nJane Doe to app Board failed: Error while creating user jane: Conflict. Errors reported\nby remote server: name is taken',
      { httpStatus: 409, detail: 'name is taken', wrapper: 'okta', resource: 'User', strongCue: true },
    ],
    [
      'nothing after the colon',
      'Error authenticating: Forbidden. Errors reported by remote server:\nand nothing else in the log',
      { httpStatus: 403, wrapper: 'okta' },
    ],
  ])('%s', (_what, text, read) => {
    expect(first(text)).toMatchObject(read);
  });

  it('a sentence of success is no error', () => {
    expect(extract('Automatic provisioning of user Jane Doe to app Board succeeded.')).toEqual([]);
  });
});

describe('user or group, by what the identity provider was about to change', () => {
  it.each<[string, 'User' | 'Group']>([
    [
      'Unable to update Group Push mapping target App group Design: Error while creating user group Design: Conflict',
      'Group',
    ],
    ['Okta group push of Design failed: 409 conflict', 'Group'],
    ['pushed group Design: SCIM error 404', 'Group'],
    ["Failed to create Group 'Design' in Board; Error: the user name of an owner is missing", 'Group'],
    ["Failed to update User 'jane@example.com' in Board; Error: group is unknown", 'User'],
    ['Automatic provisioning of user Jane to app Board failed: the group is full', 'User'],
    ['SCIM error 409 on POST /scim/v2/Groups', 'Group'],
    ['SCIM error 409 on POST /scim/v2/Users', 'User'],
  ])('%s', (text, resource) => {
    expect(first(text)?.resource).toBe(resource);
  });
});

describe('what names SCIM', () => {
  it.each([
    ['a content type', 'HTTP/1.1 409 Conflict\nContent-Type: application/scim+json\n\nname is taken'],
    ['a path without a host', '/scim/v2/Users answered 409 Conflict'],
    ['a path at the beginning of a line', 'since noon\n/api/scim/v2/Groups/7 -> 500'],
    [
      "Entra's reason for a quarantine",
      'An HTTP/404 Not Found response was returned rather than the expected HTTP/200 OK response. To address this issue, ensure that the tenant URL is correct.',
    ],
    [
      'a UAA body',
      '{"error":"scim_resource_already_exists","error_description":"Username already in use: jane","message":"Username already in use: jane"}',
    ],
    ['another UAA body', '{ "error" : "invalid_scim_resource", "message" : "A username must be provided." }'],
  ])('%s', (_what, text) => {
    expect(first(text)?.strongCue).toBe(true);
  });

  it.each([
    [
      'a content type in a question',
      'Which content type should we return, application/scim+json or plain JSON?',
    ],
    ['a quarantine in a question', 'How long does Entra keep a job in quarantine before it is disabled?'],
  ])('but not %s', (_what, text) => {
    expect(extract(text).some(({ strongCue }) => strongCue)).toBe(false);
  });
});

describe('a failure whose cause is unknown', () => {
  it.each([
    ['in English', 'Provisioning of three people failed, the log says nothing more', null],
    [
      'with a quotation',
      'SCIM says "we could not do this for you" since noon',
      'we could not do this for you',
    ],
    ['in German', 'Bei der Bereitstellung von Sabine ist ein unbekannter Fehler aufgetreten', null],
    ['in French', 'Une erreur inattendue lors du provisionnement de Léa', null],
    ['in Spanish', 'Aprovisionamiento fallido: se produjo un error desconocido', null],
    ['in Portuguese', 'Erro no provisionamento de Cláudia: falha não especificada', null],
    ['in Italian', 'Si è verificato un errore imprevisto durante il provisioning di Luca', null],
    ['in Dutch', 'Onbekende fout bij het inrichten van Fleur', null],
    ['in Polish', 'Wystąpił nieoczekiwany błąd podczas aprowizacji użytkownika', null],
    ['in Japanese', 'プロビジョニング中に予期しないエラーが発生しました', null],
    ['in Chinese', '预配用户时发生未知错误', null],
    ['in Korean', '프로비저닝 중 알 수 없는 오류가 발생했습니다', null],
  ])('is an error: %s', (_language, text, detail) => {
    expect(first(text)).toMatchObject({ stated: null, httpStatus: null, detail });
  });

  it.each(['SCIM went live for everybody', 'El aprovisionamiento funciona', 'プロビジョニングは正常です'])(
    'is none: %s',
    (text) => {
      expect(extract(text)).toEqual([]);
    },
  );
});

describe('a body of success is no error', () => {
  it.each([
    [
      'a SCIM 1.1 group',
      '{"schemas":["urn:scim:schemas:core:1.0"],"id":"7","displayName":"Staff","members":[]}',
    ],
    [
      'a SCIM 1.1 user',
      '{"schemas":["urn:scim:schemas:core:1.0"],"id":"7","userName":"jane","title":"Error analyst"}',
    ],
    ['a message with a status', '{"status":200,"message":"User provisioned"}'],
    [
      'a created group',
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"id":"7","displayName":"Conflict"}',
    ],
    ['a bulk reply', '{"Operations":[{"method":"POST","status":"201"},{"method":"PUT","status":"200"}]}'],
  ])('%s', (_what, text) => {
    expect(extract(text)).toEqual([]);
  });

  it.each([
    ['SCIM 1.1', '{"Errors":[{"code":"404","description":"Resource 7 not found"}]}', 404],
    ['a message with a failing status', '{"status":500,"message":"Could not store the user"}', 500],
    [
      'a failure inside a success',
      '{"status":200,"result":{"scimType":"uniqueness","status":"409","detail":"taken"}}',
      409,
    ],
  ])('but %s is', (_what, text, httpStatus) => {
    expect(first(text)).toMatchObject({ httpStatus });
  });
});

describe('a connection that failed', () => {
  it.each([
    'javax.net.ssl.SSLHandshakeException: Received fatal alert: handshake_failure',
    'javax.net.ssl.SSLPeerUnverifiedException: Certificate for <10.9.0.4> does not match',
    'javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?',
    'sun.security.provider.certpath.SunCertPathBuilderException: unable to find it',
    'java.security.cert.CertPathValidatorException: Path does not chain with any of the trust anchors',
    'sun.security.validator.ValidatorException: PKIX path building failed',
    'java.net.NoRouteToHostException: No route',
    'Remote host terminated the handshake',
    'request failed, reason: unable to verify the first certificate',
    'x: certificate signed by unknown authority',
    "Certificate for <a.example> doesn't match any of the subject alternative names: [*.b.example]",
    'requests.exceptions.TooManyRedirects: Exceeded 30 redirects.',
  ])('%s', (words) => {
    expect(first(`SCIM sync to https://idm.example.com/scim/v2: ${words}`)).toMatchObject({
      form: 'connection',
      strongCue: true,
    });
  });

  it('an application exception is none', () => {
    expect(first('SCIM 500: java.lang.NullPointerException: user')?.form).not.toBe('connection');
  });
});
