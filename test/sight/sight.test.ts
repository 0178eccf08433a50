import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LocalSlack, startSlack } from '../../sandbox/slack/slack.ts';
import { defaultWorkspace } from '../../sandbox/slack/workspace.ts';
import { openLog } from '../../src/log.ts';
import { membersOf } from '../../src/sight/members.ts';
import { type Asking, createSight, type Sight } from '../../src/sight/sight.ts';
import { type Workspace, workspaceOf } from '../../src/slack/workspace.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';

/** Sight on a local Slack: what is asked there, what is remembered, and what a failing question leads to. */
let slack: LocalSlack;
let cache: Cache;
let workspace: Workspace;
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
/** Accounts of the team that are no members. */
const nobodies = [
  { id: 'U0INVITED', name: 'i', real_name: 'I', team_id: TEAM, is_invited_user: true },
  { id: 'USLACKBOT', name: 'slackbot', real_name: 'Slackbot', team_id: TEAM },
];
/** only people of the team, whatever else is true of the channel */
const members = ['U0ADMIN', 'U0MEMBER'];

beforeAll(async () => {
  slack = await startSlack({
    workspace: {
      users: [...defaultWorkspace.users, ...crowd, ...nobodies],
      channels: [
        ...defaultWorkspace.channels,
        { id: 'C0CROWD', name: 'crowd', members: crowd.map(({ id }) => id) },
        { id: 'C0EXTSHARED', name: 'ext-shared', is_ext_shared: true, members },
        { id: 'C0INVITED', name: 'invited', is_pending_ext_shared: true, members },
        { id: 'C0ORGSHARED', name: 'org-shared', is_org_shared: true, members },
        {
          id: 'C0GUESTLAST',
          name: 'guest-last',
          members: [...crowd.slice(0, 11).map(({ id }) => id), 'U0GUEST'],
        },
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
  const config = { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl };
  workspace = workspaceOf(config, identity, openLog('silent'));
  sight = createSight({
    slack: workspace,
    cache,
    rules: { users: ['U0MEMBER'], userGroups: [] },
    adminUsers: ['U0OTHER'],
    settings: {
      channel: async (channel) => ({
        triage: true,
        quiet: false,
        openFacts: channel === 'C0SUPPORT',
        escalateTo: [],
        fromApp: false,
      }),
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
    ['C0EXTSHARED', 'mixed'],
    ['C0INVITED', 'mixed'],
    ['C0ORGSHARED', 'mixed'],
    ['C0GUESTLAST', 'mixed'],
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

describe('who reads a channel that is open for facts', () => {
  const mayShow = async () => {
    const place = await sight.place(
      { channel: 'C0SUPPORT', alone: false, shared: false },
      { insists: false },
    );
    return await sight.mayShowFacts(place);
  };

  it('a guest who joined a moment ago is seen', async () => {
    expect(await mayShow()).toBe('yes');
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'in');
    expect(await mayShow()).toBe('others read');
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'out');
    expect(await mayShow()).toBe('yes');
  });

  it('a member who became a guest a moment ago is seen', async () => {
    expect(await readers('C0SUPPORT')).toBe('internal');
    await slack.setUser('U0OTHER', { is_restricted: true });
    expect(await mayShow()).toBe('others read');
    await slack.setUser('U0OTHER', { is_restricted: false });
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
    ['U0INVITED', 'outsider'],
    ['USLACKBOT', 'outsider'],
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

describe('where nobody asked', () => {
  it('an integration bot is an outsider, in no group, and Slack is not asked', async () => {
    const before = slack.calls.length;
    const nobody = sight.person(null, { insists: false });
    expect(await nobody.standing()).toBe('outsider');
    expect(await nobody.inGroups(['S0HELPDESK'])).toBe(false);
    expect(slack.calls.length).toBe(before);
    expect(log).toEqual([]);
  });
});

describe('what the settings say', () => {
  const asking: Asking = { insists: false };
  const alone = { channel: 'D0MEMBER', alone: true, shared: false };

  it('only a channel that an admin opened is open for facts', async () => {
    const open = async (channel: string) =>
      (await sight.place({ channel, alone: false, shared: false }, asking)).openForFacts;
    expect([await open('C0SUPPORT'), await open('C0GENERAL')]).toEqual([true, false]);
  });

  it('the people who may see facts, and to whom an escalation may show them', async () => {
    const place = await sight.place(alone, asking);
    const member = sight.person('U0MEMBER', asking);
    const other = sight.person('U0OTHER', asking);
    expect([await sight.maySeeFacts(member, place), await sight.maySeeFacts(other, place)]).toEqual([
      'yes',
      'not chosen',
    ]);
    expect([await sight.maySendFacts(member), await sight.maySendFacts(other)]).toEqual([
      'yes',
      'not chosen',
    ]);
  });

  it('the people who may change them', async () => {
    const may = (user: string) => sight.maySetUp(sight.person(user, asking));
    expect([await may('U0OTHER'), await may('U0ADMIN')]).toEqual(['yes', 'not an admin']);
  });
});

describe('user groups', () => {
  it.each([
    ['U0MEMBER', true],
    ['U0OTHER', false],
  ])('%s is in the helpdesk: %s', async (user, isIn) => {
    expect(await sight.person(user, { insists: false }).inGroups(['S0HELPDESK'])).toBe(isIn);
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

  it('a channel that Slack says nothing about is not internal', async () => {
    const silent = membersOf({ ...workspace, channel: async () => null }, cache);
    expect(await silent.allInternal('C0SUPPORT')).toBe(false);
  });

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
