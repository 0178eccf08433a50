import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalAtlassian, startAtlassian } from '../../sandbox/atlassian/start.ts';
import { ALL_SCOPES } from '../../sandbox/slack/scopes.ts';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { checkAtlassian } from '../../src/doctor/check-atlassian.ts';
import { openSqliteInbox } from '../../src/inbox/sqlite/sqlite-inbox.ts';
import { says, startModel } from '../model/local-model.ts';
import { json, SETTINGS, startServer } from '../tools/local-server.ts';

let slack: LocalSlack;
let atlassian: LocalAtlassian;
let model: Awaited<ReturnType<typeof startModel>>;
beforeAll(async () => {
  slack = await startSlack();
  atlassian = await startAtlassian();
  model = await startModel();
});
afterAll(async () => {
  await slack.close();
  await atlassian.close();
  model.close();
});

const all = (): Record<string, string> => ({
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  ...atlassian.settings,
  TRIAGE_CHANNELS: 'C0SUPPORT,C0SHARED',
  LOOKUP_USERS: 'U0ADMIN',
});

function doctor(env: Record<string, string>): Promise<{ code: number; out: string }> {
  const options = {
    cwd: join(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH, DATA_DIR: mkdtempSync(join(tmpdir(), 'doctor-')), ...env },
  };
  return new Promise((resolve) =>
    execFile(process.execPath, ['src/cli/doctor.ts'], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout + stderr }),
    ),
  );
}

describe('npm run doctor', () => {
  it('everything set up: says what works, and exits 0', async () => {
    const { code, out } = await doctor(all());
    expect(out).toMatch(/ok {5} SLACK_BOT_TOKEN: it is .* in the workspace Sandbox/);
    expect(out).toMatch(/ok {5} SLACK_APP_TOKEN/);
    expect(out).toMatch(/ok {5} Slack scopes: all \d+ of manifest\.yml are granted/);
    expect(out).toMatch(/note {3} Slack scopes: granted but not needed: .*users:read\.email/);
    expect(out).toMatch(/ok {5} Channel C0SUPPORT: I am in it/);
    expect(out).toMatch(/ok {5} Channel C0SHARED: .*never shows facts/);
    expect(out).toMatch(/ok {5} ATLASSIAN_API_KEY: .*organisations the key may see: it is "Example"/);
    expect(out).toMatch(/ok {5} ATLASSIAN_USER_MANAGEMENT_KEY/);
    expect(out).toMatch(/ok {5} ATLASSIAN_SCIM_TOKEN/);
    expect(out).toMatch(/absent {1,2} Model/);
    expect(out).toMatch(/ok {5} Who may look up accounts: 1 people/);
    expect(out).toContain('Nothing is wrong.');
    expect(code).toBe(0);
    for (const [name, value] of Object.entries(all()))
      if (/TOKEN|KEY/.test(name)) expect(out, name).not.toContain(value);
    expect(
      atlassian.requests.every(({ method, path }) => method === 'GET' || /search$|for-email$/.test(path)),
    ).toBe(true);
  });

  it('without credentials: what is absent hides something, and nothing is wrong', async () => {
    const { code, out } = await doctor({});
    expect(out).toMatch(/absent {1,2} Slack/);
    expect(out).toMatch(/absent {1,2} ATLASSIAN_API_KEY: not set: cards say nothing about accounts/);
    expect(out).toMatch(/note {3} Who may look up accounts: every full member/);
    expect(code).toBe(0);
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'a wrong bot token',
      () => ({ SLACK_BOT_TOKEN: 'xoxb-wrong' }),
      /WRONG {3}SLACK_BOT_TOKEN: Slack refused it/,
    ],
    [
      'a wrong app token',
      () => ({ SLACK_APP_TOKEN: 'xapp-wrong' }),
      /WRONG {3}SLACK_APP_TOKEN: Slack refused it/,
    ],
    [
      'Slack out of reach',
      () => ({ SLACK_API_URL: 'http://127.0.0.1:9/api/' }),
      /WRONG {3}SLACK_BOT_TOKEN: Slack could not be reached/,
    ],
    [
      'a channel without the bot',
      () => ({ TRIAGE_CHANNELS: 'C0ELSEWHERE' }),
      /WRONG {3}Channel C0ELSEWHERE: I am not in it/,
    ],
    [
      'a channel that is none',
      () => ({ TRIAGE_CHANNELS: 'C0NOSUCH' }),
      /WRONG {3}Channel C0NOSUCH: Slack does not show it/,
    ],
    [
      'an old organisation key',
      () => ({ ATLASSIAN_API_KEY: 'old' }),
      /WRONG {3}ATLASSIAN_API_KEY: .*has expired/,
    ],
    [
      'a wrong organisation',
      () => ({ ATLASSIAN_ORG_ID: 'other' }),
      /WRONG {3}ATLASSIAN_API_KEY: .*ATLASSIAN_ORG_ID is wrong/,
    ],
    [
      'a key with scopes for user management',
      () => ({ ATLASSIAN_USER_MANAGEMENT_KEY: atlassian.apiKey }),
      /WRONG {3}ATLASSIAN_USER_MANAGEMENT_KEY: .*without scopes/,
    ],
    [
      'an organisation key for the directory',
      () => ({ ATLASSIAN_SCIM_TOKEN: atlassian.apiKey }),
      /WRONG {3}ATLASSIAN_SCIM_TOKEN: .*directory's own API key/,
    ],
    ['half of a pair', () => ({ ATLASSIAN_SCIM_TOKEN: '' }), /WRONG {3}ATLASSIAN_SCIM_TOKEN: it is not set/],
    ['half a model', () => ({ OPENAI_API_KEY: 'k' }), /WRONG {3}Model: OPENAI_MODEL is not set/],
    [
      'a directory that cannot be written',
      () => ({ DATA_DIR: join(import.meta.filename, 'below-a-file') }),
      /WRONG {3}DATA_DIR: /,
    ],
    ['articles that cannot be read', () => ({ KNOWLEDGE_DIR: '/none' }), /WRONG {3}Articles: /],
    ['a wrong configuration', () => ({ PORT: 'x' }), /WRONG {3}Configuration: PORT/],
  ])('%s: names it and exits 1', async (_what, changes, expected) => {
    const { code, out } = await doctor({ ...all(), ...changes() });
    expect(out).toMatch(expected);
    expect(code).toBe(1);
  });

  it('a disk that takes no more: names the directory, although its file can be opened and read', async () => {
    const DATA_DIR = mkdtempSync(join(tmpdir(), 'doctor-'));
    const file = join(DATA_DIR, 'inbox.db');
    await openSqliteInbox({ file }).close();
    const db = new DatabaseSync(file);
    db.exec("CREATE TRIGGER full BEFORE INSERT ON probe BEGIN SELECT RAISE(FAIL, 'disk is full'); END");
    db.close();
    const { code, out } = await doctor({ ...all(), DATA_DIR });
    expect(out).toMatch(/WRONG {3}DATA_DIR: .*disk is full/);
    expect(code).toBe(1);
  });

  it('a list of organisations that is empty is no proof against a key that opens the organisation', async () => {
    let refused = false;
    const server = await startServer(({ url }, response) =>
      url === '/admin/v1/orgs' || !refused
        ? json(response, { data: [], scimLinks: [] })
        : json(response, {}, 404),
    );
    const lines = async () =>
      (await checkAtlassian({ ...SETTINGS, ATLASSIAN_API_URL: server.url })).filter(({ says }) =>
        says.includes('does not contain ATLASSIAN_ORG_ID'),
      );
    expect(await lines()).toMatchObject([{ state: 'note', says: expect.stringContaining('the key works') }]);
    refused = true;
    expect(await lines()).toMatchObject([{ state: 'wrong' }]);
    await server.close();
  });

  it('a missing scope: says what is hidden without it', async () => {
    const few = await startSlack({ scopes: ALL_SCOPES.filter((scope) => scope !== 'usergroups:read') });
    const { apiUrl: SLACK_API_URL, botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN } = few;
    const { code, out } = await doctor({ ...all(), SLACK_API_URL, SLACK_BOT_TOKEN, SLACK_APP_TOKEN });
    await few.close();
    expect(out).toMatch(
      /WRONG {3}Slack scope usergroups:read: it is not granted: LOOKUP_USERGROUPS cannot be asked/,
    );
    expect(code).toBe(1);
  });

  it('a model that is there', async () => {
    model.answer((response, asked) =>
      asked.url.endsWith('/models')
        ? response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[{"id":"m"}]}')
        : says('')(response, asked),
    );
    const env = { ...all(), OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: model.baseUrl };
    expect((await doctor(env)).out).toMatch(/ok {5} Model: the server accepts the key and has "m"/);
    expect((await doctor({ ...env, OPENAI_MODEL: 'x' })).out).toMatch(
      /WRONG {3}Model: the server has no model "x"/,
    );
  });
});
