import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { LocalSlackOptions } from '../../sandbox/slack/local-slack-options.ts';
import type { LocalSlack } from '../../sandbox/slack/slack.ts';
import { clientOf, code, httpApp, local, socketApp, started } from './slack-bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const modal = { type: 'modal' as const, title: plain('A modal'), blocks: [{ type: 'divider' as const }] };
const button = { type: 'button' as const, action_id: 'go', text: plain('Go') };
const card = [{ type: 'actions' as const, block_id: 'row', elements: [button] }];

async function stage(options?: LocalSlackOptions): Promise<{ slack: LocalSlack; app: App }> {
  const slack = await local(options);
  return { slack, app: await started(socketApp(slack)) };
}

/** An unused trigger, from a command, and an unused response URL, from a press on a posted message. */
async function keys(slack: LocalSlack, app: App): Promise<{ trigger: string; url: string; ts: string }> {
  const got = { trigger: '', url: '' };
  app.command('/scim', async ({ ack, body }) => {
    got.trigger = body.trigger_id;
    await ack();
  });
  app.action('go', async ({ ack, body }) => {
    if (body.type === 'block_actions') got.url = body.response_url;
    await ack();
  });
  await slack.command({ user: 'U0MEMBER', channel: 'C0SUPPORT', command: '/scim' });
  const { ts = '' } = await app.client.chat.postMessage({ channel: 'C0SUPPORT', text: 'card', blocks: card });
  await slack.press({ user: 'U0MEMBER', channel: 'C0SUPPORT', ts, actionId: 'go' });
  return { ...got, ts };
}

async function send(url: string, body: unknown): Promise<[number, unknown]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.json()];
}

describe('a trigger', () => {
  it('opens one modal, within three seconds', async () => {
    let now = Date.now();
    const { slack, app } = await stage({ now: () => now });
    const { trigger } = await keys(slack, app);
    const open = (trigger_id: string, view = modal) => app.client.views.open({ trigger_id, view });
    await expect(open('made up')).rejects.toEqual(code('invalid_trigger_id'));
    await expect(open(trigger, { ...modal, title: plain('x'.repeat(25)) })).rejects.toEqual(
      code('invalid_arguments'),
    );
    await open(trigger);
    await expect(open(trigger)).rejects.toEqual(code('exchanged_trigger_id'));
    await expect(app.client.views.push({ trigger_id: trigger, view: modal })).rejects.toEqual(
      code('exchanged_trigger_id'),
    );

    const { trigger: late } = await keys(slack, app);
    now += 3001;
    await expect(open(late)).rejects.toEqual(code('expired_trigger_id'));
  });

  it('pushes only from within a modal, three at most', async () => {
    const { slack, app } = await stage();
    const { trigger } = await keys(slack, app);
    await expect(app.client.views.push({ trigger_id: trigger, view: modal })).rejects.toEqual(
      code('invalid_trigger_id'),
    );
    const { trigger: another } = await keys(slack, app);
    await app.client.views.open({ trigger_id: another, view: { ...modal, blocks: card } });
    const results: unknown[] = [];
    app.action('go', async ({ ack, body, client }) => {
      await ack();
      if (body.type !== 'block_actions') return;
      const pushed = client.views.push({ trigger_id: body.trigger_id, view: { ...modal, blocks: card } });
      results.push(
        await pushed.then(
          ({ ok }) => ok,
          ({ data }) => data.error,
        ),
      );
    });
    for (const count of [1, 2, 3]) {
      await slack.press({ user: 'U0MEMBER', view: 'modal', actionId: 'go' });
      await expect.poll(() => results.length).toBe(count);
    }
    expect(results).toEqual([true, true, 'push_limit_reached']);
  });
});

describe('a response URL', () => {
  it('accepts five responses within thirty minutes', async () => {
    let now = Date.now();
    const { slack, app } = await stage({ now: () => now });
    const { url } = await keys(slack, app);
    for (const text of ['1', '2', '3', '4', '5'])
      expect(await send(url, { text })).toEqual([200, { ok: true }]);
    expect(await send(url, { text: '6' })).toEqual([404, { ok: false, error: 'used_url' }]);
    expect(slack.ephemerals.map(({ user, text }) => `${user} ${text}`)).toEqual(
      ['1', '2', '3', '4', '5'].map((text) => `U0MEMBER ${text}`),
    );

    const { url: another } = await keys(slack, app);
    now += 30 * 60_000 + 1;
    expect(await send(another, { text: 'late' })).toEqual([404, { ok: false, error: 'expired_url' }]);
    expect(await send(`${url}x`, { text: 'nobody' })).toEqual([404, { ok: false, error: 'invalid_url' }]);
  });

  it('changes, deletes and posts in threads, and refuses an invalid message', async () => {
    const { slack, app } = await stage();
    const { url, ts } = await keys(slack, app);
    expect(await send(url, {})).toMatchObject([400, { error: 'invalid_payload' }]);
    expect(await send(url, { response_type: 'in_channel' })).toMatchObject([400, { error: 'no_text' }]);
    expect(await send(url, { text: 'x', blocks: [{ type: 'unheard_of' }] })).toMatchObject([
      400,
      { error: 'invalid_blocks' },
    ]);
    const { url: second } = await keys(slack, app);
    await send(second, { text: 'in the thread', thread_ts: ts, response_type: 'in_channel' });
    expect(slack.messages('C0SUPPORT', ts).map(({ text }) => text)).toEqual(['card', 'in the thread']);

    const { url: third, ts: source } = await keys(slack, app);
    expect(await send(third, { text: 'changed', replace_original: true })).toEqual([200, { ok: true }]);
    const [changed] = slack.messages('C0SUPPORT', source);
    expect(changed).toMatchObject({ ts: source, text: 'changed' });
    expect(changed).not.toHaveProperty('blocks');
    await send(third, { delete_original: true });
    expect(slack.messages('C0SUPPORT', source)).toEqual([]);
    expect(await send(third, { delete_original: true })).toMatchObject([400, { error: 'message_not_found' }]);
  });
});

describe('people cannot', () => {
  it('press what does not exist or what they cannot see', async () => {
    const { slack, app } = await stage();
    const { ts } = await keys(slack, app);
    const at = { user: 'U0MEMBER', channel: 'C0SUPPORT', ts, actionId: 'go' };
    const others = await slack.post({ channel: 'C0SUPPORT', user: 'U0ADMIN', text: 'mine' });
    await expect(slack.press({ ...at, actionId: 'gone' })).rejects.toThrow('It has: row/go.');
    await expect(slack.press({ ...at, blockId: 'other' })).rejects.toThrow('0 elements other/go');
    await expect(slack.press({ ...at, ts: others })).rejects.toThrow('not a message from the bot');
    await expect(slack.press({ ...at, ts: '1.000000' })).rejects.toThrow('sees no message');
    await expect(slack.press({ ...at, user: 'U0GUEST' })).rejects.toThrow('U0GUEST is not in C0SUPPORT');
    await expect(slack.press({ ...at, user: 'U0ALERTS' })).rejects.toThrow('is a bot');
    await expect(slack.press({ ...at, user: 'U0NONE' })).rejects.toThrow('no user U0NONE');
    await slack.setUser('U0MEMBER', { deleted: true });
    await expect(slack.press(at)).rejects.toThrow('deactivated');
    await expect(slack.press({ user: 'U0ADMIN', view: 'home', actionId: 'go' })).rejects.toThrow(
      'sees no home',
    );
    await expect(slack.submitView({ user: 'U0ADMIN' })).rejects.toThrow('no modal open');
    await expect(slack.closeView({ user: 'U0ADMIN' })).rejects.toThrow('no modal open');
    await slack.remove({ channel: 'C0SUPPORT', ts });
    await expect(slack.press({ ...at, user: 'U0ADMIN' })).rejects.toThrow('sees no message');
  });

  it('use commands in threads, in channels they are not in, or from another team', async () => {
    const { slack } = await stage();
    const given = { user: 'U0MEMBER', channel: 'C0SUPPORT', command: '/scim' };
    const ts = await slack.post({ channel: 'C0SUPPORT', user: 'U0ADMIN', text: 'x' });
    await expect(slack.command({ ...given, threadTs: ts })).rejects.toThrow('not supported in threads');
    await expect(slack.command({ ...given, channel: 'D0ADMIN' })).rejects.toThrow('is not in D0ADMIN');
    const outsider = { ...given, user: 'U0OUTSIDER', channel: 'C0SHARED' };
    await expect(slack.command(outsider)).rejects.toThrow('another team');
    const shared = await slack.post({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: 'x' });
    const used = { user: 'U0OUTSIDER', channel: 'C0SHARED', ts: shared, callbackId: 'x' };
    await expect(slack.shortcut(used)).rejects.toThrow('another team');
    await expect(slack.shortcut({ ...used, user: 'U0ADMIN', ts: '1.000000' })).rejects.toThrow('no message');
    const without = await local({ scopes: ['chat:write'] });
    await expect(without.command(given)).rejects.toThrow('lacks the scope commands');
  });

  it('post in channels they are not in, or see anything there', async () => {
    const slack = await local();
    await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'x' });
    const post = { channel: 'C0SUPPORT', user: 'U0GUEST', text: 'x' };
    await expect(slack.post(post)).rejects.toThrow('U0GUEST is not in C0SUPPORT');
    expect(slack.seenBy('U0GUEST', 'C0SUPPORT')).toEqual([]);
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'in');
    await slack.post(post);
    expect(slack.seenBy('U0GUEST', 'C0SUPPORT')).toHaveLength(2);
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'out');
    await expect(slack.post(post)).rejects.toThrow('is not in');
  });
});

describe('a bot that does not respond', () => {
  it('leaves the modal open, and Slack says that a command failed', async () => {
    const { slack, app } = await stage({ redeliverAfterMs: 60 });
    const { trigger } = await keys(slack, app);
    await app.client.views.open({ trigger_id: trigger, view: { ...modal, submit: plain('Send') } });
    const submitted = await slack.submitView({ user: 'U0MEMBER' });
    expect(submitted).toMatchObject({ acked: false, response_action: null, view: { title: modal.title } });
    await slack.command({ user: 'U0OTHER', channel: 'C0GENERAL', command: '/unheard-of' });
    expect(slack.seenBy('U0OTHER', 'C0GENERAL')).toMatchObject([
      {
        user: 'USLACKBOT',
        text: '/unheard-of failed with the error "operation_timeout"',
        is_ephemeral: true,
      },
    ]);
  });

  it('over HTTP has its command reported as failed as well', async () => {
    const slack = await local();
    await httpApp(slack);
    const outcome = await slack.command({ user: 'U0OTHER', channel: 'D0OTHER', command: '/unheard-of' });
    expect(outcome).toMatchObject({ acked: false, status: 503 });
    expect(slack.seenBy('U0OTHER', 'D0OTHER')).toMatchObject([
      { text: '/unheard-of failed with the error "dispatch_failed"' },
    ]);
  });

  it('cannot respond to a submission with something that cannot be shown', async () => {
    const { slack, app } = await stage();
    const answers: object[] = [
      { response_action: 'errors', errors: { nowhere: 'x' } },
      { response_action: 'update', view: { ...modal, title: plain('x'.repeat(25)) } },
      { response_action: 'unheard-of' },
    ];
    app.view('asked', async ({ ack }) => ack(answers.shift() as { response_action: 'clear' }));
    const { trigger } = await keys(slack, app);
    const view = { ...modal, callback_id: 'asked', submit: plain('Send') };
    await app.client.views.open({ trigger_id: trigger, view });
    for (const problem of ['Only input blocks', 'Too big', 'Unknown response_action']) {
      await expect(slack.submitView({ user: 'U0MEMBER' })).rejects.toThrow(problem);
    }
    expect(slack.modalOf('U0MEMBER')).toMatchObject({ callback_id: 'asked', title: modal.title });
  });
});

describe('a view', () => {
  const home = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };

  it('is replaced by id and hash', async () => {
    const slack = await local();
    const { views } = clientOf(slack);
    const { view } = await views.publish({ user_id: 'U0ADMIN', view: home });
    const first = { view_id: view?.id ?? '', hash: view?.hash ?? '' };
    await views.update({ ...first, view: { ...home, private_metadata: 'second' } });
    await expect(views.update({ ...first, view: home })).rejects.toEqual(code('hash_conflict'));
    const stale = { user_id: 'U0ADMIN', hash: first.hash, view: home };
    await expect(views.publish(stale)).rejects.toEqual(code('hash_conflict'));
    await expect(views.update({ view_id: 'V0NONE', view: home })).rejects.toEqual(code('not_found'));
    await expect(views.update({ ...first, hash: '', view: modal })).rejects.toEqual(
      code('invalid_arguments'),
    );
    await expect(views.publish({ user_id: 'U0NONE', view: home })).rejects.toEqual(code('user_not_found'));
    expect(slack.homeOf('U0ADMIN')).toMatchObject({ id: first.view_id, private_metadata: 'second' });
    const named = { ...home, external_id: 'mine' };
    await views.publish({ user_id: 'U0ADMIN', view: named });
    await views.publish({ user_id: 'U0ADMIN', view: named });
    await expect(views.publish({ user_id: 'U0MEMBER', view: named })).rejects.toEqual(
      code('duplicate_external_id'),
    );
    await views.update({ external_id: 'mine', view: home });
    expect(slack.homeOf('U0ADMIN')).toMatchObject({ external_id: '' });
  });

  const input = { type: 'input', label: plain('x'), element: { type: 'plain_text_input', action_id: 'x' } };
  it.each<[string, object, string]>([
    ['101 blocks', { blocks: Array(101).fill({ type: 'divider' }) }, 'invalid_arguments'],
    ['long metadata', { private_metadata: 'x'.repeat(3001) }, 'invalid_arguments'],
    ['long callback_id', { callback_id: 'x'.repeat(256) }, 'invalid_arguments'],
    ['a markdown block', { blocks: [{ type: 'markdown', text: 'x' }] }, 'invalid_arguments'],
    [
      'a table',
      { blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }] },
      'invalid_arguments',
    ],
    ['a button as an input', { blocks: [{ ...input, element: button }] }, 'invalid_arguments'],
    [
      'too much',
      { blocks: Array(90).fill({ type: 'section', text: plain('x'.repeat(2900)) }) },
      'view_too_large',
    ],
  ])('is refused with %s', async (_what, changes, error) => {
    const slack = await local();
    const view = { ...home, ...changes };
    await expect(clientOf(slack).views.publish({ user_id: 'U0ADMIN', view })).rejects.toEqual(code(error));
    expect(slack.homeOf('U0ADMIN')).toBeNull();
  });

  it('that is a modal needs a title, and a submit button if it has inputs', async () => {
    const { slack, app } = await stage();
    const { trigger } = await keys(slack, app);
    const open = (view: object) => app.client.views.open({ trigger_id: trigger, view: view as typeof modal });
    await expect(open({ ...modal, title: undefined })).rejects.toEqual(code('invalid_arguments'));
    await expect(open({ ...modal, blocks: [input] })).rejects.toEqual(code('invalid_arguments'));
    await expect(open(home)).rejects.toEqual(code('invalid_arguments'));
    await open({ ...modal, submit: plain('Send'), blocks: [input] });
  });
});
