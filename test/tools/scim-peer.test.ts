import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose, read } from '../../src/answer.ts';
import { checkAtlassian } from '../../src/doctor/check-atlassian.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { scimRecord } from '../../src/tools/scim-record.ts';
import { contextFor } from './local-server.ts';
import { DIRECTORY, startPeer, TOKEN, userOf } from './scim-peer.ts';

let peer: Awaited<ReturnType<typeof startPeer>>;
let id: string;
beforeAll(async () => {
  peer = await startPeer();
  id = await peer.create('a@example.com');
  await peer.create("o'brien+x@example.com", { active: false });
  await peer.create('"quo ted"@example.com');
});
afterAll(() => peer.close());

const context = (settings = {}) =>
  contextFor(
    peer.url,
    {},
    { ATLASSIAN_SCIM_DIRECTORY_ID: DIRECTORY, ATLASSIAN_SCIM_TOKEN: TOKEN, ...settings },
  );

describe('look-ups at a SCIM server that others wrote', () => {
  test.each([
    ['a@example.com', true],
    ['A@Example.com', true],
    ["o'brien+x@example.com", false],
  ])('the record of %s', async (address, active) => {
    const [fact] = await scimRecord.run({ address }, context());
    expect(fact).toMatchObject({ name: 'scimRecord', complete: true, value: { active } });
    expect(fact?.value).not.toHaveProperty('atlassianAccountId');
  });

  test('nobody of this name', async () => {
    const [fact] = await scimRecord.run({ address: 'nobody@example.com' }, context());
    expect(fact).toMatchObject({ complete: true, value: null });
  });

  test('an escaped quote, which RFC 7644 allows and this server does not know, is unknown and not "none"', async () => {
    for (const address of ['"quo ted"@example.com', '"x\\" or userName pr"@example.com']) {
      const [fact] = await scimRecord.run({ address }, context());
      expect(fact).toMatchObject({ complete: false, reason: expect.stringContaining('answered 400') });
    }
  });

  test('a wrong token and a wrong directory', async () => {
    const [token] = await scimRecord.run(
      { address: 'a@example.com' },
      context({ ATLASSIAN_SCIM_TOKEN: 'wrong' }),
    );
    expect(token).toMatchObject({ reason: expect.stringMatching(/401: ATLASSIAN_SCIM_TOKEN is wrong/) });
    const [directory] = await scimRecord.run(
      { address: 'a@example.com' },
      context({ ATLASSIAN_SCIM_DIRECTORY_ID: 'other' }),
    );
    expect(directory).toMatchObject({
      reason: expect.stringMatching(/404: ATLASSIAN_SCIM_DIRECTORY_ID may/),
    });
  });

  test.each([
    [{}, 'works', /the directory answers/],
    [{ ATLASSIAN_SCIM_TOKEN: 'wrong' }, 'wrong', /401: ATLASSIAN_SCIM_TOKEN is wrong/],
    [{ ATLASSIAN_SCIM_DIRECTORY_ID: '..' }, 'wrong', /ATLASSIAN_SCIM_DIRECTORY_ID is not an ID/],
  ])('the doctor tries the directory with %o', async (changes, state, says) => {
    const checks = await checkAtlassian({
      ATLASSIAN_ORG_ID: 'org-1',
      ATLASSIAN_API_KEY: 'none of the peer',
      ATLASSIAN_API_URL: peer.url,
      ATLASSIAN_SCIM_DIRECTORY_ID: DIRECTORY,
      ATLASSIAN_SCIM_TOKEN: TOKEN,
      ...changes,
    });
    const check = checks.find(({ name }) => name === 'ATLASSIAN_SCIM_TOKEN');
    expect(check).toMatchObject({ state, says: expect.stringMatching(says) });
    expect(JSON.stringify(checks)).not.toContain(TOKEN);
  });
});

describe('errors of a SCIM server that others wrote are read and classified', () => {
  const knowledge = loadKnowledge();
  const patch = (...Operations: object[]) => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations,
  });
  const users = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`;

  test.each<[string, () => [method: string, path: string, body?: unknown, token?: string], number, string]>([
    ['a userName twice', () => ['POST', '/Users', userOf('a@example.com')], 409, 'duplicate-user'],
    ['an unknown operator', () => ['GET', users('userName xx "a"')], 400, 'invalid-filter'],
    ['an unclosed filter', () => ['GET', users('(userName eq "a"')], 400, 'invalid-filter'],
    ['nobody of this id', () => ['GET', '/Users/none'], 404, 'not-found'],
    [
      'an unknown path',
      () => ['PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'x', value: 'y' })],
      400,
      'invalid-path-or-patch',
    ],
    [
      'a removal of nothing',
      () => ['PATCH', `/Users/${id}`, patch({ op: 'remove' })],
      400,
      'invalid-path-or-patch',
    ],
    [
      'a path without a match',
      () => [
        'PATCH',
        `/Users/${id}`,
        patch({ op: 'replace', path: 'emails[type eq "home"].value', value: 'x' }),
      ],
      400,
      'invalid-path-or-patch',
    ],
    [
      'a change of the id',
      () => ['PATCH', `/Users/${id}`, patch({ op: 'replace', path: 'id', value: 'x' })],
      400,
      'mutability',
    ],
    [
      'an unknown operation',
      () => ['PATCH', `/Users/${id}`, patch({ op: 'twist', path: 'userName' })],
      400,
      'invalid-path-or-patch',
    ],
    [
      'another schema',
      () => ['PATCH', `/Users/${id}`, { schemas: ['x'], Operations: [] }],
      400,
      'invalid-syntax',
    ],
    ['a list for a user', () => ['POST', '/Users', []], 400, 'invalid-syntax'],
    ['half a body', () => ['POST', '/Users', '{"schemas":'], 400, 'invalid-syntax'],
    ['no userName', () => ['POST', '/Users', { ...userOf('x'), userName: undefined }], 400, 'invalid-value'],
    [
      'a flag that is text',
      () => ['POST', '/Users', { ...userOf('x'), active: 'maybe' }],
      400,
      'invalid-value',
    ],
    ['a wrong token', () => ['GET', '/Users', undefined, 'wrong'], 401, 'unauthorized'],
  ])('%s', async (_, request, status, category) => {
    const sent = await peer.send(...request());
    expect(sent.status).toBe(status);
    const body = JSON.parse(sent.text);
    for (const text of [
      sent.text,
      JSON.stringify(body, null, 2),
      `HTTP/1.1 ${status}\ncontent-type: application/scim+json; charset=utf-8\n\n${sent.text}`,
      `provisioning failed today, the log says ${sent.text} - any idea?`,
    ]) {
      const { diagnoses, speakUp } = await diagnose(read(text, knowledge), knowledge);
      expect(speakUp).toBe(true);
      expect(diagnoses).toHaveLength(1);
      expect(diagnoses[0]).toMatchObject({
        error: { httpStatus: status, scimType: body.scimType ?? null, detail: body.detail },
        verdict: { category },
      });
    }
  });
});
