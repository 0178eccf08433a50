import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FeedbackEntry } from '../../src/store/feedback.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

let stage: Stage;
const seedFor = (address: string) => SEED.replace('example@example.com', address);
const post = (text: string, more: { channel?: string; user?: string; threadTs?: string } = {}) =>
  stage.slack.post({ channel: DM, user: ADMIN, text, ...more });

beforeAll(async () => {
  stage = await startStage({ LOOKUP_CACHE_SECONDS: '0' });
  for (const guest of ['U0GUEST', 'U0OUTSIDER']) await stage.slack.setMembership('C0SUPPORT', guest, 'in');
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await settled(stage);
  stage.outcomes.length = 0;
});

describe('a direct message with a full member', () => {
  it('gets the branch that fits the account, once, in the thread', async () => {
    const ts = await post(SEED);
    const [answer, ...more] = await answersIn(stage, DM, ts);
    await settled(stage);
    expect(more).toEqual([]);
    expect(answer?.text.replace(/\d\d:\d\d UTC/g, 'hh:mm UTC')).toMatchSnapshot();
    expect(JSON.stringify(answer?.blocks)).toContain('Steps, because your organisation manages the account');
  });

  it.each([
    ['synced@example.com', 'an identity provider syncs the account'],
    ['unverified@example.com', 'its e-mail address was never verified'],
    ['leaving@example.com', 'the account is marked for deletion'],
    ['external@example.com', 'not managed by your organisation'],
    ['orphaned@example.com', 'no account is found, but a SCIM record'],
    ['twice@example.com', 'more than one account shows this address'],
    ['nobody@example.com', 'no account with this address is found'],
    ['stale@example.com', 'a SCIM record with this address is linked to no account'],
    ['deactivated@example.com', 'no identity provider syncs it'],
    ['Synced@Example.com', 'an identity provider syncs the account'],
  ])('%s: %s', async (address, because) => {
    const [answer] = await answersIn(stage, DM, await post(seedFor(address)));
    expect(answer?.text).toMatch(new RegExp(`Steps, because [^\\n]*${because}`));
  });

  it('says what it could not check, and leaves the branch open', async () => {
    const end = stage.atlassian.fail('users/search', { status: 403 }, 10);
    const [answer] = await answersIn(stage, DM, await post(SEED));
    end();
    expect(answer?.text).toContain('Could not check, because');
    expect(answer?.text).not.toContain('Steps, because');
    expect(answer?.text).toContain(
      'If your organisation manages the account and no identity provider syncs it',
    );
  });

  it('"check again" repeats the look-ups', async () => {
    const ts = await post(seedFor('unverified@example.com'));
    await answersIn(stage, DM, ts);
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: true });
    await post('check again', { threadTs: ts });
    const answers = await answersIn(stage, DM, ts, 2);
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: false });
    expect(answers[1]?.text).toContain('Steps, because your organisation manages the account');
  });

  it('a new paste in the thread is diagnosed', async () => {
    const ts = await post(SEED);
    await answersIn(stage, DM, ts);
    await post(seedFor('synced@example.com'), { threadTs: ts });
    expect((await answersIn(stage, DM, ts, 2))[1]?.text).toContain('an identity provider syncs the account');
  });

  it('thanks get a nod and no words', async () => {
    const ts = await post('Thanks, that worked!');
    await settled(stage);
    expect(stage.slack.messages(DM, ts)).toHaveLength(1);
    expect(stage.slack.reactions.filter((one) => one.ts === ts)).toMatchObject([{ name: 'thumbsup' }]);
  });

  it.each([
    ['thanks, that worked', ['solved']],
    ['thanks!', []],
  ])('%j in the thread of an answer is recorded as %j', async (text, kinds) => {
    const ts = await post(SEED);
    await answersIn(stage, DM, ts);
    const thanks = await post(text, { threadTs: ts });
    await settled(stage);
    expect(stage.slack.reactions.filter((one) => one.ts === thanks)).toMatchObject([{ name: 'thumbsup' }]);
    const words = await stage.memory.records.entries<FeedbackEntry>('feedback', 0);
    const said = words.filter(({ card }) => card.endsWith(ts));
    expect(said.map(({ kind }) => kind)).toEqual(kinds);
    for (const { article } of said) expect(article).toBe('email-held-by-another-account');
  });

  it.each(['hello', '?', '{}'])('nothing recognised in %j: one helpful sentence', async (text) => {
    const [answer] = await answersIn(stage, DM, await post(text));
    expect(answer?.text).toMatch(/^I found no SCIM error in this\. Paste the whole error/);
  });
});

describe('sight', () => {
  it.each([
    ['a multi-channel guest', 'D0GUEST', 'U0GUEST'],
    ['a single-channel guest', 'D0SINGLE', 'U0SINGLE'],
    ['an outsider', 'D0OUTSIDER', 'U0OUTSIDER'],
  ])('%s gets the undecided card and causes no look-up', async (_who, channel, user) => {
    const before = stage.atlassian.requests.length;
    const [answer] = await answersIn(stage, channel, await post(SEED, { channel, user }));
    expect(answer?.text).toContain('I did not check');
    expect(answer?.text).not.toContain('Steps, because');
    expect(stage.atlassian.requests.length).toBe(before);
  });

  it('when Slack does not say who somebody is, nothing is looked up', async () => {
    stage.slack.fail('users.info', { error: 'user_not_found' });
    const before = stage.atlassian.requests.length;
    const inOwnDm = { channel: 'D0MEMBER', user: 'U0MEMBER' };
    const [answer] = await answersIn(stage, 'D0MEMBER', await post(SEED, inOwnDm));
    expect(answer?.text).toContain('Slack did not say whether you are a full member');
    expect(stage.atlassian.requests.length).toBe(before);
  });
});

describe('channels', () => {
  it('a watched channel is answered unasked, the same whatever the account; the facts go to its author alone', async () => {
    const before = stage.atlassian.requests.length;
    const texts = [];
    for (const address of ['unverified@example.com', 'synced@example.com']) {
      const [answer] = await answersIn(
        stage,
        'C0SUPPORT',
        await post(seedFor(address), { channel: 'C0SUPPORT', user: 'U0MEMBER' }),
      );
      texts.push(answer?.text);
    }
    expect(texts[0]).toBe(texts[1]);
    expect(texts[0]).toContain('I did not check');
    await settled(stage);
    const alone = stage.slack.ephemerals.filter(({ user }) => user === 'U0MEMBER').map(({ text }) => text);
    expect(alone).toEqual([
      expect.stringContaining('e-mail address was never verified'),
      expect.stringContaining('an identity provider syncs the account'),
    ]);
    expect(stage.atlassian.requests.length).toBeGreaterThan(before);
  });

  it.each([
    ['a guest', 'U0GUEST'],
    ['an outsider', 'U0OUTSIDER'],
  ])(
    '%s gets the same card in a watched channel, nothing alone, and no look-up is made',
    async (_who, user) => {
      const before = [stage.atlassian.requests.length, stage.slack.ephemerals.length];
      const ts = await post(SEED, { channel: 'C0SUPPORT', user });
      const [answer] = await answersIn(stage, 'C0SUPPORT', ts);
      await settled(stage);
      expect(answer?.text).toContain('I did not check');
      expect([stage.atlassian.requests.length, stage.slack.ephemerals.length]).toEqual(before);
    },
  );

  it.each([
    ['chat', 'morning all, the release is out'],
    ['a question about SCIM', 'Do I need SCIM if I have SSO?'],
    ['an error of something else', 'curl: (6) Could not resolve host: example.com'],
    ['a broadcast', '<!channel> lunch'],
  ])('%s in a watched channel is left alone', async (_what, text) => {
    const ts = await post(text, { channel: 'C0SUPPORT' });
    await settled(stage);
    expect(stage.slack.messages('C0SUPPORT', ts)).toHaveLength(1);
    expect(stage.outcomes.filter((outcome) => outcome !== 'silent')).toEqual([]);
  });

  it('any other channel is left alone, and its talk is not even stored', async () => {
    const ts = await post(SEED, { channel: 'C0GENERAL' });
    await settled(stage);
    expect(stage.slack.messages('C0GENERAL', ts)).toHaveLength(1);
    expect(stage.outcomes).toEqual([]);
  });

  it('a mention is answered once, though Slack sends two events for it', async () => {
    const ts = await post(`<@${stage.slack.botUserId}> ${SEED}`, { channel: 'C0GENERAL' });
    await answersIn(stage, 'C0GENERAL', ts);
    await settled(stage);
    expect(await answersIn(stage, 'C0GENERAL', ts)).toHaveLength(1);
    expect(stage.outcomes).toEqual(['answered']);
  });

  it("the bot's thread is followed: a new paste is answered, talk is not", async () => {
    const ts = await post(`<@${stage.slack.botUserId}> ${SEED}`, { channel: 'C0GENERAL' });
    await answersIn(stage, 'C0GENERAL', ts);
    await post('thanks, I will try', { channel: 'C0GENERAL', threadTs: ts });
    await post(seedFor('synced@example.com'), { channel: 'C0GENERAL', threadTs: ts });
    await answersIn(stage, 'C0GENERAL', ts, 2);
    await settled(stage);
    expect(await answersIn(stage, 'C0GENERAL', ts, 2)).toHaveLength(2);
  });

  it('an integration bot in a watched channel is read from its attachment', async () => {
    const ts = await stage.slack.post({
      channel: 'C0SUPPORT',
      user: 'U0ALERTS',
      text: '',
      subtype: 'bot_message',
      botId: 'B0ALERTS',
      attachments: [{ title: 'Sync failed', text: SEED, fallback: 'Sync failed' }],
    });
    expect(await answersIn(stage, 'C0SUPPORT', ts)).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('never reach the store, the log or the reply, and their author alone is warned', async () => {
    const secret = ['hunter', 'two', 'hunter'].join('');
    const ts = await post(`curl -H "Authorization: Bearer ${secret}" x\n${SEED}`, {
      channel: 'C0SUPPORT',
      user: 'U0MEMBER',
    });
    const [answer] = await answersIn(stage, 'C0SUPPORT', ts);
    await settled(stage);
    const warnings = stage.slack.ephemerals.filter(({ text }) => text.includes('looks like a secret'));
    expect(warnings).toMatchObject([{ channel: 'C0SUPPORT', user: 'U0MEMBER' }]);
    const stored = globSync('*', { cwd: stage.directory }).map((file) =>
      readFileSync(join(stage.directory, file), 'latin1'),
    );
    expect(stored.length).toBeGreaterThan(1);
    expect(stored.join()).not.toContain(secret);
    expect(warnings[0]?.text).toContain('Authorization header');
    expect(
      [
        answer?.text,
        JSON.stringify(answer?.blocks),
        stage.log.join(''),
        JSON.stringify(stage.slack.ephemerals),
      ].join(),
    ).not.toContain(secret);
  });
});

describe('what is posted', () => {
  it('mentions nobody and links nowhere, whatever the paste holds', async () => {
    const hostile = SEED.replace(
      'already exists.',
      'already exists. <!channel> <https://evil.example.com|click> @everyone *x*',
    );
    const [answer] = await answersIn(stage, DM, await post(hostile));
    expect(answer?.text).not.toMatch(/<!|<http|<@/);
    const shown = JSON.stringify(answer?.blocks).replaceAll('<https://admin.atlassian.com/', '');
    expect(shown).not.toMatch(/<!|<http|<@/);
  });

  it('is posted as text when Slack refuses the blocks', async () => {
    stage.slack.fail('chat.postMessage', { error: 'invalid_blocks' });
    const [answer] = await answersIn(stage, DM, await post(SEED));
    expect(answer?.blocks ?? []).toEqual([]);
    expect(answer?.text).toContain('Steps, because');
  });

  it.each([
    ['200 kB', 'x'.repeat(200_000)],
    ['10,000 nested brackets', '['.repeat(10_000)],
    ['null bytes', `\u0000${SEED}\u0000`],
    ['lone surrogates', '\ud800 oh'],
  ])('%s gets an answer and the bot lives', async (_what, text) => {
    expect(await answersIn(stage, DM, await post(text))).toHaveLength(1);
  });
});
