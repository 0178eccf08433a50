import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../sandbox/slack/slack.ts';
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

  it('a press on a posted message contains the message, and the response can replace it', async () => {
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

  it('a press on an ephemeral message does not contain it, and the response can delete it', async () => {
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
    await expect(slack.submitView({ user })).rejects.toThrow('must be filled in');
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

  it('a submission can push a second modal, and clear all of them', async () => {
    const { slack, app } = await stage();
    app.shortcut('diagnose', async ({ ack, client, shortcut }) => {
      await ack();
      await client.views.open({ trigger_id: shortcut.trigger_id, view: modal });
    });
    app.view('why', async ({ ack }) => {
      await ack({ response_action: 'push', view: { ...modal, callback_id: 'sure', title: plain('Sure?') } });
    });
    app.view('sure', async ({ ack }) => ack({ response_action: 'clear' }));
    const ts = await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'x' });
    await slack.shortcut({ user: 'U0OTHER', channel: 'C0SUPPORT', ts, callbackId: 'diagnose' });
    await expect.poll(() => slack.modalOf('U0OTHER')?.callback_id).toBe('why');
    const root = slack.modalOf('U0OTHER');
    const pushed = await slack.submitView({ user: 'U0OTHER', values: { text: 'x' } });
    expect(pushed).toMatchObject({
      response_action: 'push',
      view: { callback_id: 'sure', root_view_id: root?.id, previous_view_id: root?.id },
    });
    const cleared = await slack.submitView({ user: 'U0OTHER', values: { text: 'yes' } });
    expect(cleared).toMatchObject({ response_action: 'clear', view: null });
  });

  it('closing a modal notifies the bot if the modal asks for it', async () => {
    const { slack, app } = await stage();
    const closed: unknown[] = [];
    app.command('/scim', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({
        trigger_id: body.trigger_id,
        view: { ...modal, notify_on_close: body.text === 'tell' },
      });
    });
    app.view({ type: 'view_closed', callback_id: 'why' }, async ({ ack, body }) => {
      await ack();
      closed.push([body.view.private_metadata, 'is_cleared' in body && body.is_cleared]);
    });
    const user = 'U0MEMBER';
    await slack.command({ user, channel: 'D0MEMBER', command: '/scim', text: 'tell' });
    await expect.poll(() => slack.modalOf(user)).not.toBeNull();
    expect(await slack.closeView({ user })).toMatchObject({ acked: true });
    expect(slack.modalOf(user)).toBeNull();
    await slack.command({ user, channel: 'D0MEMBER', command: '/scim', text: 'silently' });
    await expect.poll(() => slack.modalOf(user)).not.toBeNull();
    expect(await slack.closeView({ user, all: true })).toBeNull();
    expect(closed).toEqual([['kept', false]]);
  });

  it('a menu in a modal reports what was chosen, and the submission contains it', async () => {
    const { slack, app } = await stage();
    const seen: unknown[] = [];
    const options = ['one', 'two'].map((value) => ({ text: plain(value), value }));
    const menu = {
      type: 'section' as const,
      block_id: 'which',
      text: plain('Which?'),
      accessory: { type: 'static_select' as const, action_id: 'choice', options, initial_option: options[0] },
    };
    const view = { ...modal, blocks: [menu, ...modal.blocks] } as typeof modal;
    app.command('/scim', async ({ ack, body, client }) => {
      await ack();
      await client.views.open({ trigger_id: body.trigger_id, view });
    });
    app.action('choice', async ({ ack, action, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      seen.push(action, body.container, body.channel);
      const { id = '', hash = '' } = body.view ?? {};
      await client.views.update({ view_id: id, hash, view: { ...view, title: plain('Changed') } });
    });
    app.view('why', async ({ ack, view: { state } }) => {
      seen.push(state.values.which);
      await ack();
    });
    const user = 'U0MEMBER';
    await slack.command({ user, channel: 'D0MEMBER', command: '/scim' });
    await expect.poll(() => slack.modalOf(user)).not.toBeNull();
    const id = slack.modalOf(user)?.id;
    const at = { user, view: 'modal' as const, actionId: 'choice' };
    await expect(slack.press({ ...at, chosen: 'three' })).rejects.toThrow(
      'no option three. It has: one, two',
    );
    await expect(slack.press({ ...at, chosen: ['two'] })).rejects.toThrow('takes one value');
    await slack.press({ ...at, chosen: 'two' });
    await expect.poll(() => slack.modalOf(user)?.title).toEqual(plain('Changed'));
    await slack.submitView({ user, values: { text: 'x' } });
    expect(seen).toEqual([
      expect.objectContaining({
        type: 'static_select',
        selected_option: options[1],
        initial_option: options[0],
      }),
      { type: 'view', view_id: id },
      undefined,
      { choice: { type: 'static_select', selected_option: options[1] } },
    ]);
    expect(seen[0]).not.toHaveProperty('options');
  });

  it('the Home tab can be opened, published, seen and pressed', async () => {
    const { slack, app } = await stage();
    const opened: unknown[] = [];
    app.event('app_home_opened', async ({ event, client }) => {
      opened.push(event);
      await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: card } });
    });
    const pressed: unknown[] = [];
    app.action('again', async ({ ack, body }) => {
      await ack();
      pressed.push(body);
    });
    expect(slack.homeOf('U0ADMIN')).toBeNull();
    await slack.openHome({ user: 'U0ADMIN' });
    await expect.poll(() => slack.homeOf('U0ADMIN')).toMatchObject({ type: 'home', blocks: card });
    await slack.openHome({ user: 'U0ADMIN' });
    await expect.poll(() => opened.length).toBe(2);
    expect(opened).toMatchObject([
      { type: 'app_home_opened', user: 'U0ADMIN', channel: 'D0ADMIN', tab: 'home' },
      { view: { type: 'home', id: slack.homeOf('U0ADMIN')?.id } },
    ]);
    expect(opened[0]).not.toHaveProperty('view');
    await slack.press({ user: 'U0ADMIN', view: 'home', actionId: 'again' });
    const { id } = slack.homeOf('U0ADMIN') ?? {};
    expect(pressed).toMatchObject([{ container: { type: 'view', view_id: id }, view: { id, type: 'home' } }]);
    for (const field of ['channel', 'message', 'response_url']) expect(pressed[0]).not.toHaveProperty(field);
    expect(slack.homeOf('U0MEMBER')).toBeNull();
  });

  it('a message shortcut contains the whole message, even in a channel without the bot', async () => {
    const { slack, app } = await stage();
    const bodies: unknown[] = [];
    app.shortcut('diagnose', async ({ ack, body, respond }) => {
      await ack();
      bodies.push(body);
      await respond({ text: 'a private answer', replace_original: true });
    });
    const text = 'a < b';
    const ts = await slack.post({ channel: 'C0ELSEWHERE', user: 'U0MEMBER', text });
    await slack.shortcut({ user: 'U0ADMIN', channel: 'C0ELSEWHERE', ts, callbackId: 'diagnose' });
    await expect.poll(() => slack.seenBy('U0ADMIN', 'C0ELSEWHERE').length).toBe(2);
    expect(slack.seenBy('U0ADMIN', 'C0ELSEWHERE')).toMatchObject([
      { ts, text: 'a &lt; b', is_ephemeral: false },
      { text: 'a private answer', is_ephemeral: true },
    ]);
    expect(slack.seenBy('U0MEMBER', 'C0ELSEWHERE')).toHaveLength(1);
    expect(bodies).toMatchObject([
      {
        type: 'message_action',
        callback_id: 'diagnose',
        channel: { id: 'C0ELSEWHERE', name: 'without-the-bot' },
        user: { id: 'U0ADMIN', name: 'ada' },
        message_ts: ts,
        message: { type: 'message', ts, user: 'U0MEMBER', text: 'a &lt; b', blocks: [{ type: 'rich_text' }] },
      },
    ]);
  });

  it('a command can be answered in its acknowledgement, later, and in the channel', async () => {
    const { slack, app } = await stage();
    app.command('/scim', async ({ ack, respond, command }) => {
      await ack(command.text === 'plain' ? 'plain text' : { text: 'at once', blocks: card });
      await respond({ text: 'for all', response_type: 'in_channel' });
    });
    await slack.command({ user: 'U0MEMBER', channel: 'C0SUPPORT', command: '/scim', text: 'plain' });
    await expect.poll(() => slack.messages('C0SUPPORT').length).toBe(1);
    await slack.command({ user: 'U0MEMBER', channel: 'C0SUPPORT', command: '/scim' });
    await expect.poll(() => slack.messages('C0SUPPORT').length).toBe(2);
    expect(
      slack.seenBy('U0MEMBER', 'C0SUPPORT').map(({ text, is_ephemeral }) => [text, is_ephemeral]),
    ).toEqual([
      ['plain text', true],
      ['for all', false],
      ['at once', true],
      ['for all', false],
    ]);
    expect(slack.seenBy('U0ADMIN', 'C0SUPPORT').map(({ text }) => text)).toEqual(['for all', 'for all']);
  });
});
