import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../src/sandbox/slack/slack.ts';
import { httpApp, local, socketApp, started } from './slack-bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const again = { type: 'button' as const, action_id: 'again', value: 'v1', text: plain('Again') };
const card = [{ type: 'actions' as const, block_id: 'row', elements: [again] }];
const modal = {
  type: 'modal' as const,
  callback_id: 'why',
  private_metadata: 'kept',
  title: plain('Why?'),
  submit: plain('Send'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'reason',
      label: plain('Reason'),
      element: { type: 'plain_text_input' as const, action_id: 'text', max_length: 20 },
    },
  ],
};

describe.each([
  ['Socket Mode', async (slack: LocalSlack) => await started(socketApp(slack))],
  ['HTTP', httpApp],
])('over %s', (_name, connect) => {
  async function stage(): Promise<{ slack: LocalSlack; app: App }> {
    const slack = await local();
    return { slack, app: await connect(slack) };
  }

  it('a press on a posted message comes with the message, and the answer replaces it', async () => {
    const { slack, app } = await stage();
    const bodies: unknown[] = [];
    app.action('again', async ({ ack, body, respond }) => {
      await ack();
      bodies.push(body);
      await respond({ replace_original: true, text: 'done' });
    });
    const root = await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'x' });
    const sent = { channel: 'C0SUPPORT', thread_ts: root, text: 'card', blocks: card };
    const { ts = '' } = await app.client.chat.postMessage(sent);
    const outcome = await slack.press({ user: 'U0ADMIN', channel: 'C0SUPPORT', ts, actionId: 'again' });
    expect(outcome).toMatchObject({ acked: true });
    await slack.waitFor('C0SUPPORT', root, (thread) => thread[1]?.text === 'done');
    expect(bodies).toMatchObject([
      {
        type: 'block_actions',
        user: { id: 'U0ADMIN', username: 'ada', team_id: slack.teamId },
        team: { id: slack.teamId, domain: 'sandbox' },
        channel: { id: 'C0SUPPORT', name: 'support' },
        container: {
          type: 'message',
          message_ts: ts,
          channel_id: 'C0SUPPORT',
          thread_ts: root,
          is_ephemeral: false,
        },
        message: { ts, thread_ts: root, text: 'card', bot_id: slack.botId, blocks: card },
        state: { values: {} },
        actions: [{ ...again, block_id: 'row', action_ts: expect.stringMatching(/^\d+\.\d{6}$/) }],
      },
    ]);
  });

  it('a press on an ephemeral message comes without it, and the answer may delete it', async () => {
    const { slack, app } = await stage();
    const bodies: unknown[] = [];
    app.action('again', async ({ ack, body, respond }) => {
      await ack();
      bodies.push(body);
      await respond({ delete_original: true });
    });
    const sent = { channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'psst', blocks: card };
    const { message_ts: ts = '' } = await app.client.chat.postEphemeral(sent);
    expect(slack.seenBy('U0MEMBER', 'C0SUPPORT')).toMatchObject([
      { ts, text: 'psst', bot_id: slack.botId, is_ephemeral: true },
    ]);
    expect(slack.seenBy('U0ADMIN', 'C0SUPPORT')).toEqual([]);
    const pressed = { channel: 'C0SUPPORT', ts, actionId: 'again' };
    await expect(slack.press({ user: 'U0ADMIN', ...pressed })).rejects.toThrow('sees no message');
    await slack.press({ user: 'U0MEMBER', ...pressed });
    await expect.poll(() => slack.seenBy('U0MEMBER', 'C0SUPPORT')).toEqual([]);
    expect(bodies).toMatchObject([{ container: { message_ts: ts, is_ephemeral: true } }]);
    expect(bodies[0]).not.toHaveProperty('message');
  });

  it('a command opens a modal, its submission is checked, updated and closed', async () => {
    const { slack, app } = await stage();
    const bodies: unknown[] = [];
    app.command('/scim', async ({ ack, body, client }) => {
      await ack({ text: 'opening' });
      bodies.push(body);
      await client.views.open({ trigger_id: body.trigger_id, view: modal });
    });
    const answers = [
      { response_action: 'errors' as const, errors: { reason: 'Say more.' } },
      { response_action: 'update' as const, view: { ...modal, title: plain('Sure?') } },
    ];
    app.view('why', async ({ ack, body, view }) => {
      bodies.push(view.state.values, body.type);
      await ack(answers.shift());
    });
    await slack.command({ user: 'U0MEMBER', channel: 'C0ELSEWHERE', command: '/scim', text: 'help' });
    await expect.poll(() => slack.modalOf('U0MEMBER')).toMatchObject({ callback_id: 'why' });
    expect(slack.seenBy('U0MEMBER', 'C0ELSEWHERE')).toMatchObject([{ text: 'opening', is_ephemeral: true }]);
    expect(bodies[0]).toMatchObject({
      command: '/scim',
      text: 'help',
      user_id: 'U0MEMBER',
      user_name: 'mia',
      channel_id: 'C0ELSEWHERE',
      channel_name: 'without-the-bot',
      team_domain: 'sandbox',
    });

    const user = 'U0MEMBER';
    await expect(slack.submitView({ user })).rejects.toThrow('to be filled in');
    await expect(slack.submitView({ user, values: { text: 'x'.repeat(21) } })).rejects.toThrow('not 21');
    const first = await slack.submitView({ user, values: { text: 'no' } });
    expect(first).toMatchObject({ response_action: 'errors', errors: { reason: 'Say more.' } });
    const second = await slack.submitView({ user, values: { reason: 'it says 409' } });
    expect(second).toMatchObject({ response_action: 'update', view: { title: { text: 'Sure?' } } });
    expect(second.view?.id).toBe(first.view?.id);
    expect(second.view?.hash).not.toBe(first.view?.hash);
    expect(await slack.submitView({ user })).toMatchObject({ response_action: null, view: null });
    expect(slack.modalOf(user)).toBeNull();
    expect(bodies.slice(1)).toEqual([
      { reason: { text: { type: 'plain_text_input', value: 'no' } } },
      'view_submission',
      { reason: { text: { type: 'plain_text_input', value: 'it says 409' } } },
      'view_submission',
      { reason: { text: { type: 'plain_text_input', value: 'it says 409' } } },
      'view_submission',
    ]);
  });
});
