import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

// What was once wrong, each through the whole bot.

const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';
const FACT = /e-mail verified|account ID: 712020/;
const error = (status: number, detail: string) =>
  JSON.stringify({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail,
  });

let stage: Stage;
afterEach(() => stage.stop());

const post = (text: string, more: Record<string, unknown> = {}) =>
  stage.slack.post({ channel: SUPPORT, user: MEMBER, text, ...more });
async function card(text = SEED, more: { channel?: string; user?: string } = {}) {
  const { channel = SUPPORT, user = MEMBER } = more;
  const ts = await post(text, more);
  const [answer] = await answersIn(stage, channel, ts);
  await settled(stage);
  const press = async (actionId: string, by = user) => {
    await stage.slack.press({ user: by, channel, ts: answer?.ts ?? '', actionId });
    await settled(stage);
  };
  return { ts, answer, press };
}
const alone = (user: string, channel = SUPPORT) =>
  stage.slack
    .seenBy(user, channel)
    .filter(({ is_ephemeral }) => is_ephemeral)
    .at(-1);
const escalated = (channel: string) =>
  stage.slack.messages(channel).filter(({ text }) => text?.startsWith('Escalated'));

describe('escalation', () => {
  it('shows no facts to people who may not see them, though they are members', async () => {
    stage = await startStage({ LOOKUP_USERS: ADMIN, ESCALATE_TO: 'C0ESCALATE,U0OTHER' });
    const { press } = await card(SEED, { user: ADMIN });
    await press('escalate', ADMIN);
    for (const channel of ['C0ESCALATE', 'D0OTHER']) {
      expect(escalated(channel)).toHaveLength(1);
      expect(JSON.stringify(escalated(channel))).not.toMatch(FACT);
    }
  });

  it('shows them where every member may', async () => {
    stage = await startStage({ ESCALATE_TO: 'C0ESCALATE' });
    const { press } = await card();
    await press('escalate');
    expect(JSON.stringify(escalated('C0ESCALATE'))).toMatch(FACT);
  });

  it('is the same for outsiders whatever the account', async () => {
    stage = await startStage({ ESCALATE_TO: 'C0SHARED' });
    for (const name of ['unverified', 'synced', 'nobody']) {
      const { press } = await card(SEED.replace('example@', `${name}@`));
      await press('escalate');
    }
    const texts = escalated('C0SHARED').map(({ text }) => text?.replace(/https:\S+/, ''));
    expect(new Set(texts).size).toBe(1);
    expect(texts).toHaveLength(3);
  });

  it('is posted once although the connection broke after it', async () => {
    stage = await startStage({ ESCALATE_TO: 'C0ESCALATE' });
    const { press } = await card();
    stage.slack.fail('chat.postMessage', { reset: 'after' }, 1);
    await press('escalate');
    expect(escalated('C0ESCALATE')).toHaveLength(1);
    expect(alone(MEMBER)?.text).toContain('Escalated to <#C0ESCALATE>');
  });

  it('of a post that was changed to another error is another one', async () => {
    stage = await startStage({ ESCALATE_TO: 'C0ESCALATE' });
    const { ts, press } = await card(error(501, 'Bulk is not implemented'));
    await press('escalate');
    await stage.slack.edit(SUPPORT, ts, SEED);
    await settled(stage);
    await press('escalate');
    expect(escalated('C0ESCALATE')).toHaveLength(2);
  });
});

describe('nothing is lost', () => {
  it.each([
    ['a rate limit', { status: 429, retryAfter: 1 }],
    ['a failure', { status: 503 }],
  ])('%s while a file is asked for: it is read later', async (_what, fault) => {
    stage = await startStage();
    stage.slack.fail('files.info', fault, 1);
    const file = stage.slack.addFile({
      name: 'e.log',
      mode: 'hosted',
      mimetype: 'text/plain',
      content: SEED,
    });
    const ts = await post('', { files: [file] });
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });

  it('a form that cannot be opened: the person who asked is told, and it is counted', async () => {
    stage = await startStage();
    stage.slack.fail('views.open', { error: 'expired_trigger_id' });
    await stage.slack.command({ user: MEMBER, channel: SUPPORT, command: '/scim', text: '' });
    await eventually(() => expect(alone(MEMBER)?.text).toContain('That did not work just now'));
    expect(stage.outcomes).toContain('failed');
  });

  it('a rate limit makes a button wait without using up its tries', async () => {
    stage = await startStage();
    const { answer } = await card();
    stage.slack.fail('chat.postEphemeral', { status: 429, retryAfter: 0 }, 6);
    await stage.slack.press({
      user: MEMBER,
      channel: SUPPORT,
      ts: answer?.ts ?? '',
      actionId: 'support_pack',
    });
    await eventually(() => expect(alone(MEMBER)?.text).toContain('Old userPrincipalName'));
    expect((await stage.inbox.counts()).dead).toBe(0);
  });

  it('an edit while the answer is being posted: one card', async () => {
    stage = await startStage();
    stage.slack.fail('chat.postMessage', { delayMs: 800 }, 1);
    const ts = await post(SEED);
    await eventually(() =>
      expect(stage.slack.calls.map(({ method }) => method)).toContain('chat.postMessage'),
    );
    await stage.slack.edit(SUPPORT, ts, SEED.replace('example@', 'synced@'));
    await settled(stage);
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });

  it('"Post in thread" after "Not relevant" posts again', async () => {
    stage = await startStage();
    const { ts, press } = await card();
    await press('not_relevant');
    await stage.slack.shortcut({ user: ADMIN, channel: SUPPORT, ts, callbackId: 'diagnose_message' });
    await settled(stage);
    const shown = alone(ADMIN)?.ts ?? '';
    await stage.slack.press({ user: ADMIN, channel: SUPPORT, ts: shown, actionId: 'post_in_thread' });
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('in the form are named, and kept nowhere', async () => {
    stage = await startStage();
    await stage.slack.command({ user: MEMBER, channel: SUPPORT, command: '/scim', text: '' });
    await eventually(() => expect(stage.slack.modalOf(MEMBER)).not.toBe(null));
    const secret = ['hunter', 'two', 'hunter', '42'].join('');
    await stage.slack.submitView({
      user: MEMBER,
      values: { text: `Authorization: Bearer ${secret}\n${SEED}` },
    });
    await settled(stage);
    expect(alone(MEMBER)?.text).toContain('looks like a secret');
    expect(JSON.stringify(alone(MEMBER))).not.toContain(secret);
  });
});

describe('settings', () => {
  it('setting up a channel that is set up changes nothing, and says where to change it', async () => {
    stage = await startStage();
    await stage.memory.settings.setChannel('C0GENERAL', {
      triage: true,
      quiet: true,
      escalateTo: ['C0ESCALATE'],
    });
    await stage.slack.openHome({ user: ADMIN });
    await settled(stage);
    const blocks = (stage.slack.homeOf(ADMIN)?.blocks ?? []) as { type: string; block_id: string }[];
    const blockId = blocks.find(({ type }) => type === 'actions')?.block_id ?? '';
    await stage.slack.press({ user: ADMIN, view: 'home', actionId: 'modal:channel_settings', blockId });
    await eventually(() => expect(stage.slack.modalOf(ADMIN)).not.toBe(null));
    await stage.slack.submitView({ user: ADMIN, values: { id: 'C0GENERAL', on: ['triage'] } });
    await settled(stage);
    expect(await stage.memory.settings.channel('C0GENERAL')).toMatchObject({
      quiet: true,
      escalateTo: ['C0ESCALATE'],
    });
    expect(stage.slack.messages(DM).at(-1)?.text).toContain('already set up');
  });

  it('the Home tab tells of channels that are watched by "*"', async () => {
    stage = await startStage({ TRIAGE_CHANNELS: '*' });
    await stage.slack.openHome({ user: MEMBER });
    await settled(stage);
    expect(JSON.stringify(stage.slack.homeOf(MEMBER)?.blocks)).toContain(
      'every other channel I am in: answers errors without being asked',
    );
  });
});

describe('unasked', () => {
  it('the same error again in its thread is no new one', async () => {
    stage = await startStage();
    const { ts } = await card();
    await post(SEED, { user: 'U0OTHER', threadTs: ts });
    await settled(stage);
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });

  it('a quiet channel stays quiet in threads too', async () => {
    stage = await startStage({ QUIET_CHANNELS: SUPPORT });
    const ts = await post(`<@${stage.slack.botUserId}> ${SEED}`);
    await answersIn(stage, SUPPORT, ts);
    const other = await post(SEED.replace('example@', 'synced@'), { user: 'U0OTHER', threadTs: ts });
    await settled(stage);
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
    expect(stage.slack.reactions.filter((one) => one.ts === other)).toMatchObject([{ name: 'bulb' }]);
  });

  it('after "Not relevant" the next of a burst is answered in full', async () => {
    stage = await startStage({ BURST_MINUTES: '10' });
    const { press } = await card();
    await press('not_relevant');
    expect((await card(SEED.replace('example@', 'synced@'))).answer?.text).toContain('How to verify');
  });
});

describe('reading', () => {
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  it.each<[string, Record<string, unknown>]>([
    [
      'text beside a block of a new kind',
      { text: SEED, blocks: [section('Provisioning alert'), { type: 'hologram' }] },
    ],
    [
      'a data table',
      { text: '', blocks: [{ type: 'data_table', rows: [[{ type: 'raw_text', text: SEED }]] }] },
    ],
    ['a container', { text: '', blocks: [{ type: 'container', child_blocks: [section(SEED)] }] }],
  ])('%s', async (_what, message) => {
    stage = await startStage();
    const ts = await stage.slack.post({
      channel: SUPPORT,
      user: 'U0ALERTS',
      subtype: 'bot_message',
      botId: 'B0ALERTS',
      ...(message as { text: string }),
    });
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });

  it('the opt-out mark beside blocks counts', async () => {
    stage = await startStage();
    const ts = await stage.slack.post({
      channel: SUPPORT,
      user: 'U0ALERTS',
      subtype: 'bot_message',
      botId: 'B0ALERTS',
      text: '!nobot',
      blocks: [section(SEED)],
    });
    await settled(stage);
    expect(stage.slack.messages(SUPPORT, ts)).toHaveLength(1);
  });
});

it('a pack of a long error can be copied', async () => {
  stage = await startStage();
  const { press } = await card(error(400, `The attribute is too long: ${'x'.repeat(12_000)}`), {
    channel: DM,
    user: ADMIN,
  });
  await press('support_pack', ADMIN);
  const shown = JSON.stringify(stage.slack.messages(DM).at(-1)?.blocks);
  expect(shown).toContain('The attribute is too long');
  expect(shown).toContain('rich_text_preformatted');
});

it('"/scim check" without an address says how', async () => {
  stage = await startStage();
  await stage.slack.command({ user: MEMBER, channel: SUPPORT, command: '/scim', text: 'check' });
  await settled(stage);
  expect(alone(MEMBER)?.text).toContain('/scim check jane@example.com');
});

it('a picture is named as one by the message menu too', async () => {
  stage = await startStage();
  const file = stage.slack.addFile({
    name: 'shot.png',
    mode: 'hosted',
    mimetype: 'image/png',
    content: Buffer.from([0x89, 0x50, 0]),
  });
  const ts = await post('look', { files: [file] });
  await stage.slack.shortcut({ user: MEMBER, channel: SUPPORT, ts, callbackId: 'diagnose_message' });
  await settled(stage);
  expect(alone(MEMBER)?.text).toContain('I read text only');
});
