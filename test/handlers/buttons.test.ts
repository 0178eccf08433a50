import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';
const seedFor = (address: string) => SEED.replace('example@example.com', address);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ ESCALATE_TO: `C0PRIVATE,${ADMIN}` });
  await stage.slack.setMembership(SUPPORT, 'U0GUEST', 'in');
});
afterAll(() => stage.stop());
beforeEach(() => settled(stage));

async function answered(channel: string, user: string, text = SEED) {
  const ts = await stage.slack.post({ channel, user, text });
  const [card] = await answersIn(stage, channel, ts);
  await settled(stage);
  return { ts, card: card?.ts ?? '', channel };
}
async function press(user: string, { channel, card }: { channel: string; card: string }, actionId: string) {
  await stage.slack.press({ user, channel, ts: card, actionId });
  await settled(stage);
}
/** What the bot told somebody alone since `before`, oldest first. */
const alone = (user: string, channel: string) =>
  stage.slack.seenBy(user, channel).filter(({ is_ephemeral }) => is_ephemeral);
const lastAlone = (user: string, channel: string) => alone(user, channel).at(-1);

describe('Solved', () => {
  it('marks the post, is recorded once per card, and thanks', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await press(MEMBER, card, 'solved');
    await press(ADMIN, card, 'solved');
    expect(stage.slack.reactions.filter(({ ts }) => ts === card.ts).map(({ name }) => name)).toEqual([
      'white_check_mark',
    ]);
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('Noted as solved');
    const words = await stage.memory.records.entries<{ card: string; kind: string }>('feedback', 0);
    expect(words.filter((one) => one.card.endsWith(card.ts)).map(({ kind }) => kind)).toEqual([
      'solved',
      'solved',
    ]);
  });

  it('a guest may press it only under an answer to an own post', async () => {
    const user = 'U0GUEST';
    const others = await answered(SUPPORT, MEMBER);
    await press(user, others, 'solved');
    expect(lastAlone(user, SUPPORT)?.text).toContain('Only the person who asked');
    const own = await answered(SUPPORT, user);
    await press(user, own, 'solved');
    expect(lastAlone(user, SUPPORT)?.text).toContain('Noted as solved');
  });
});

describe('Not relevant', () => {
  it('removes an unasked card and leaves the thread alone until somebody mentions the bot', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await press(ADMIN, card, 'not_relevant');
    expect(stage.slack.messages(SUPPORT, card.ts)).toHaveLength(1);
    await stage.slack.post({
      channel: SUPPORT,
      user: MEMBER,
      text: seedFor('synced@example.com'),
      threadTs: card.ts,
    });
    await settled(stage);
    expect(await answersIn(stage, SUPPORT, card.ts, 0)).toHaveLength(0);
    const mention = `<@${stage.slack.botUserId}> ${seedFor('synced@example.com')}`;
    await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: mention, threadTs: card.ts });
    expect(await answersIn(stage, SUPPORT, card.ts)).toHaveLength(1);
    await settled(stage);
    await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: 'check again', threadTs: card.ts });
    expect(await answersIn(stage, SUPPORT, card.ts, 2)).toHaveLength(2);
  });

  it('by two people at once it is removed once and nobody gets an error', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await Promise.all(
      [ADMIN, MEMBER].map((user) =>
        stage.slack.press({ user, channel: SUPPORT, ts: card.card, actionId: 'not_relevant' }),
      ),
    );
    await settled(stage);
    expect(stage.slack.messages(SUPPORT, card.ts)).toHaveLength(1);
    expect(stage.outcomes).not.toContain('failed');
  });

  it('is missing on a card that was asked for', async () => {
    const card = await answered(DM, ADMIN);
    await expect(press(ADMIN, card, 'not_relevant')).rejects.toThrow();
  });
});

describe('a guest, under the answer to somebody else,', () => {
  const GUEST = 'U0GUEST';
  const NO = 'Only the person who asked';

  it('removes nothing and escalates nothing', async () => {
    const card = await answered(SUPPORT, MEMBER);
    const before = stage.slack.messages('C0PRIVATE').length;
    for (const action of ['not_relevant', 'escalate']) {
      await press(GUEST, card, action);
      expect(lastAlone(GUEST, SUPPORT)?.text).toContain(NO);
    }
    expect(stage.slack.messages(SUPPORT, card.ts)).toHaveLength(2);
    expect(stage.slack.messages('C0PRIVATE')).toHaveLength(before);
  });

  it('is not asked what is still wrong', async () => {
    const card = await answered(SUPPORT, MEMBER);
    const before = alone(GUEST, SUPPORT).length;
    await stage.slack.press({ user: GUEST, channel: SUPPORT, ts: card.card, actionId: 'modal:still_stuck' });
    await eventually(() => expect(alone(GUEST, SUPPORT)).toHaveLength(before + 1));
    expect(lastAlone(GUEST, SUPPORT)?.text).toContain(NO);
    expect(stage.slack.modalOf(GUEST)).toBe(null);
  });
});

describe('a guest, under the answer to an own post,', () => {
  const GUEST = 'U0GUEST';
  const ADDRESS = 'example@example.com';

  it('copies and escalates it without the address', async () => {
    await stage.memory.settings.setChannel(SUPPORT, { triage: true, escalateTo: ['C0ESCALATE'] });
    const card = await answered(SUPPORT, GUEST);
    await press(GUEST, card, 'support_pack');
    const pack = JSON.stringify(lastAlone(GUEST, SUPPORT));
    expect(pack).toContain('rich_text_preformatted');
    expect(pack).not.toContain(ADDRESS);
    await press(GUEST, card, 'escalate');
    await stage.memory.settings.setChannel(SUPPORT, null);
    expect(stage.slack.messages('C0ESCALATE')).toHaveLength(1);
    expect(JSON.stringify(stage.slack.messages('C0ESCALATE'))).not.toContain(ADDRESS);
  });

  it('gets what to hand over without the address when still stuck', async () => {
    const card = await answered(SUPPORT, GUEST);
    await stage.slack.press({ user: GUEST, channel: SUPPORT, ts: card.card, actionId: 'modal:still_stuck' });
    await eventually(() => expect(stage.slack.modalOf(GUEST)?.callback_id).toBe('still_stuck'));
    await stage.slack.submitView({ user: GUEST, values: { choice: 'other' } });
    await settled(stage);
    const shown = JSON.stringify(lastAlone(GUEST, SUPPORT));
    expect(shown).toContain('rich_text_preformatted');
    expect(shown).not.toContain(ADDRESS);
  });
});

it('somebody whom Slack does not name is told to try again', async () => {
  const card = await answered(SUPPORT, MEMBER);
  stage.slack.fail('users.info', { error: 'user_not_found' });
  await press('U0OTHER', card, 'solved');
  expect(lastAlone('U0OTHER', SUPPORT)?.text).toContain('Slack could not confirm just now');
});

describe('Check again', () => {
  it('shows a member alone what changed, in the channel where everybody reads', async () => {
    const card = await answered(SUPPORT, MEMBER, seedFor('unverified@example.com'));
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: true });
    await press(ADMIN, card, 'check_again');
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: false });
    expect(lastAlone(ADMIN, SUPPORT)?.text).toContain('Steps, because your organisation manages the account');
    expect(lastAlone(ADMIN, SUPPORT)?.thread_ts).toBe(card.ts);
    expect(stage.slack.messages(SUPPORT, card.ts)).toHaveLength(2);
  });

  it('makes no look-up for a guest, no matter who asked first', async () => {
    const card = await answered(SUPPORT, MEMBER);
    const before = stage.atlassian.requests.length;
    await press('U0GUEST', card, 'check_again');
    expect(stage.atlassian.requests.length).toBe(before);
    expect(lastAlone('U0GUEST', SUPPORT)?.text).toContain('shown only to full members');
  });

  it('replies in the thread of a direct message', async () => {
    const card = await answered(DM, ADMIN);
    await press(ADMIN, card, 'check_again');
    expect((await answersIn(stage, DM, card.ts, 2))[1]?.text).toContain('Steps, because');
  });

  it('says so when the post is gone', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await stage.slack.remove({ channel: SUPPORT, ts: card.ts });
    await press(MEMBER, card, 'check_again');
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('The error behind this answer is gone');
  });
});

describe('a card', () => {
  it.each(['thread_not_found', 'not_in_channel'])('that Slack refuses to show (%s) is gone', async (code) => {
    const card = await answered(SUPPORT, MEMBER);
    stage.slack.fail('conversations.replies', { error: code });
    await press(ADMIN, card, 'support_pack');
    expect(lastAlone(ADMIN, SUPPORT)?.text).toContain('The error behind this answer is gone');
  });

  it('is about the reply that it answers, not about the beginning of the thread', async () => {
    const other =
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"Not implemented"}';
    const { ts } = await answered(SUPPORT, MEMBER, other);
    await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: SEED, threadTs: ts });
    const [, card] = await answersIn(stage, SUPPORT, ts, 2);
    await settled(stage);
    await press(ADMIN, { channel: SUPPORT, card: card?.ts ?? '' }, 'check_again');
    expect(lastAlone(ADMIN, SUPPORT)?.text).toContain('Steps, because');
  });

  it('whose thread Slack does not show just now is not said to be gone', async () => {
    const card = await answered(SUPPORT, MEMBER);
    stage.slack.fail('conversations.replies', { status: 503 }, 1);
    await press(ADMIN, card, 'support_pack');
    expect(JSON.stringify(lastAlone(ADMIN, SUPPORT)?.blocks)).toContain('rich_text_preformatted');
  });

  it('that one person sees alone in a direct message is answered alone', async () => {
    await stage.slack.command({ user: ADMIN, channel: DM, command: '/scim', text: SEED });
    await settled(stage);
    await press(ADMIN, { channel: DM, card: lastAlone(ADMIN, DM)?.ts ?? '' }, 'support_pack');
    expect(JSON.stringify(lastAlone(ADMIN, DM)?.blocks)).toContain('rich_text_preformatted');
  });
});

describe('Still stuck', () => {
  it('asks why, records the reason without personal data, and gives what to hand over', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await stage.slack.press({ user: MEMBER, channel: SUPPORT, ts: card.card, actionId: 'modal:still_stuck' });
    await eventually(() => expect(stage.slack.modalOf(MEMBER)?.callback_id).toBe('still_stuck'));
    await stage.slack.submitView({
      user: MEMBER,
      values: { choice: 'did-not-help', text: 'jane.doe@example.com still fails' },
    });
    await settled(stage);
    const words = await stage.memory.records.entries<{ card: string; kind: string; reason?: string }>(
      'feedback',
      0,
    );
    const word = words.find((one) => one.card.endsWith(card.ts));
    expect(word).toMatchObject({ kind: 'stuck', reason: expect.stringContaining('the error remains') });
    expect(word?.reason).not.toContain('jane.doe');
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('Noted');
  });

  it('a modal left open for an hour still works', async () => {
    const card = await answered(DM, ADMIN);
    await stage.slack.press({ user: ADMIN, channel: DM, ts: card.card, actionId: 'modal:still_stuck' });
    await eventually(() => expect(stage.slack.modalOf(ADMIN)).not.toBe(null));
    await stage.slack.remove({ channel: DM, ts: card.ts });
    await stage.slack.submitView({ user: ADMIN, values: { choice: 'other' } });
    await settled(stage);
    expect(lastAlone(ADMIN, DM)?.text).toContain('Noted');
  });
});

describe('Copy for support', () => {
  it('is shown only to the person who pressed', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await press(ADMIN, card, 'support_pack');
    expect(JSON.stringify(lastAlone(ADMIN, SUPPORT)?.blocks)).toContain('rich_text_preformatted');
    expect(stage.slack.messages(SUPPORT, card.ts)).toHaveLength(2);
  });
});

describe('Escalate', () => {
  const escalations = (channel: string) =>
    stage.slack.messages(channel).filter(({ text }) => text?.startsWith('Escalated'));

  it('posts the pack with a link back to the channel and the person, once, however often it is pressed', async () => {
    const before = [escalations('C0PRIVATE').length, escalations(DM).length];
    const card = await answered(SUPPORT, MEMBER);
    await press(MEMBER, card, 'escalate');
    await press(ADMIN, card, 'escalate');
    expect([escalations('C0PRIVATE').length, escalations(DM).length]).toEqual(before.map((n) => n + 1));
    expect(JSON.stringify(escalations('C0PRIVATE').at(-1)?.blocks)).toContain(card.ts.replace('.', ''));
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('Escalated to <#C0PRIVATE>');
    expect(lastAlone(ADMIN, SUPPORT)?.text).toContain('Already escalated to');
  });

  it('carries no personal data to where an outsider reads', async () => {
    await stage.memory.settings.setChannel(SUPPORT, { triage: true, escalateTo: ['C0SHARED'] });
    const card = await answered(SUPPORT, MEMBER);
    await press(MEMBER, card, 'escalate');
    await stage.memory.settings.setChannel(SUPPORT, null);
    expect(JSON.stringify(escalations('C0SHARED'))).not.toContain('example@example.com');
    expect(escalations('C0SHARED')).toHaveLength(1);
  });

  it('waits for Slack, and does not say that it was refused', async () => {
    const card = await answered(SUPPORT, MEMBER);
    stage.slack.fail('chat.postMessage', { status: 503 }, 1);
    await press(MEMBER, card, 'escalate');
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('scalated to');
    expect(lastAlone(MEMBER, SUPPORT)?.text).not.toContain('did not let me post');
  });

  it('says when the post is gone', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await stage.slack.remove({ channel: SUPPORT, ts: card.ts });
    await press(MEMBER, card, 'escalate');
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('The error behind this answer is gone');
  });

  it('says when nobody is set up for it any more', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await stage.memory.settings.setChannel(SUPPORT, { triage: true, escalateTo: [] });
    await press(MEMBER, card, 'escalate');
    await stage.memory.settings.setChannel(SUPPORT, null);
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('No escalation target is set up');
  });

  it('says where it could not post', async () => {
    await stage.memory.settings.setChannel(SUPPORT, { triage: true, escalateTo: ['C0ELSEWHERE'] });
    const card = await answered(SUPPORT, MEMBER);
    await press(MEMBER, card, 'escalate');
    await stage.memory.settings.setChannel(SUPPORT, null);
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('did not let me post to <#C0ELSEWHERE>');
  });
});

describe('cases', () => {
  it('"Show all cases" replies in the thread once', async () => {
    const card = await answered(SUPPORT, MEMBER);
    await press(MEMBER, card, 'show_all');
    await press(ADMIN, card, 'show_all');
    const [, cases, ...more] = await answersIn(stage, SUPPORT, card.ts, 2);
    expect(cases?.text).toContain('If an identity provider syncs the account');
    expect(more).toEqual([]);
  });
});

describe('a button of an older version', () => {
  it('says what to do, alone', async () => {
    const card = await answered(SUPPORT, MEMBER);
    const [message] = stage.slack.messages(SUPPORT, card.ts).filter(({ ts }) => ts === card.card);
    const blocks = JSON.parse(JSON.stringify(message?.blocks).replaceAll('\\"v\\":1', '\\"v\\":0'));
    if (message) message.blocks = blocks;
    await press(MEMBER, card, 'check_again');
    expect(lastAlone(MEMBER, SUPPORT)?.text).toContain('older version');
  });
});
