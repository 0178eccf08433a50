import type { AddressInfo } from 'node:net';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answer } from '../../src/answer.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { checkAtlassian } from '../../src/tools/check-atlassian.ts';
import { lookUpWith } from '../../src/tools/look-up.ts';

/** An independent SCIM server (scimmy), in the place where Atlassian's directory stands, with its own key. */
const DIRECTORY = 'peer-directory';
const KEY = 'key-of-the-peer';
type Stored = Record<string, unknown> & { id: string; userName: string };
const people = new Map<string, Stored>();
let base = '';
let close = () => {};

beforeAll(async () => {
  SCIMMY.Resources.declare(SCIMMY.Resources.User)
    .ingress((resource, data) => {
      const userName = String(data.userName);
      const taken = [...people.values()].some(
        (one) => one.userName.toLowerCase() === userName.toLowerCase() && one.id !== resource.id,
      );
      if (taken) throw new SCIMMY.Types.Error(409, 'uniqueness', `userName ${userName} already exists`);
      const id = resource.id ?? String(people.size + 1);
      const stored = { ...data, id, userName };
      people.set(id, stored);
      return stored;
    })
    .egress((resource) => {
      if (resource.id) {
        const one = people.get(resource.id);
        if (!one) throw new SCIMMY.Types.Error(404, '', `Resource ${resource.id} not found`);
        return one;
      }
      const all = [...people.values()];
      return resource.filter ? resource.filter.match(all) : all;
    })
    .degress((resource) => {
      if (!people.delete(resource.id ?? ''))
        throw new SCIMMY.Types.Error(404, '', `Resource ${resource.id} not found`);
    });
  const app = express();
  const handler = (request: { header(name: string): string | undefined }) => {
    if (request.header('authorization') !== `Bearer ${KEY}`) throw new Error('The token is not valid');
    return 'peer';
  };
  app.use(`/scim/directory/${DIRECTORY}`, new SCIMMYRouters({ type: 'bearer', handler }));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  await scim('POST', '/Users', {
    userName: 'jane@example.com',
    emails: [{ value: 'jane@example.com', primary: true }],
    active: true,
  });
});
afterAll(() => close());

async function scim(method: string, path: string, body?: object, key = KEY): Promise<string> {
  const response = await fetch(`${base}/scim/directory/${DIRECTORY}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' },
    ...(body
      ? { body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], ...body }) }
      : {}),
  });
  return await response.text();
}

const settings = (key = KEY) => ({
  ATLASSIAN_ORG_ID: 'org',
  ATLASSIAN_API_KEY: 'none of the peer',
  ATLASSIAN_API_URL: base,
  ATLASSIAN_SCIM_DIRECTORY_ID: DIRECTORY,
  ATLASSIAN_SCIM_TOKEN: key,
});
const record = async (email: string, key?: string) =>
  (await lookUpWith(settings(key))(['scim-record'], email))[0];

describe('the SCIM look-up against it', () => {
  test('finds a record by userName', async () => {
    expect(await record('jane@example.com')).toMatchObject({
      name: 'scimRecord',
      complete: true,
      value: { scimUserId: '1', active: true },
    });
  });

  test.each(['nobody@example.com', "o'brien@example.com"])('%s: none, and that is known', async (email) => {
    expect(await record(email)).toMatchObject({ name: 'scimRecord', complete: true, value: null });
  });

  test('a filter that it refuses is unknown, never "none"', async () => {
    expect(await record('"jane doe"@example.com')).toMatchObject({
      complete: false,
      reason: expect.stringContaining('answered 400'),
    });
  });

  test('a wrong key is said to be one', async () => {
    expect(await record('jane@example.com', 'wrong')).toMatchObject({
      complete: false,
      reason: expect.stringMatching(/answered 401: ATLASSIAN_SCIM_TOKEN is wrong/),
    });
  });

  test('the doctor finds the directory', async () => {
    const checks = await checkAtlassian(settings());
    expect(checks.find(({ name }) => name === 'ATLASSIAN_SCIM_TOKEN')).toMatchObject({ state: 'works' });
  });
});

describe('errors it really gives', () => {
  const knowledge = loadKnowledge();
  const verdict = async (text: string) => {
    const found = await answer(text, knowledge, 'not asked');
    return { ...found.diagnoses[0]?.verdict, speakUp: found.speakUp };
  };

  test.each<[string, () => Promise<string>, string]>([
    [
      'a userName that is taken',
      () => scim('POST', '/Users', { userName: 'jane@example.com' }),
      'duplicate-user',
    ],
    ['no such user', () => scim('GET', '/Users/999'), 'not-found'],
    [
      'a filter that is none',
      () => scim('GET', '/Users?filter=userName%20resembles%20%22x%22'),
      'invalid-filter',
    ],
    [
      'a path that is none',
      () => patch({ op: 'replace', path: 'nonsense', value: 'x' }),
      'invalid-path-or-patch',
    ],
    [
      'an operation that is none',
      () => patch({ op: 'upsert', path: 'userName', value: 'x' }),
      'invalid-syntax',
    ],
    ['a required value left out', () => scim('POST', '/Users', { active: true }), 'invalid-value'],
    [
      'a value of another kind',
      () => scim('POST', '/Users', { userName: 'x', active: 'perhaps' }),
      'invalid-value',
    ],
    [
      'a body of no schema',
      () => scim('POST', '/Users', { schemas: ['urn:none'], userName: 'y' }),
      'invalid-syntax',
    ],
    ['a wrong key', () => scim('GET', '/Users', undefined, 'wrong'), 'unauthorized'],
  ])('%s', async (_what, ask, category) => {
    const text = await ask();
    expect(text).toContain('urn:ietf:params:scim:api:messages:2.0:Error');
    expect(await verdict(text)).toMatchObject({ category, speakUp: true, article: expect.anything() });
  });

  function patch(operation: object): Promise<string> {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp'];
    return scim('PATCH', '/Users/1', { schemas, Operations: [operation] });
  }
});
