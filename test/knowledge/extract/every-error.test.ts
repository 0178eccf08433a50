import { describe, expect, it } from 'vitest';
import { extract } from '../../../src/knowledge/extract/extract.ts';

const SCIM = 'urn:ietf:params:scim:api:messages:2.0:Error';
const body = (status: number, detail: string, indent = 0) =>
  JSON.stringify({ schemas: [SCIM], status: String(status), detail }, null, indent);
const taken = (address: string) => `Resource [USER]: with email[${address}] already exists.`;
const GROUP = 'Resource [GROUP]: with displayName already exists.';

/** Whom each error is about, else what it says. */
const read = (text: string) =>
  extract(text).map(({ about, detail, httpStatus }) => about ?? detail ?? httpStatus);

const SEVERAL: [form: string, text: string, read: unknown[]][] = [
  [
    'three plain lines with three sentences of Atlassian',
    `${taken('ada@example.com')}\nFailed to create group of name Design for OrgId 1 due to existing group with same name in organization\nEmail update to unmanaged user with ID 5b, primary email bob@example.com, unlinked any associated atlassian account.`,
    ['ada@example.com', 'Design', 'bob@example.com'],
  ],
  [
    'JSON bodies and a plain line',
    [
      body(409, taken('ada@example.com')),
      body(404, 'User bob@example.com not found'),
      GROUP,
      body(400, 'cy@example.com: bad phone'),
    ].join('\n'),
    ['ada@example.com', 'bob@example.com', GROUP, 'cy@example.com'],
  ],
  [
    'a plain line after JSON bodies',
    [
      body(409, taken('ada@example.com')),
      body(409, taken('bob@example.com')),
      body(400, 'phone is bad'),
      GROUP,
    ].join('\n'),
    ['ada@example.com', 'bob@example.com', 'phone is bad', GROUP],
  ],
  [
    'pretty-printed bodies',
    [body(409, taken('ada@example.com'), 2), body(404, 'no such user bob@example.com', 2)].join('\n\n'),
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'bodies on one line',
    `${body(409, taken('ada@example.com'))} ${body(400, 'phone is bad')}`,
    ['ada@example.com', 'phone is bad'],
  ],
  [
    'sentences on one line',
    `${taken('ada@example.com')} ${taken('bob@example.com')}`,
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'lines of a log, of which one worked',
    `2026-11-02 09:00:01 ERROR ${taken('ada@example.com')}\n2026-11-02 09:00:02 INFO created eve@example.com\n2026-11-02 09:00:03 ERROR SCIM push of bob@example.com answered 400 Bad Request: phone is invalid`,
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'tasks of Okta',
    'Automatic provisioning of user Ada Reed to app Atlassian Cloud failed: License limit exceeded.\nAutomatic profile push of user Bob Lee to app Atlassian Cloud failed: Error while trying to push profile update for bob@example.com: Conflict. Errors reported by remote server: Resource [USER]: with email[bob@example.com] already exists.\nMatching user not found',
    ['Ada Reed', 'bob@example.com', 'Matching user not found'],
  ],
  [
    'bullets',
    `These fail in our SCIM sync:\n- ada@example.com: 409 User already exists\n- bob@example.com: 400 phoneNumbers is invalid\n• cy@example.com - user already exists`,
    ['ada@example.com', 'bob@example.com', 'cy@example.com'],
  ],
  [
    'numbers',
    `SCIM errors today\n1. ada@example.com -> 409 User already exists\n2) bob@example.com -> 404 user not found`,
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'paragraphs, each with its person below',
    `Error: ${GROUP}\nGroup: Design, asked by ada@example.com\n\nError: ${taken('bob@example.com')}\nUser: bob@example.com`,
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'traces of a log',
    `2026-11-02 09:00:01 ERROR sync of ada@example.com failed\ncom.example.scim.ConflictException: User ada@example.com already exists\n\tat com.example.scim.Client.push(Client.java:41)\n2026-11-02 09:00:02 ERROR sync of bob@example.com failed\ncom.example.scim.NotFoundException: User bob@example.com not found\n\tat com.example.scim.Client.push(Client.java:41)`,
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'JSON lines of a log',
    ['ada', 'bob']
      .map((name) =>
        JSON.stringify({
          level: 'error',
          user: `${name}@example.com`,
          status: 409,
          message: 'SCIM user already exists',
        }),
      )
      .join('\n'),
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'a list in JSON',
    JSON.stringify(
      ['ada', 'bob'].map((name) => ({
        user: `${name}@example.com`,
        error: { status: 409, message: 'SCIM user already exists' },
      })),
    ),
    ['ada@example.com', 'bob@example.com'],
  ],
  [
    'a list inside one answer',
    JSON.stringify({
      results: ['ada', 'bob'].map((name) => ({
        user: `${name}@example.com`,
        error: { status: 409, message: 'SCIM user already exists' },
      })),
    }),
    ['ada@example.com', 'bob@example.com'],
  ],
];

const ONE: [form: string, text: string][] = [
  ['a pretty-printed body', `Hi all, since today:\n\n${body(409, taken('ada@example.com'), 2)}\n\nany idea?`],
  [
    'words about one error over several lines',
    'Since this morning our SCIM sync fails with 409 Conflict.\nOkta shows: user already exists.\nWe tried to unassign and got the error again.\nWhat can we do?',
  ],
  [
    'bullets that tell one story',
    '- we rotated the SCIM token yesterday\n- the SCIM push fails with 401 Unauthorized since then\n- tried again: still 401',
  ],
  [
    'a trace in Python',
    'Traceback (most recent call last):\n  File "sync.py", line 4, in <module>\n    push()\nrequests.exceptions.HTTPError: 409 Client Error: Conflict for url: https://x.example.com/scim/v2/Users',
  ],
  [
    'a trace in Java with its cause',
    `com.example.scim.ScimException: push failed\n\tat com.example.Client.push(Client.java:4)\nCaused by: com.example.scim.ConflictException: ${taken('ada@example.com')}\n\tat com.example.Client.send(Client.java:9)`,
  ],
  [
    'a request and its answer',
    `POST /scim/v2/Users\n{"userName":"ada@example.com","active":true}\nHTTP/1.1 409 Conflict\n${body(409, 'userName is taken')}`,
  ],
  [
    'a wrapper, its body below',
    `Automatic provisioning of user Ada Reed to app Atlassian Cloud failed: Error while creating user ada@example.com: Conflict. Errors reported by remote server:\n${body(409, taken('ada@example.com'))}`,
  ],
  [
    'a sentence, and the same as a body',
    `Errors reported by remote server: ${taken('ada@example.com')}\nraw:\n${body(409, taken('ada@example.com'))}`,
  ],
  [
    'a line of a log with a status, the next with the answer',
    `2026-11-02 09:00:01 ERROR PATCH https://x.example.com/scim/v2/Users/1 409\n2026-11-02 09:00:01 ERROR ${body(409, taken('ada@example.com'))}`,
  ],
  [
    'an exception and its answer',
    `scim.SyncException: <Response [409]>\n${body(409, taken('ada@example.com'))}`,
  ],
  [
    'a line of a log with a status, the next in words',
    '2026-11-02 09:00:01 ERROR PATCH https://x.example.com/scim/v2/Users/1 409\n2026-11-02 09:00:01 ERROR ada@example.com: user already exists',
  ],
  [
    'a line of a log and what was raised',
    '2026-11-02 09:00:01 ERROR SCIM push of ada@example.com failed: user already exists\ncom.example.scim.ConflictException: User ada@example.com already exists',
  ],
  [
    'a sentence, and what somebody thinks of it',
    `${taken('ada@example.com')}\nwe think that the user already exists as ops@example.com\nmaybe the licence limit is reached, ask bob@example.com`,
  ],
  [
    'two tries',
    `2026-11-02 09:00:01 ERROR ${taken('ada@example.com')}\n2026-11-02 09:05:01 ERROR ${taken('ada@example.com')}`,
  ],
  [
    'tries with other times and ids in the words',
    [1, 2]
      .map((n) =>
        body(
          500,
          `Request 0b6f2c1d-aaaa-bbbb-cccc-00000000000${n} failed at 2026-11-02T09:0${n}:00Z, retried ${n} times`,
        ),
      )
      .join('\n'),
  ],
];

describe('each error of a paste', () => {
  it.each(SEVERAL)('%s', (_form, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('what is one error stays one', () => {
  it.each(ONE)('%s', (_form, text) => {
    expect(extract(text).map(({ detail, about }) => [detail, about])).toHaveLength(1);
  });
});

describe('two errors are the same', () => {
  const same = (...details: string[]) =>
    extract(details.map((detail) => body(409, detail)).join('\n')).map(({ times }) => times);

  it.each([
    ['with the same person and words', [taken('ada@example.com'), taken('ADA@example.com')], [2]],
    ['not with another person', [taken('ada@example.com'), taken('bob@example.com')], [1, 1]],
    ['not with other words', ['userName is taken', 'externalId is taken'], [1, 1]],
    ['with another group in the words', ['group Design exists', 'group Sales exists'], [1, 1]],
  ])('%s', (_what, details, times) => {
    expect(same(...details)).toEqual(times);
  });

  it('not for two people whom only their names tell apart', () => {
    const task = (name: string) =>
      `Automatic provisioning of user ${name} to app Atlassian Cloud failed: Matching user not found`;
    expect(read([task('Ada Reed'), task('Bob Lee'), task('Ada Reed')].join('\n'))).toEqual([
      'Ada Reed',
      'Bob Lee',
    ]);
  });
});

describe('each error keeps its own', () => {
  it('addresses, without those of entries that worked', () => {
    const text = `2026-11-02 09:00:00 INFO provisioned eve@example.com\n2026-11-02 09:00:01 ERROR ${taken('ada@example.com')}\n2026-11-02 09:00:02 INFO updated fay@example.com: success\n2026-11-02 09:00:03 ERROR ${taken('bob@example.com')}`;
    expect(extract(text).map(({ emails }) => emails)).toEqual([['ada@example.com'], ['bob@example.com']]);
  });

  it('address, where one entry alone fails', () => {
    const text = `2026-11-02 09:00:00 INFO provisioned eve@example.com\n2026-11-02 09:00:01 ERROR ${taken('ada@example.com')}`;
    expect(extract(text).map(({ emails }) => emails)).toEqual([['ada@example.com']]);
  });

  it('status', () => {
    const text = 'SCIM\n- ada@example.com: 409 User already exists\n- bob@example.com: 404 not found';
    expect(extract(text).map(({ httpStatus }) => httpStatus)).toEqual([409, 404]);
  });

  it('wrapper, or the one that the words before all of them name', () => {
    const text = `Okta shows these:\n${body(409, taken('ada@example.com'))}\n${body(409, taken('bob@example.com'))}\nEntra: ${body(400, 'phone is bad')}`;
    expect(extract(text).map(({ wrapper }) => wrapper)).toEqual(['okta', 'okta', 'entra']);
  });

  it('request, which comes before its answer', () => {
    const sent = (name: string) =>
      `PATCH /scim/v2/Users/1 {"userName":"${name}@example.com"}\n${body(409, 'userName is taken')}`;
    expect(extract(`${sent('ada')}\n${sent('bob')}`).map(({ emails }) => emails)).toEqual([
      ['ada@example.com'],
      ['bob@example.com'],
    ]);
  });
});
