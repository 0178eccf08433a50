import { describe, expect, it } from 'vitest';
import { readPaste } from '../../../src/knowledge/extract/extract.ts';
import { isGuess } from '../../../src/knowledge/learned/is-likely.ts';

const taken = (name: string) => `Resource [USER]: with email[${name}@example.com] already exists.`;
const answer = (name: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '409',
    scimType: 'uniqueness',
    detail: taken(name),
  });
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const read = (text: string) => {
  const { errors, rows } = readPaste(text);
  return { people: errors.map(({ about }) => about), rows };
};
const rows = (failed: number, succeeded = 0, skipped = 0, unread = 0) => ({
  read: failed + succeeded + skipped,
  failed,
  succeeded,
  skipped,
  unread,
});
const two = ['ada@example.com', 'bob@example.com'];

describe('tables', () => {
  it.each([
    [
      'commas, quotes doubled',
      `time,user,status,error\n1,ada@example.com,Failure,${quoted(answer('ada'))}\n2,eve@example.com,Success,\n3,bob@example.com,Failure,${quoted(answer('bob'))}`,
      rows(2, 1),
    ],
    [
      'a cell over several lines',
      `user,status,error\nada@example.com,failed,${quoted(JSON.stringify(JSON.parse(answer('ada')), null, 2))}\nbob@example.com,failed,${quoted(taken('bob'))}`,
      rows(2),
    ],
    [
      'semicolons, German',
      `Benutzer;Status;Fehlermeldung\nada@example.com;Fehlgeschlagen;"${taken('ada')}"\neve@example.com;Erfolgreich;\nfay@example.com;Übersprungen;\nbob@example.com;Fehler;"${taken('bob')}"`,
      rows(2, 1, 1),
    ],
    [
      'semicolons, French',
      `Utilisateur;Statut;Message d'erreur\nada@example.com;Échec;${taken('ada')}\neve@example.com;Réussite;\nbob@example.com;Échec;${taken('bob')}`,
      rows(2, 1),
    ],
    [
      'semicolons, Spanish',
      `Usuario;Estado;Mensaje de error\nada@example.com;Fallido;${taken('ada')}\nbob@example.com;Error;${taken('bob')}`,
      rows(2),
    ],
    [
      'commas, Japanese',
      `ユーザー,状態,エラーメッセージ\nada@example.com,失敗,${taken('ada')}\neve@example.com,成功,\nbob@example.com,失敗,${taken('bob')}`,
      rows(2, 1),
    ],
    [
      'tabs',
      `user\tstatus\tdetail\nada@example.com\t409\t${taken('ada')}\neve@example.com\t201\t\nbob@example.com\t409\t${taken('bob')}`,
      rows(2, 1),
    ],
    [
      'Slack’s table',
      `user | result | error\nada@example.com | failure | ${taken('ada')}\nbob@example.com | failure | ${taken('bob')}`,
      rows(2),
    ],
    [
      'a table in Markdown',
      `| user | result | error |\n|---|:---:|---|\n| ada@example.com | failure | ${taken('ada')} |\n| bob@example.com | failure | ${taken('bob')} |`,
      rows(2),
    ],
    [
      'without a header',
      `2026-11-02,ada@example.com,Failure,${quoted(answer('ada'))}\n2026-11-02,eve@example.com,Success,\n2026-11-02,bob@example.com,Failure,${quoted(answer('bob'))}`,
      rows(2, 1),
    ],
    [
      'words before and after',
      `Hi, our SCIM export, half of it fails:\nuser,status,error\nada@example.com,failed,${quoted(taken('ada'))}\nbob@example.com,failed,${quoted(taken('bob'))}\n\nAny idea, please?`,
      rows(2),
    ],
    [
      'a body without the quotes that it needs',
      `user,status,error\nada@example.com,failed,${answer('ada')}\nbob@example.com,failed,${answer('bob')}`,
      rows(2),
    ],
    [
      'names of Graph’s fields',
      `id,provisioningStatusInfo.status,provisioningStatusInfo.errorInformation.reason,sourceIdentity.displayName\n1,failure,${taken('ada')},Ada\n2,skipped,,Eve\n3,failure,${taken('bob')},Bob`,
      rows(2, 0, 1),
    ],
    [
      'names of Okta’s fields',
      `eventType,outcome.result,outcome.reason,target0.alternateId,actor.alternateId\napplication.provision.user.push,FAILURE,${taken('ada')},ada@example.com,admin@example.com\napplication.provision.user.push,FAILURE,${taken('bob')},bob@example.com,admin@example.com`,
      rows(2),
    ],
  ])('%s', (_form, text, counts) => {
    const { people, rows: found } = read(text);
    expect(found).toEqual(counts);
    expect(
      people.map((one) => one?.replace(/^(Ada|Bob)$/, (name) => `${name.toLowerCase()}@example.com`)),
    ).toEqual(two);
  });

  it('each row keeps its own address, status and cause', () => {
    const { errors } = readPaste(
      'SCIM\nuser,http status,error\nada@example.com,409,User already exists\nbob@example.com,400,phoneNumbers is invalid',
    );
    expect(errors.map(({ httpStatus, emails, detail }) => [httpStatus, emails, detail])).toEqual([
      [409, ['ada@example.com'], 'User already exists'],
      [400, ['bob@example.com'], 'phoneNumbers is invalid'],
    ]);
  });

  it.each([
    [
      'prose with commas',
      'The SCIM user, the error, and the status 409, all of it since Monday.\nAda, Bob, and Eve failed, we think.',
    ],
    ['a list of people', 'name,email,team\nAda,ada@example.com,Design\nBob,bob@example.com,Sales'],
    ['results of tests', 'test,status,message\nlogin,passed,\nlogout,passed,'],
    ['an address line', 'Design; Sales; status; error'],
    ['a body', answer('ada')],
  ])('%s is none', (_what, text) => {
    expect(readPaste(text).rows).toBeNull();
  });

  it('a failure without known words is one of an unknown cause, where the table is about provisioning', () => {
    const { errors } = readPaste(
      'SCIM provisioning log\nuser,status,reason\nada@example.com,Failure,The moon is full\nbob@example.com,Failure,',
    );
    expect(errors.map(({ about, detail, stated }) => [about, detail, stated])).toEqual([
      ['ada@example.com', 'The moon is full', null],
      ['bob@example.com', null, null],
    ]);
    const elsewhere = readPaste('user,status,reason\nada@example.com,Failure,The moon is full');
    expect(elsewhere.errors.every(isGuess)).toBe(true);
  });

  it('a body without the quotes that it needs is read whole', () => {
    const { errors } = readPaste(`user,status,error\nada@example.com,failed,${answer('ada')}`);
    expect(errors).toMatchObject([{ httpStatus: 409, scimType: 'uniqueness', detail: taken('ada') }]);
  });

  it('who made a change is not whom it is about', () => {
    const { errors } = readPaste(
      'SCIM log\nactor,status,error\nroot@example.com,failed,phoneNumbers is invalid',
    );
    expect(errors).toMatchObject([{ address: null }]);
  });

  it('a row that worked is no error, whatever it says', () => {
    const text = `user,status,message\nada@example.com,failed,${taken('ada')}\neve@example.com,success,"user already exists, matched"`;
    expect(read(text)).toEqual({ people: ['ada@example.com'], rows: rows(1, 1) });
  });

  it('a row without a result that is known is counted as not read', () => {
    expect(
      read(`user,status,error\nada@example.com,failed,${taken('ada')}\nbob@example.com,pending,`).rows,
    ).toEqual(rows(1, 0, 0, 1));
  });

  it('a skip for a wrong value is a failure, any other is not', () => {
    const text =
      'Provisioning log\nidentity,status,reason\nada@example.com,Skipped,SkipReason: AttributeValidationFailed\nbob@example.com,Skipped,SkipReason: NotEffectivelyEntitled';
    expect(read(text)).toEqual({ people: ['ada@example.com'], rows: rows(1, 0, 1) });
  });
});

const graph = (name: string, status: string, errorInformation: unknown = null) => ({
  id: name,
  activityDateTime: '2026-11-02T09:00:00Z',
  provisioningAction: 'create',
  provisioningStatusInfo: { status, errorInformation },
  sourceIdentity: { id: 'o1', displayName: name, identityType: 'User' },
  targetIdentity: {
    id: '',
    displayName: `${name.toLowerCase()}@example.com`,
    identityType: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  },
  initiatedBy: { displayName: 'root@example.com' },
});
const conflict = (name: string) => ({
  errorCode: 'SystemForCrossDomainIdentityManagementServiceIncompatible',
  reason: `StatusCode: Conflict Message: Processing of the HTTP request resulted in an exception. Web Response: ${answer(name)}. This operation was retried 2 times.`,
  errorCategory: 'failure',
});
const okta = (name: string, result: string, reason: string | null = null, more: object = {}) => ({
  eventType: 'application.provision.user.push',
  displayMessage: 'Push new user to external application',
  outcome: { result, reason },
  actor: { type: 'User', alternateId: 'root@example.com' },
  target: [
    { type: 'AppUser', alternateId: `${name}@example.com`, displayName: name },
    { type: 'AppInstance', displayName: 'Atlassian Cloud' },
  ],
  ...more,
});

describe('events of provisioning logs', () => {
  it.each([
    [
      'one answer of Graph',
      JSON.stringify({
        '@odata.context': 'x',
        value: [
          graph('Ada', 'failure', conflict('ada')),
          graph('Eve', 'success'),
          graph('Fay', 'skipped'),
          graph('Bob', 'failure', conflict('bob')),
        ],
      }),
      rows(2, 1, 1),
    ],
    [
      'a list of Graph',
      JSON.stringify(
        [graph('Ada', 'failure', conflict('ada')), graph('Bob', 'failure', conflict('bob'))],
        null,
        2,
      ),
      rows(2),
    ],
    [
      'Azure Monitor',
      [graph('Ada', 'Failure', conflict('ada')), graph('Bob', 'Failure', conflict('bob'))]
        .map((one) =>
          JSON.stringify({
            category: 'ProvisioningLogs',
            properties: {
              ...one,
              provisioningStatusInfo: JSON.stringify(one.provisioningStatusInfo),
              targetIdentity: JSON.stringify(one.targetIdentity),
            },
          }),
        )
        .join('\n'),
      rows(2),
    ],
    [
      'Okta, one a line',
      [
        okta('ada', 'FAILURE', `Conflict. Errors reported by remote server: ${taken('ada')}`),
        okta('eve', 'SUCCESS'),
        okta('bob', 'FAILURE', `Conflict. Errors reported by remote server: ${taken('bob')}`),
      ]
        .map((one) => JSON.stringify(one))
        .join('\n'),
      rows(2, 1),
    ],
    [
      'Okta with bodies in the reason',
      JSON.stringify([okta('ada', 'FAILURE', answer('ada')), okta('bob', 'FAILURE', answer('bob'))]),
      rows(2),
    ],
    [
      'JumpCloud',
      JSON.stringify(
        ['ada', 'bob'].map((name) => ({
          event_type: 'user_create_provision',
          success: false,
          error_message: taken(name),
          resource: { email: `${name}@example.com` },
          initiated_by: { email: 'root@example.com' },
        })),
      ),
      rows(2),
    ],
    [
      'OneLogin',
      JSON.stringify(
        ['ada', 'bob'].map((name) => ({
          event_type_id: 0,
          user_name: `${name}@example.com`,
          error_description: taken(name),
          resolution: null,
        })),
      ),
      rows(2),
    ],
    [
      'with words around them',
      `From our log:\n${JSON.stringify(graph('Ada', 'failure', conflict('ada')), null, 2)}\n${JSON.stringify(graph('Bob', 'failure', conflict('bob')), null, 2)}\nfails since the 409s began`,
      rows(2),
    ],
  ])('%s', (_form, text, counts) => {
    expect(read(text)).toEqual({ people: two, rows: counts });
  });

  it('a body inside the reason is the answer, with its own status', () => {
    const [error] = readPaste(JSON.stringify(graph('Ada', 'failure', conflict('ada')))).errors;
    expect(error).toMatchObject({
      httpStatus: 409,
      scimType: 'uniqueness',
      detail: taken('ada'),
      address: 'ada@example.com',
      wrapper: 'entra',
      resource: 'User',
    });
  });

  it('a refused credential is told by Entra’s code, not by the body', () => {
    const info = {
      errorCode: 'SystemForCrossDomainIdentityManagementCredentialValidationFailure',
      reason: `Response Content: ${answer('ada')}`,
    };
    const [error] = readPaste(JSON.stringify(graph('Ada', 'failure', info))).errors;
    expect(error?.code).toBe('CredentialValidationFailure');
  });

  it.each([
    ['Okta gives no reason', JSON.stringify(okta('ada', 'FAILURE')), null],
    ['Graph gives no text', JSON.stringify(graph('Ada', 'failure')), null],
    [
      'Graph gives words that nobody knows',
      JSON.stringify(graph('Ada', 'failure', { errorCode: 'MoonIsFull', reason: null })),
      'MoonIsFull',
    ],
  ])('a failure is one although %s', (_what, text, detail) => {
    const { errors } = readPaste(text);
    expect(errors).toMatchObject([{ detail, address: 'ada@example.com', strongCue: true, times: 1 }]);
  });

  it('Okta’s type of event states the cause where no reason does', () => {
    const text = JSON.stringify(
      okta('ada', 'FAILURE', null, { eventType: 'application.integration.authentication_failure' }),
    );
    expect(readPaste(text).errors).toMatchObject([{ stated: 'unauthorized' }]);
  });

  it('the person is the one it happened to, not who did it', () => {
    const { errors } = readPaste(
      JSON.stringify(
        okta('ada', 'FAILURE', 'Bad Request. Errors reported by remote server: phone is invalid'),
      ),
    );
    expect(errors).toMatchObject([{ address: 'ada@example.com', about: 'ada@example.com' }]);
  });

  it('sign-ins that failed are none', () => {
    const text = JSON.stringify(
      okta('ada', 'FAILURE', 'INVALID_CREDENTIALS', { eventType: 'user.session.start' }),
    );
    expect(readPaste(text).rows).toBeNull();
  });

  it('only successes and skips: no error, and the counts', () => {
    expect(read(JSON.stringify({ value: [graph('Ada', 'success'), graph('Bob', 'skipped')] }))).toEqual({
      people: [],
      rows: rows(0, 1, 1),
    });
  });

  it('an error in words beside them is one more', () => {
    const text = `${JSON.stringify(graph('Ada', 'failure', conflict('ada')))}\nResource [GROUP]: with displayName already exists.`;
    expect(readPaste(text).errors.map(({ resource }) => resource)).toEqual(['User', 'Group']);
  });

  it('words around them that tell the same are none', () => {
    const text = `Our SCIM sync fails with 409 since Monday:\n${JSON.stringify(graph('Ada', 'failure', conflict('ada')))}`;
    expect(read(text).people).toEqual(['ada@example.com']);
  });
});

describe('how much was read', () => {
  it('is counted in characters', () => {
    expect(readPaste('x'.repeat(400_010)).characters).toEqual({ read: 400_000, unread: 10 });
  });

  it('all of two thousand rows', () => {
    const text = `user,status,error\n${Array.from({ length: 2000 }, (_, i) => `u${i}@example.com,failed,${taken(`u${i}`)}`).join('\n')}`;
    expect(readPaste(text).errors).toHaveLength(2000);
  });
});
