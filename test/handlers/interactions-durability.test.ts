import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';

describe.each([
  ['Socket Mode', false],
  ['HTTP', true],
])('%s', (_name, http) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await startStage({ ESCALATE_TO: 'C0ESCALATE' }, http);
  });
  afterEach(() => stage.stop());

  const lastAlone = (user: string, channel: string) =>
    stage.slack
      .seenBy(user, channel)
      .filter(({ is_ephemeral }) => is_ephemeral)
      .at(-1)?.text;
  async function card(channel = SUPPORT, user = MEMBER) {
    const ts = await stage.slack.post({ channel, user, text: SEED });
    const [answer] = await answersIn(stage, channel, ts);
    await settled(stage);
    return {
      ts,
      press: (actionId: string, by = user) =>
        stage.slack.press({ user: by, channel, ts: answer?.ts ?? '', actionId }),
    };
  }

  it('buttons, commands, the message menu, modals and the Home tab all arrive', async () => {
    const { ts, press } = await card();
    await press('support_pack');
    await settled(stage);
    expect(lastAlone(MEMBER, SUPPORT)).toContain('Old userPrincipalName');
    await stage.slack.command({ user: MEMBER, channel: SUPPORT, command: '/scim', text: 'help' });
    await settled(stage);
    expect(lastAlone(MEMBER, SUPPORT)).toContain('What I can do');
    await stage.slack.shortcut({ user: MEMBER, channel: SUPPORT, ts, callbackId: 'diagnose_message' });
    await settled(stage);
    expect(lastAlone(MEMBER, SUPPORT)).toContain('Steps, because');
    await press('modal:still_stuck');
    await eventually(() => expect(stage.slack.modalOf(MEMBER)).not.toBe(null));
    await stage.slack.submitView({ user: MEMBER, values: { choice: 'other' } });
    await settled(stage);
    expect(lastAlone(MEMBER, SUPPORT)).toContain('Noted');
    await stage.slack.openHome({ user: MEMBER });
    await settled(stage);
    expect(stage.slack.homeOf(MEMBER)).not.toBe(null);
    expect(stage.outcomes).not.toContain('failed');
  });

  it('a press that Slack fails at first is done in the end', async () => {
    const { press } = await card();
    stage.slack.fail('chat.postEphemeral', { status: 503 }, 2);
    await press('support_pack');
    await settled(stage);
    expect(lastAlone(MEMBER, SUPPORT)).toContain('Old userPrincipalName');
  });

  it('the person who pressed is told if the press fails for good', async () => {
    const { press } = await card();
    stage.slack.fail('conversations.replies', { status: 500 }, 1000);
    await press('support_pack');
    await eventually(() => expect(stage.log.join()).toContain('a job failed and will be run again'));
    stage.pass(25 * 3_600_000);
    await settled(stage);
    stage.slack.mend();
    await eventually(() =>
      expect(lastAlone(MEMBER, SUPPORT)).toContain('I tried several times and could not answer this'),
    );
    expect(stage.outcomes).toContain('failed');
  });

  it('two people at once: one escalation, one reply with all cases', async () => {
    const { ts, press } = await card();
    await Promise.all([
      press('escalate', MEMBER),
      press('escalate', ADMIN),
      press('show_all', MEMBER),
      press('show_all', ADMIN),
    ]);
    await settled(stage);
    expect(stage.slack.messages('C0ESCALATE')).toHaveLength(1);
    expect(await answersIn(stage, SUPPORT, ts, 2)).toHaveLength(2);
    expect([lastAlone(MEMBER, SUPPORT), lastAlone(ADMIN, SUPPORT)].join()).toContain('Already escalated to');
  });

  it('with the inbox down a button still works', async () => {
    const { press } = await card();
    vi.spyOn(stage.inbox, 'put').mockRejectedValue(new Error('disk full'));
    await press('support_pack');
    await eventually(() => expect(lastAlone(MEMBER, SUPPORT)).toContain('Old userPrincipalName'));
    vi.restoreAllMocks();
  });

  it('the private part that Slack refuses to take now comes later, and the public part is not repeated', async () => {
    stage.slack.fail('chat.postEphemeral', { status: 429, retryAfter: 0 }, 1);
    const ts = await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: SEED });
    await answersIn(stage, SUPPORT, ts);
    await eventually(() => expect(lastAlone(MEMBER, SUPPORT)).toContain('Steps, because'));
    await settled(stage);
    expect(await answersIn(stage, SUPPORT, ts)).toHaveLength(1);
  });

  it('somebody who is not in the channel any more is told by direct message', async () => {
    stage.slack.fail('chat.postEphemeral', { error: 'user_not_in_channel' }, 1);
    await stage.slack.post({ channel: SUPPORT, user: MEMBER, text: SEED });
    await settled(stage);
    expect(stage.slack.messages('D0MEMBER').at(-1)?.text).toContain('Only for you');
  });

  it('a post that is changed while it is answered gets one card, of its last words', async () => {
    stage.slack.fail('users.info', { delayMs: 600 });
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await stage.slack.edit(DM, ts, SEED.replace('example@', 'synced@'));
    await settled(stage);
    const answers = await answersIn(stage, DM, ts);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).toContain('an identity provider syncs the account');
  });
});
