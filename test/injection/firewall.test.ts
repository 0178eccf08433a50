import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHealth } from '../../src/health.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { modelAt, type Respond, says, startModel } from '../model/local-model.ts';

/** One value for every place in which a paste may say who somebody is, or hold a secret. */
const PERSONAL = {
  userName: 'canaryuser',
  email: 'canary.address@canary-domain.example',
  givenName: 'Canarygiven',
  familyName: 'Canaryfamily',
  displayName: 'Canarydisplay Canarylast',
  nickName: 'Canarynick',
  phone: '+49 171 5550123',
  street: 'Canarystreet 7',
  externalId: '00uCANARY1234567890a'.slice(0, 20),
  id: 'c0ffee00-cafe-4bad-8bad-c0ffeec0ffee',
  account: '712020:c0ffee11-cafe-4bad-8bad-c0ffeec0ffee',
  login: 'canarylogin',
  host: 'idp.canary-corp.com',
  ip: '10.77.66.55',
  badge: 'CANARY-BADGE-7',
  employee: '90817263',
  manager: 'Canaryboss Canarychief',
  tenant: 'canary-tenant',
  department: 'Canarydepartment',
  pathId: 'canary-path-id',
  patched: 'Canarypatched',
  filtered: 'canaryfiltered',
  quoted: 'Canaryquoted',
  sender: 'Canarysender Canaryfrom',
};
const SECRETS = {
  bearer: ['canary', 'bearer', '99887766'].join(''),
  github: ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_'),
  slack: ['xoxb', '123456789012', '123456789012', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('-'),
};
/** Hidden from the model only; the door knows no such form. */
const PASSWORDS = { password: 'canarypassword', cookie: 'canarycookie', basic: 'canarybasic' };
const REQUEST = {
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id: PERSONAL.id,
  externalId: PERSONAL.externalId,
  userName: PERSONAL.userName,
  name: { givenName: PERSONAL.givenName, familyName: PERSONAL.familyName },
  displayName: PERSONAL.displayName,
  nickName: PERSONAL.nickName,
  phoneNumbers: [{ value: PERSONAL.phone }],
  addresses: [{ streetAddress: PERSONAL.street }],
  emails: [{ value: PERSONAL.email, primary: true }],
  password: PASSWORDS.password,
  favouriteThing: PERSONAL.badge,
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
    employeeNumber: Number(PERSONAL.employee),
    department: PERSONAL.department,
    manager: { displayName: PERSONAL.manager },
  },
  'urn:acme:params:scim:schemas:extension:hr:1.0:User': { badge: PERSONAL.badge },
};
const PATCH = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'name.middleName', value: PERSONAL.patched }],
};
const ERROR = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
  status: '418',
  detail: `The kettle of ${PERSONAL.displayName} (${PERSONAL.email}, account ${PERSONAL.account}) sings a song`,
};
const HEAD = [
  `From: ${PERSONAL.sender} <${PERSONAL.email}>`,
  `POST https://${PERSONAL.host}/scim/v2/Users from ${PERSONAL.ip} user=${PERSONAL.login}`,
  `Authorization: Bearer ${SECRETS.bearer}`,
  `Cookie: session=${PASSWORDS.cookie}`,
  `X-Token: ${SECRETS.github}`,
  `slack ${SECRETS.slack}, curl -u api:${PASSWORDS.basic} https://${PERSONAL.tenant}.atlassian.net`,
  `PATCH /scim/directory/x/Users/${PERSONAL.pathId}`,
  `GET /Users?filter=userName%20eq%20%22${PERSONAL.filtered}%22`,
  `Failed to create User '${PERSONAL.quoted}' in ${PERSONAL.tenant}.okta.com`,
];
const TAIL = `${PERSONAL.givenName} called about it from ${PERSONAL.phone}, ${PERSONAL.familyName.toUpperCase()} too.`;

/** One paste, as people have it. */
const PASTES = [
  [...HEAD, JSON.stringify(REQUEST), JSON.stringify(PATCH), JSON.stringify(ERROR), TAIL],
  [...HEAD, JSON.stringify(REQUEST, null, 2), JSON.stringify(ERROR, null, 2), TAIL],
  [...HEAD, JSON.stringify({ request: JSON.stringify(REQUEST), response: ERROR }), TAIL],
  [...HEAD, python(REQUEST), JSON.stringify(ERROR), TAIL],
  [...HEAD, JSON.stringify(ERROR), JSON.stringify(REQUEST).slice(0, -60), TAIL],
].map((lines) => lines.join('\n'));

/** As Python prints a dictionary. */
function python(value: object): string {
  return JSON.stringify(value).replaceAll('"', "'").replaceAll('true', 'True');
}

/** Servers that give back what they were told: in the answer, in an error, as a page. */
const ECHOES: Respond[] = [
  says('{"articles":[],"quote":""}'),
  (response, asked) =>
    says(JSON.stringify({ articles: ['connection-tls'], quote: asked.data }))(response, asked),
  (response, { body }) => response.writeHead(400).end(JSON.stringify({ error: { message: body } })),
  (response, { body }) => response.writeHead(500).end(JSON.stringify({ error: { message: body } })),
  (response, { body }) => response.writeHead(200).end(`<html>${body}</html>`),
];

let stage: Stage;
let model: Awaited<ReturnType<typeof startModel>>;
beforeEach(async () => {
  model = await startModel();
  stage = await startStage({ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: model.baseUrl });
});
afterEach(async () => {
  await stage.stop();
  model.close();
});

it.each(ECHOES.map((echo, i) => [i, echo] as const))(
  'what a paste says of people and secrets reaches neither the model, the log, the store nor the metrics (server %i)',
  async (_i, echo) => {
    model.answer(echo);
    const answers = [];
    for (const paste of PASTES) {
      const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: paste });
      answers.push(...(await answersIn(stage, DM, ts)));
      const words = `so what do I tell ${PERSONAL.givenName} (${PERSONAL.email})?`;
      await stage.slack.post({ channel: DM, user: ADMIN, text: words, threadTs: ts });
      answers.push(...(await answersIn(stage, DM, ts, 2)));
    }
    await settled(stage);

    expect(model.asked.length).toBeGreaterThanOrEqual(PASTES.length);
    const health = await startHealth(stage.inbox, 0);
    const metrics = await (await fetch(`http://127.0.0.1:${health.port}/metrics`)).text();
    await health.close();
    const stored = globSync('*', { cwd: stage.directory }).map((file) =>
      readFileSync(join(stage.directory, file), 'latin1'),
    );
    const sinks = {
      model: model.asked.map(({ body }) => body).join('\n'),
      log: stage.log.join('\n'),
      store: stored.join('\n'),
      metrics,
    };
    for (const [sink, text] of Object.entries(sinks))
      for (const [what, value] of Object.entries({ ...PERSONAL, ...SECRETS, ...PASSWORDS }))
        expect(text.toLowerCase().includes(value.toLowerCase()), `${what} in ${sink}`).toBe(false);
    for (const value of [SECRETS.bearer, SECRETS.slack]) expect(JSON.stringify(answers)).not.toContain(value);
  },
);

it('the error of a failed question reveals nothing of what was asked', async () => {
  for (const echo of ECHOES) {
    model.answer(echo);
    const asked = modelAt(model.baseUrl).chooseArticle(null)(PERSONAL.email, [
      { id: 'a', title: 'A', meaning: 'A' },
    ]);
    expect(JSON.stringify(await asked)).not.toContain(PERSONAL.email);
  }
});
