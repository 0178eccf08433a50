import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SEED } from '../knowledge/seed.ts';
import { answersIn, type Stage, settled, startStage } from './stage.ts';

/** A public article with an internal section. */
const ARTICLE = `---
id: badge-number-taken
title: Two people share a badge
category: duplicate-user
matches:
  - detail: 'badge number [0-9]{1,9} is taken'
audience: public
whoCanFix: org-admin
owner: helpdesk
lastReview: 2026-11-26
sources: [https://example.com/badges]
---

## What it means

A badge number belongs to one person.

## Steps

1. [org admin] Give one of them another number.

## How to verify

- Push again.

## When to escalate

Never.

## Internal: who to call

The badge desk, extension 4711.
`;
const BADGE =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","detail":"The badge number 7 is taken"}';
const INTERNAL = 'extension 4711';
const FACTS = 'e-mail verified: yes';

type Person = 'member' | 'guest' | 'outsider' | 'integration';
const PEOPLE: Record<Person, string> = {
  member: 'U0MEMBER',
  guest: 'U0GUEST',
  outsider: 'U0OUTSIDER',
  integration: 'U0ALERTS',
};

/** A channel of every kind, who is in it, and who may see what in the thread. */
const CHANNELS = {
  internal: { id: 'C0SUPPORT', people: ['member', 'integration'], internal: true },
  'internal, open for facts': { id: 'C0PRIVATE', people: ['member', 'integration'], internal: true },
  'with a guest, open for facts': { id: 'C0GENERAL', people: ['member', 'guest'], internal: false },
  'shared, open for facts': { id: 'C0SHARED', people: ['member', 'outsider'], internal: false },
} as const;

let stage: Stage;
beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'scim-matrix-'));
  writeFileSync(join(directory, 'badge-number-taken.md'), ARTICLE);
  stage = await startStage({
    KNOWLEDGE_DIR: directory,
    TRIAGE_CHANNELS: '*',
    LOOKUP_CACHE_SECONDS: '0',
    OPEN_FACTS_CHANNELS: 'C0PRIVATE,C0GENERAL,C0SHARED',
  });
  for (const [channel, out] of [
    ['C0PRIVATE', ['U0GUEST', 'U0SINGLE', 'U0OUTSIDER']],
    ['C0GENERAL', ['U0OUTSIDER']],
  ] as const)
    for (const user of out) await stage.slack.setMembership(channel, user, 'out');
  for (const user of ['U0GUEST', 'U0MEMBER']) await stage.slack.setMembership('C0GENERAL', user, 'in');
  for (const user of ['U0OUTSIDER', 'U0MEMBER']) await stage.slack.setMembership('C0SHARED', user, 'in');
});
afterAll(() => stage.stop());

const alone = (user: string, channel: string, since: string) =>
  JSON.stringify(
    stage.slack
      .seenBy(user, channel)
      .filter(({ is_ephemeral, ts }) => is_ephemeral && Number(ts) >= Number(since)),
  );

async function ask(channel: string, author: Person, text: string) {
  await settled(stage);
  const looked = stage.atlassian.requests.length;
  const user = PEOPLE[author];
  const bot = author === 'integration' ? { subtype: 'bot_message', botId: 'B0ALERTS' } : {};
  const ts = await stage.slack.post({ channel, user, text, ...bot });
  const [card] = await answersIn(stage, channel, ts);
  await settled(stage);
  const seen = JSON.stringify([card?.text, card?.blocks]);
  return { ts, card: card?.ts ?? '', seen, lookedUp: stage.atlassian.requests.length > looked };
}

for (const [kind, { id, people, internal }] of Object.entries(CHANNELS)) {
  describe(`a channel that is ${kind}`, () => {
    const open = internal && kind.includes('open');
    describe.each(people.map((author) => [author]))('%s posts', (author) => {
      const mayLookUp = author === 'member';

      it('internal parts stand there only where every reader is internal', async () => {
        const { seen } = await ask(id, author, BADGE);
        expect(seen.includes(INTERNAL)).toBe(internal);
        expect(seen).toContain('Give one of them another number');
      });

      it('facts stand there only where it is open and internal; else they reach the author alone, if that is a member', async () => {
        const { seen, ts, lookedUp } = await ask(id, author, SEED);
        expect(seen.includes(FACTS)).toBe(open && mayLookUp);
        expect(alone(PEOPLE[author], id, ts).includes(FACTS)).toBe(mayLookUp && !open);
        expect(lookedUp).toBe(mayLookUp);
      });

      it.each(people.filter((one) => one !== 'integration').map((one) => [one]))(
        'and %s presses "Check again"',
        async (presser) => {
          const { ts, card } = await ask(id, author, SEED);
          const before = stage.atlassian.requests.length;
          await stage.slack.press({ user: PEOPLE[presser], channel: id, ts: card, actionId: 'check_again' });
          await settled(stage);
          const answer = JSON.parse(alone(PEOPLE[presser], id, ts)).at(-1);
          expect(JSON.stringify(answer).includes(FACTS)).toBe(presser === 'member');
          expect(stage.atlassian.requests.length > before).toBe(presser === 'member');
          expect(stage.slack.messages(id, ts)).toHaveLength(2);
        },
      );
    });
  });
}

describe('what cannot be found out counts as no', () => {
  it.each(['conversations.info', 'conversations.members'])(
    '%s fails: nothing internal, no facts',
    async (method) => {
      const stage2 = await startStage({ OPEN_FACTS_CHANNELS: 'C0SUPPORT' });
      stage2.slack.fail(method, { error: 'internal_error' }, 10);
      const ts = await stage2.slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: SEED });
      const [card] = await answersIn(stage2, 'C0SUPPORT', ts);
      expect(JSON.stringify(card)).not.toContain(FACTS);
      await stage2.stop();
    },
  );

  it('users.info fails for one of the members', async () => {
    const stage2 = await startStage({ OPEN_FACTS_CHANNELS: 'C0SUPPORT' });
    stage2.slack.fail('users.info', { error: 'user_not_found' }, 1);
    const ts = await stage2.slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: SEED });
    const [card] = await answersIn(stage2, 'C0SUPPORT', ts);
    expect(JSON.stringify(card)).not.toContain(FACTS);
    await stage2.stop();
  });
});

describe('who may look up', () => {
  it.each([
    ['LOOKUP_USERS names the member', { LOOKUP_USERS: 'U0MEMBER' }, true],
    ['LOOKUP_USERS names somebody else', { LOOKUP_USERS: 'U0ADMIN' }, false],
    ['LOOKUP_USERS names a guest, who still may not', { LOOKUP_USERS: 'U0GUEST' }, false],
    ['a user group has the member', { LOOKUP_USERGROUPS: 'S0HELPDESK' }, true],
    ['a user group that Slack does not know', { LOOKUP_USERGROUPS: 'S0NOBODY' }, false],
  ])('%s', async (_what, env: Record<string, string>, may) => {
    const stage2 = await startStage(env);
    const guest = env.LOOKUP_USERS === 'U0GUEST';
    const [channel, user] = guest ? ['D0GUEST', 'U0GUEST'] : ['D0MEMBER', 'U0MEMBER'];
    const ts = await stage2.slack.post({ channel, user, text: SEED });
    const [card] = await answersIn(stage2, channel, ts);
    expect(JSON.stringify(card).includes(FACTS)).toBe(may);
    expect(stage2.atlassian.requests.length > 0).toBe(may);
    await stage2.stop();
  });
});

describe('every look-up', () => {
  it('leaves an audit line in the store and the log, without the address', async () => {
    const { ts } = await ask('C0SUPPORT', 'member', SEED.replace('example@', 'synced@'));
    const line = (await stage.memory.records.entries<Record<string, unknown>>('audit', 0)).at(-1);
    expect(line).toMatchObject({
      who: `${stage.slack.teamId}:U0MEMBER`,
      address: stage.memory.records.hash('synced@example.com'),
      tools: expect.arrayContaining(['account-by-email']),
      outcome: expect.stringMatching(/complete/),
    });
    expect(line?.address).not.toContain('synced');
    expect(stage.log.join('')).toContain('accounts were looked up');
    expect(stage.log.join('')).not.toContain('synced@');
    expect(ts).toBeTruthy();
  });

  it('counts against a limit per person, and says so when it is reached', async () => {
    const stage2 = await startStage({ LOOKUPS_PER_HOUR: '1' });
    const once = async () => {
      const ts = await stage2.slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: SEED });
      return (await answersIn(stage2, 'D0ADMIN', ts))[0]?.text;
    };
    expect(await once()).toContain(FACTS);
    const requests = stage2.atlassian.requests.length;
    expect(await once()).toContain('you have reached the limit of 1 addresses an hour');
    expect(stage2.atlassian.requests.length).toBe(requests);
    await stage2.stop();
  });
});
