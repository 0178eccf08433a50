import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startHealth } from '../../src/health.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from '../handlers/stage.ts';
import { says, startModel } from '../model/local-model.ts';

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
};
const SECRETS = {
  bearer: ['canary', 'bearer', '99887766'].join(''),
  github: ['ghp', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('_'),
  slack: ['xoxb', '123456789012', '123456789012', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('-'),
};
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
};
const PASTE = [
  `POST https://${PERSONAL.host}/scim/v2/Users from ${PERSONAL.ip} user=${PERSONAL.login}`,
  `Authorization: Bearer ${SECRETS.bearer}`,
  `X-Token: ${SECRETS.github}`,
  `slack ${SECRETS.slack}`,
  JSON.stringify(REQUEST),
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '418',
    detail: `The widget of ${PERSONAL.displayName} (${PERSONAL.email}, account ${PERSONAL.account}) is upside down`,
  }),
  `${PERSONAL.givenName} called about it from ${PERSONAL.phone}.`,
].join('\n');

let stage: Stage;
let model: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  model = await startModel();
  model.answer(says('{"articles":[],"quote":""}'));
  stage = await startStage({ OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: model.baseUrl });
});
afterAll(async () => {
  await stage.stop();
  model.close();
});

it('what a paste says of people and secrets reaches neither the model, the log, the store nor the metrics', async () => {
  const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: PASTE });
  const [answer] = await answersIn(stage, DM, ts);
  await stage.slack.post({
    channel: DM,
    user: ADMIN,
    text: `so what do I tell ${PERSONAL.givenName} (${PERSONAL.email})?`,
    threadTs: ts,
  });
  await answersIn(stage, DM, ts, 2);
  await stage.slack.command({ user: ADMIN, channel: DM, command: '/scim', text: 'the weather is fine' });
  await settled(stage);

  expect(model.asked.length).toBeGreaterThan(0);
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
    for (const [what, value] of Object.entries({ ...PERSONAL, ...SECRETS }))
      expect(text.toLowerCase().includes(value.toLowerCase()), `${what} in ${sink}`).toBe(false);
  for (const value of [SECRETS.bearer, SECRETS.slack]) expect(JSON.stringify(answer)).not.toContain(value);
});
