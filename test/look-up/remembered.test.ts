import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Keyv } from 'keyv';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';
import { createAtlassianClient } from '../../src/atlassian/client.ts';
import type { Fact } from '../../src/atlassian/fact.ts';
import { LOOK_UP_NAMES as ALL } from '../../src/knowledge/article/article.ts';
import { fromAtlassian } from '../../src/look-up/from-atlassian.ts';
import { type FactCache, type MemoryOptions, remembered } from '../../src/look-up/remembered.ts';
import { openCache } from '../../src/store/cache.ts';
import { LOOK_UPS } from '../../src/tools/look-ups.ts';
import { PATIENCE_MS } from '../eventually.ts';
import { temporaryDirectory } from '../inbox/files.ts';

const log = { warn: vi.fn(), info: vi.fn() };
const EMAIL = 'synced@example.com';
const ABOUT_ACCOUNT = ALL.filter((name) => LOOK_UPS[name].about === 'account');
const keyed = (secret: Buffer) => (text: string) => createHmac('sha256', secret).update(text).digest('hex');
const key = keyed(randomBytes(32));

let atlassian: LocalAtlassian;
let now = Date.UTC(2026, 10, 26, 12, 0, 0);
beforeEach(async () => {
  atlassian = await startAtlassian();
});
afterEach(() => atlassian.close());

/** The real look-ups with a memory of their own, unless told otherwise. */
function remembering(
  options: Partial<MemoryOptions> = {},
  settings: Record<string, string | undefined> = {},
) {
  const client = createAtlassianClient(
    {
      ...atlassian.settings,
      ...settings,
    },
    { now: () => now },
  );
  return remembered(fromAtlassian(client), { cache: new Keyv(), key, waitMs: PATIENCE_MS, ...options });
}

/** Paths asked for since the last call. */
const asked = () =>
  atlassian.requests.splice(0).map(({ path }) => path.split('?')[0]?.split('/').slice(-2).join('/'));
const valueIn = (facts: Fact[], name: string) => facts.find((fact) => fact.name === name)?.value;

test('each fact belongs to one look-up', () => {
  const names = Object.values(LOOK_UPS).flatMap(({ facts }) => [...facts]);
  expect(new Set(names).size).toBe(names.length);
});

describe('a second question', () => {
  test('asks nobody and gives the same facts, with the time they were checked', async () => {
    const lookUp = remembering();
    const first = await lookUp(ALL, EMAIL);
    asked();
    now += 30_000;
    const second = await lookUp(ALL, EMAIL.toUpperCase());
    expect(second).toEqual(first);
    expect(asked()).toEqual([]);
  });

  test('in another order and with other names asks only for what is new', async () => {
    const lookUp = remembering();
    await lookUp(['scim-links', 'account-by-email'], EMAIL);
    asked();
    const facts = await lookUp(['domain-status', 'account-by-email', 'domain-status'], EMAIL);
    expect(facts.map(({ name }) => name)).toEqual(['domainStatus', ...LOOK_UPS['account-by-email'].facts]);
    expect(asked()).toEqual([`${atlassian.orgId}/domains`]);
  });

  test('about another address is a new question, and so is one with another secret', async () => {
    const cache = new Keyv();
    await remembering({ cache })(['account-by-email'], EMAIL);
    asked();
    await remembering({ cache })(['account-by-email'], 'example@example.com');
    expect(asked()).toHaveLength(1);
    await remembering({ cache, key: keyed(randomBytes(32)) })(['account-by-email'], EMAIL);
    expect(asked()).toHaveLength(1);
  });

  test('"fresh" asks again, and what it finds is kept', async () => {
    const lookUp = remembering();
    await lookUp(ALL, EMAIL);
    atlassian.setAccount(EMAIL, { emailVerified: false });
    expect(valueIn(await lookUp(ALL, EMAIL), 'emailVerified')).toBe(true);
    expect(valueIn(await lookUp(ALL, EMAIL, { fresh: true }), 'emailVerified')).toBe(false);
    expect(valueIn(await lookUp(ALL, EMAIL), 'emailVerified')).toBe(false);
  });

  test('after the time of the store is over asks again', async () => {
    const store = openCache({ file: join(temporaryDirectory(), 'store.db'), log });
    const lookUp = remembering({ cache: store.namespace('facts', 1) });
    await lookUp(['domain-status'], EMAIL);
    await new Promise((done) => setTimeout(done, 20));
    await lookUp(['domain-status'], EMAIL);
    expect(asked()).toHaveLength(2);
    await store.close();
  });
});

describe('what is not known', () => {
  test('is asked again, what is known is not', async () => {
    const lookUp = remembering();
    const heal = atlassian.fail('/domains', { status: 403 });
    const first = await lookUp(['account-by-email', 'domain-status'], EMAIL);
    expect(first.at(-1)).toMatchObject({ name: 'domainStatus', complete: false });
    heal();
    asked();
    expect(valueIn(await lookUp(['account-by-email', 'domain-status'], EMAIL), 'domainStatus')).toBe(
      'verified',
    );
    expect(asked()).toEqual([`${atlassian.orgId}/domains`]);
  });

  test('is not kept, so that nothing has to be told apart later', async () => {
    const cache = new Keyv();
    const kept = vi.spyOn(cache, 'set');
    atlassian.fail('/domains', { status: 403 });
    await remembering({ cache })(['domain-status', 'organisation'], EMAIL);
    expect(kept.mock.calls.map(([, facts]) => facts)).toMatchObject([[{ name: 'organisationName' }]]);
  });

  test('for want of a key costs no call', async () => {
    const lookUp = remembering({}, { ATLASSIAN_USER_MANAGEMENT_KEY: undefined });
    await lookUp(['account-by-email', 'may-edit'], EMAIL);
    asked();
    expect(await lookUp(['account-by-email', 'may-edit'], EMAIL)).toContainEqual(
      expect.objectContaining({ reason: 'ATLASSIAN_USER_MANAGEMENT_KEY is not set' }),
    );
    expect(asked()).toEqual([]);
  });
});

describe('look-ups about the account', () => {
  test('use the account that is remembered', async () => {
    const lookUp = remembering();
    await lookUp(['account-by-email'], EMAIL);
    asked();
    const facts = await lookUp(ABOUT_ACCOUNT, EMAIL);
    expect(valueIn(facts, 'emailChangeRefusal')).toBe('externalDirectory.scim');
    expect(facts.every(({ name }) => !LOOK_UPS['account-by-email'].facts.includes(name as never))).toBe(true);
    expect(asked().filter((path) => path === 'users/search')).toEqual([]);
    await lookUp(ABOUT_ACCOUNT, EMAIL);
    expect(asked()).toEqual([]);
  });

  test('remember it when only they were asked', async () => {
    const lookUp = remembering();
    await lookUp(['may-edit'], EMAIL);
    asked();
    await lookUp(['account-by-email', 'may-edit'], EMAIL);
    expect(asked()).toEqual([]);
  });

  test('are never taken from another account that held the address before', async () => {
    const lookUp = remembering();
    expect(valueIn(await lookUp(['may-edit'], EMAIL), 'emailChangeAllowed')).toBe(false);
    atlassian.setAccount(EMAIL, { email: 'moved@example.com' });
    atlassian.setAccount(EMAIL);
    await lookUp(['account-by-email'], EMAIL, { fresh: true });
    expect(valueIn(await lookUp(['account-by-email', 'may-edit'], EMAIL), 'emailChangeAllowed')).toBe(true);
  });

  test('are not asked where nobody holds the address', async () => {
    const lookUp = remembering();
    await lookUp(['account-by-email', 'may-edit'], 'nobody@example.com');
    asked();
    const facts = await lookUp(['account-by-email', 'may-edit'], 'nobody@example.com');
    expect(facts.map(({ name, value }) => [name, value])).toEqual([['accountsFound', 0]]);
    expect(asked()).toEqual([]);
  });
});

test('keys and entries show no address and no secret', async () => {
  const entries = new Map<string, unknown>();
  const lookUp = remembering({
    cache: { get: async (at) => entries.get(at), set: async (at, value) => entries.set(at, value) },
  });
  await lookUp(ALL, EMAIL);
  expect(entries.size).toBeGreaterThan(4);
  for (const at of entries.keys()) expect(at).toMatch(/^[0-9a-f]{64}$/);
  const everything = JSON.stringify([...entries]);
  for (const secret of [EMAIL, 'synced', atlassian.apiKey, atlassian.userManagementKey, atlassian.scimToken])
    expect(everything.replaceAll('"value":"synced"', '')).not.toContain(secret);
});

describe('a cache in trouble is treated as an empty one', () => {
  const never = () => new Promise(() => undefined);
  const giving = (value: unknown): FactCache => ({ get: async () => value, set: async () => undefined });
  const KNOWN = { source: 's', checkedAt: '2026-11-26T12:00:00.000Z', complete: true };

  test.each<[string, FactCache]>([
    ['hangs', { get: never, set: never }],
    ['has lost everything', giving(undefined)],
    ['gives null', giving(null)],
    ['gives text', giving('[{"name":"domainStatus"}]')],
    ['gives an empty list', giving([])],
    [
      'gives an unknown fact',
      giving([{ ...KNOWN, name: 'domainStatus', value: 'unknown', complete: false, reason: 'x' }]),
    ],
    ['gives a fact of another look-up', giving([{ ...KNOWN, name: 'accountsFound', value: 1 }])],
    ['gives a value of another kind', giving([{ ...KNOWN, name: 'domainStatus', value: { toString: 1 } }])],
    [
      'gives no time',
      giving([{ ...KNOWN, name: 'domainStatus', value: 'verified', checkedAt: 'yesterday' }]),
    ],
    ['gives a name of all objects', giving([{ ...KNOWN, name: '__proto__', value: 1 }])],
  ])('that %s', async (_, cache) => {
    const facts = await remembering({ cache, waitMs: 50 })(['domain-status'], 'x@example.org');
    expect(facts).toMatchObject([{ name: 'domainStatus', value: 'unverified', complete: true }]);
    expect(asked()).toEqual([`${atlassian.orgId}/domains`]);
  });
});

test('a file that fails costs a question and nothing else', async () => {
  const store = openCache({ file: join(temporaryDirectory(), 'store.db'), log });
  const lookUp = remembering({ cache: store.namespace('facts', 60_000) });
  await store.close();
  for (let i = 0; i < 2; i++)
    expect(await lookUp(['domain-status'], EMAIL)).toMatchObject([{ value: 'verified', complete: true }]);
  expect(asked()).toHaveLength(2);
});

test('survives the file it is stored in, with every kind of value', async () => {
  const store = openCache({ file: join(temporaryDirectory(), 'store.db'), log });
  const lookUp = remembering({ cache: store.namespace('facts', 60_000) });
  for (const address of [EMAIL, 'stale@example.com', 'nobody@example.com', 'google@example.com']) {
    const first = await lookUp(ALL, address);
    asked();
    expect(await lookUp(ALL, address)).toEqual(first);
    expect(asked()).toEqual([]);
  }
  await store.close();
});
