import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { defaultWorkspace } from '../../sandbox/slack/workspace.ts';
import { openLog } from '../../src/log.ts';
import { type Asking, createSight, type Sight } from '../../src/sight/sight.ts';
import { workspaceOf } from '../../src/slack/workspace.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';

/** Sight on a local Slack: what is asked there, what is remembered, and what a failing question leads to. */
let slack: LocalSlack;
let cache: Cache;
let sight: Sight;
let log: string[];
const directory = mkdtempSync(join(tmpdir(), 'scim-sight-'));
const TEAM = defaultWorkspace.team.id;
const crowd = Array.from({ length: 201 }, (_, i) => ({
  id: `U0CROWD${i}`,
  name: `c${i}`,
  real_name: `C ${i}`,
  team_id: TEAM,
}));

beforeAll(async () => {
  slack = await startSlack({
    workspace: {
      users: [...defaultWorkspace.users, ...crowd],
      channels: [
        ...defaultWorkspace.channels,
        { id: 'C0CROWD', name: 'crowd', members: crowd.map(({ id }) => id) },
        { id: 'C0TWOHUNDRED', name: 'two-hundred', members: crowd.slice(0, 199).map(({ id }) => id) },
      ],
    },
  });
});
afterAll(async () => {
  await slack.close();
  rmSync(directory, { recursive: true });
});
beforeEach(() => {
  log = [];
  cache = openCache({ file: join(directory, `${Math.random()}.db`), log: openLog('silent') });
  const identity = { teamId: slack.teamId, botId: slack.botId, botUserId: slack.botUserId };
  sight = createSight({
    slack: workspaceOf(
      { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl },
      identity,
      openLog('silent'),
    ),
    cache,
    rules: { users: [], userGroups: [] },
    adminUsers: [],
    settings: {
      channel: async () => ({ triage: true, quiet: false, openFacts: true, escalateTo: [], fromApp: false }),
    },
    log: { warn: (data: object, message?: string) => void log.push(`${message} ${JSON.stringify(data)}`) },
  });
});

const asked = (method: string) => slack.calls.filter((call) => call.method === method).length;
const standing = (user: string, asking: Asking = { insists: false }) => sight.person(user, asking).standing();
const readers = async (channel: string, asking: Asking = { insists: false }) =>
  await (await sight.place({ channel, alone: false, shared: false }, asking)).readers();

describe('who reads a channel', () => {
  it.each([
    ['C0SUPPORT', 'internal'],
    ['C0GENERAL', 'mixed'],
    ['C0SHARED', 'mixed'],
    ['C0TWOHUNDRED', 'internal'],
    ['C0CROWD', 'mixed'],
  ])('%s: %s', async (channel, who) => {
    expect(await readers(channel)).toBe(who);
  });

  it('is asked once and remembered', async () => {
    const before = asked('conversations.members');
    expect(await readers('C0SUPPORT')).toBe('internal');
    expect(await readers('C0SUPPORT')).toBe('internal');
    expect(asked('conversations.members')).toBe(before + 1);
  });
});

describe('what a person is', () => {
  it.each([
    ['U0ADMIN', 'admin'],
    ['U0MEMBER', 'member'],
    ['U0GUEST', 'guest'],
    ['U0SINGLE', 'guest'],
    ['U0ALERTS', 'own app'],
    ['U0OUTSIDER', 'outsider'],
  ])('%s: %s', async (user, kind) => {
    expect(await standing(user)).toBe(kind);
  });

  it('is asked once for one request, and remembered for the next', async () => {
    const before = asked('users.info');
    const person = sight.person('U0MEMBER', { insists: false });
    await Promise.all([person.standing(), person.standing()]);
    await standing('U0MEMBER');
    expect(asked('users.info')).toBe(before + 1);
  });
});

describe('a question that Slack does not answer', () => {
  const PASSING = [
    { status: 429, retryAfter: 1 },
    { status: 503 },
    { reset: 'before' },
    { error: 'internal_error' },
  ] as const;

  it.each(PASSING)('%j: unknown, logged, noted, and not remembered', async (fault) => {
    slack.fail('users.info', fault);
    const asking: Asking = { insists: false };
    expect(await standing('U0OTHER', asking)).toBe('unknown');
    expect(asking.unanswered).toBeInstanceOf(Error);
    expect(log.join()).toContain('Slack did not say');
    expect(await standing('U0OTHER')).toBe('member');
  });

  it.each(PASSING)('%j: an insisting request ends, so that it is run again', async (fault) => {
    slack.fail('users.info', fault);
    await expect(standing('U0OTHER', { insists: true })).rejects.toThrow();
    expect(await standing('U0OTHER', { insists: true })).toBe('member');
  });

  it('a refusal for good is unknown and not asked again', async () => {
    const asking: Asking = { insists: true };
    slack.fail('users.info', { error: 'missing_scope' });
    expect(await standing('U0OTHER', asking)).toBe('unknown');
    expect(asking.unanswered).toBeUndefined();
    expect(log.join()).toContain('missing_scope');
  });

  it.each(['conversations.info', 'conversations.members', 'users.info'])(
    'readers of a channel, by %s: unknown, and never internal',
    async (method) => {
      slack.fail(method, { status: 429, retryAfter: 1 });
      const asking: Asking = { insists: false };
      expect(await readers('C0SUPPORT', asking)).toBe('unknown');
      expect(asking.unanswered).toBeInstanceOf(Error);
      expect(await readers('C0SUPPORT')).toBe('internal');
    },
  );

  it('one of two user groups: in the other one is enough, else unknown', async () => {
    const [group] = slack.userGroups();
    const id = group?.id ?? '';
    slack.fail('usergroups.users.list', { status: 503 });
    expect(await sight.person('U0GUEST', { insists: false }).inGroups([id])).toBe('unknown');
    const inIt = group?.users[0] ?? '';
    slack.fail('usergroups.users.list', { status: 503 });
    expect(await sight.person(inIt, { insists: false }).inGroups(['S0NONE', id])).toBe(true);
  });
});
