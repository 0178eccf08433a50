import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  await stage.slack.setMembership(SUPPORT, 'U0GUEST', 'in');
});
afterAll(() => stage.stop());
beforeEach(() => settled(stage));

const lastAlone = (user: string, channel: string) =>
  stage.slack
    .seenBy(user, channel)
    .filter(({ is_ephemeral }) => is_ephemeral)
    .at(-1);
async function scim(text: string, user = MEMBER, channel = 'C0GENERAL') {
  await stage.slack.command({ user, channel, command: '/scim', text });
  await settled(stage);
  return lastAlone(user, channel);
}

describe('/scim', () => {
  it('diagnoses a paste only for the person who typed it, with the facts', async () => {
    const answer = await scim(SEED);
    expect(answer?.text).toContain('Steps, because your organisation manages the account');
    expect(stage.slack.messages('C0GENERAL')).toEqual([]);
  });

  it('works where the bot is no member', async () => {
    expect((await scim(SEED, MEMBER, 'C0ELSEWHERE'))?.text).toContain('Steps, because');
  });

  it('checks an address', async () => {
    expect((await scim('check unverified@example.com'))?.text).toContain('not verified');
  });

  it('a guest gets no look-up', async () => {
    const before = stage.atlassian.requests.length;
    const answer = await scim('check unverified@example.com', 'U0GUEST', SUPPORT);
    expect(answer?.text).toContain('I did not look anything up');
    expect(stage.atlassian.requests.length).toBe(before);
  });

  it('help says what it can do', async () => {
    expect((await scim('help'))?.text).toContain('What I can do');
  });

  it('nothing recognised: says what to paste', async () => {
    expect((await scim('hello there'))?.text).toContain('I found no SCIM error');
  });

  it('alone opens a form, whose paste is answered alone', async () => {
    await stage.slack.command({ user: MEMBER, channel: 'C0GENERAL', command: '/scim', text: '' });
    await eventually(() => expect(stage.slack.modalOf(MEMBER)?.callback_id).toBe('paste'));
    await stage.slack.submitView({ user: MEMBER, values: { text: SEED.replace('example@', 'synced@') } });
    await settled(stage);
    expect(lastAlone(MEMBER, 'C0GENERAL')?.text).toContain('an identity provider syncs the account');
    expect(stage.slack.modalOf(MEMBER)).toBe(null);
  });

  it('a secret in it is cut out and named', async () => {
    const secret = ['hunter', 'two', 'hunter'].join('');
    const answer = await scim(`Authorization: Bearer ${secret} ${SEED}`);
    expect(answer?.text).toContain('looks like a secret');
    expect(JSON.stringify([answer, stage.log])).not.toContain(secret);
  });

  it('its buttons work for half an hour', async () => {
    const answer = await scim(SEED);
    await stage.slack.press({
      user: MEMBER,
      channel: 'C0GENERAL',
      ts: answer?.ts ?? '',
      actionId: 'support_pack',
    });
    await settled(stage);
    expect(JSON.stringify(lastAlone(MEMBER, 'C0GENERAL')?.blocks)).toContain('rich_text_preformatted');
  });
});

describe('"Diagnose SCIM error" on a message', () => {
  it("diagnoses anybody's message alone, and posts in its thread when asked to, once", async () => {
    const ts = await stage.slack.post({ channel: 'C0GENERAL', user: 'U0GUEST', text: SEED });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0GENERAL', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    expect(stage.slack.messages('C0GENERAL', ts)).toHaveLength(1);
    const answer = lastAlone(ADMIN, 'C0GENERAL');
    expect(answer?.text).toContain('Steps, because');
    for (let i = 0; i < 2; i += 1)
      await stage.slack.press({
        user: ADMIN,
        channel: 'C0GENERAL',
        ts: answer?.ts ?? '',
        actionId: 'post_in_thread',
      });
    await settled(stage);
    const posted = await answersIn(stage, 'C0GENERAL', ts);
    expect(posted).toHaveLength(1);
    expect(posted[0]?.text).toContain('I did not check');
    expect(posted[0]?.text).not.toContain('Steps, because');
    expect(lastAlone('U0GUEST', 'C0GENERAL')).toBe(undefined);
  });

  it('where the bot is no member it answers, and says what posting needs', async () => {
    const ts = await stage.slack.post({ channel: 'C0ELSEWHERE', user: MEMBER, text: SEED });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0ELSEWHERE', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    const answer = lastAlone(ADMIN, 'C0ELSEWHERE');
    expect(answer?.text).toContain('Steps, because');
    await stage.slack.press({
      user: ADMIN,
      channel: 'C0ELSEWHERE',
      ts: answer?.ts ?? '',
      actionId: 'post_in_thread',
    });
    await settled(stage);
    expect(lastAlone(ADMIN, 'C0ELSEWHERE')?.text).toContain('/invite');
  });
});

describe('the Home tab', () => {
  const home = async (user: string) => {
    await stage.slack.openHome({ user });
    await settled(stage);
    return JSON.stringify(stage.slack.homeOf(user)?.blocks);
  };

  it('lists an answer once, however often its post was edited', async () => {
    const listed = async () => (await home(MEMBER)).split(' UTC: ').length;
    const before = await listed();
    const ts = await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: SEED });
    await answersIn(stage, SUPPORT, ts);
    await stage.slack.edit(SUPPORT, ts, SEED.replace('example@', 'synced@'));
    await settled(stage);
    expect(await listed()).toBe(before + 1);
  });

  it('shows a member what is connected, what was answered and which articles there are', async () => {
    await answersIn(stage, SUPPORT, await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: SEED }));
    const shown = await home(MEMBER);
    expect(shown).toContain('Atlassian organisation');
    expect(shown).toContain('answered 2');
    expect(shown).toContain('reviewed 20');
    expect(shown).not.toContain('example@example.com');
    expect(shown).not.toContain('modal:channel_settings');
  });

  it.each(['U0GUEST', 'U0OUTSIDER'])('shows %s how to use the bot and nothing else', async (user) => {
    const shown = await home(user);
    expect(shown).toContain('What I can do');
    expect(shown).not.toContain('Atlassian organisation');
  });

  it('lets an admin set up a channel, which then holds', async () => {
    await home(ADMIN);
    await stage.slack.press({
      user: ADMIN,
      view: 'home',
      actionId: 'modal:channel_settings',
      blockId: setUpBlock(),
    });
    await eventually(() => expect(stage.slack.modalOf(ADMIN)?.callback_id).toBe('channel_settings'));
    await stage.slack.submitView({
      user: ADMIN,
      values: { id: 'C0GENERAL', on: ['triage', 'quiet'] },
    });
    await settled(stage);
    expect(JSON.stringify(stage.slack.homeOf(ADMIN)?.blocks)).toContain('C0GENERAL');
    const ts = await stage.slack.post({ channel: 'C0GENERAL', user: MEMBER, text: SEED });
    await settled(stage);
    expect(stage.slack.messages('C0GENERAL', ts)).toHaveLength(1);
    expect(stage.slack.reactions.filter((one) => one.ts === ts)).toMatchObject([{ name: 'bulb' }]);
    await stage.slack.post({
      channel: 'C0GENERAL',
      user: MEMBER,
      text: `<@${stage.slack.botUserId}>`,
      threadTs: ts,
    });
    expect(await answersIn(stage, 'C0GENERAL', ts)).toHaveLength(1);
  });

  it('a channel set to be quiet is watched for it, and may be changed later', async () => {
    const setUp = async (values: Record<string, string | string[]>, blockId: string) => {
      await stage.slack.press({ user: ADMIN, view: 'home', actionId: 'modal:channel_settings', blockId });
      await eventually(() => expect(stage.slack.modalOf(ADMIN)?.callback_id).toBe('channel_settings'));
      await stage.slack.submitView({ user: ADMIN, values });
      await settled(stage);
    };
    await home(ADMIN);
    await setUp({ id: 'C0ESCALATE', on: ['quiet'] }, setUpBlock());
    expect(await stage.memory.settings.channel('C0ESCALATE')).toMatchObject({ triage: true, quiet: true });
    await setUp({ on: ['openFacts'] }, changeBlock('C0ESCALATE'));
    expect(await stage.memory.settings.channel('C0ESCALATE')).toMatchObject({
      quiet: false,
      openFacts: true,
    });
  });

  it('somebody who is no admin any more changes nothing', async () => {
    await home(ADMIN);
    const open = () =>
      stage.slack.press({
        user: ADMIN,
        view: 'home',
        actionId: 'modal:channel_settings',
        blockId: setUpBlock(),
      });
    await open();
    await eventually(() => expect(stage.slack.modalOf(ADMIN)?.callback_id).toBe('channel_settings'));
    await stage.slack.setUser(ADMIN, { is_admin: false, is_owner: false });
    forgetPeople();
    await stage.slack.submitView({ user: ADMIN, values: { id: 'C0PRIVATE', on: ['openFacts'] } });
    await settled(stage);
    expect(await stage.memory.settings.channel('C0PRIVATE')).toMatchObject({ openFacts: false });
    expect(stage.slack.messages(DM).at(-1)?.text).toContain('Nothing was changed');
    const before = stage.slack.messages(DM).length;
    await open();
    await eventually(() => expect(stage.slack.messages(DM)).toHaveLength(before + 1));
    expect(stage.slack.modalOf(ADMIN)).toBe(null);
    await stage.slack.setUser(ADMIN, { is_admin: true, is_owner: true });
    forgetPeople();
  });

  const changeBlock = (channel: string) => {
    const blocks = (stage.slack.homeOf(ADMIN)?.blocks ?? []) as { block_id?: string; accessory?: unknown }[];
    const shown = blocks.find((one) => one.accessory && JSON.stringify(one).includes(channel));
    return shown?.block_id ?? '';
  };
  /** What is remembered of people is forgotten, as it is after two minutes. */
  const forgetPeople = () => {
    const db = new DatabaseSync(`${stage.directory}/store.db`);
    db.exec("DELETE FROM entries WHERE namespace = 'person'");
    db.close();
  };
  const setUpBlock = () => {
    const blocks = (stage.slack.homeOf(ADMIN)?.blocks ?? []) as {
      type: string;
      block_id?: string;
      elements?: { action_id?: string }[];
    }[];
    return (
      blocks.find(
        ({ type, elements }) => type === 'actions' && elements?.[0]?.action_id === 'modal:channel_settings',
      )?.block_id ?? ''
    );
  };
});

describe('a direct message', () => {
  it.each([
    ['is unverified@example.com verified?', 'not verified'],
    ['who holds synced@example.com', 'synced'],
  ])('%j', async (question, words) => {
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: question });
    expect((await answersIn(stage, DM, ts))[0]?.text).toContain(words);
  });
});

describe('"Post in thread"', () => {
  it('says when the message is gone by the time it is to be answered in its thread', async () => {
    const ts = await stage.slack.post({ channel: 'C0GENERAL', user: MEMBER, text: SEED });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0GENERAL', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    const answer = lastAlone(ADMIN, 'C0GENERAL');
    stage.slack.fail('chat.postMessage', { error: 'thread_not_found' });
    await pressPost(answer?.ts);
    expect(lastAlone(ADMIN, 'C0GENERAL')?.text).toContain('The error behind this answer is gone');
  });

  it('posts in the thread although Slack fails at first', async () => {
    const ts = await stage.slack.post({ channel: 'C0GENERAL', user: MEMBER, text: SEED });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0GENERAL', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    const answer = lastAlone(ADMIN, 'C0GENERAL');
    stage.slack.fail('chat.postMessage', { status: 503 });
    await pressPost(answer?.ts);
    expect(lastAlone(ADMIN, 'C0GENERAL')?.text).toContain('Posted in the thread');
    expect(await answersIn(stage, 'C0GENERAL', ts)).toHaveLength(1);
  });

  async function pressPost(ts = '') {
    await stage.slack.press({ user: ADMIN, channel: 'C0GENERAL', ts, actionId: 'post_in_thread' });
    await settled(stage);
  }
});
