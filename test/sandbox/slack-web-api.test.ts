import { describe, expect, it } from 'vitest';
import { ALL_SCOPES, SCOPES_OF_EVENT, SCOPES_OF_METHOD } from '../../src/sandbox/slack/scopes.ts';
import { clientOf, code, local, socketApp, started } from './slack-bolt.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const CHANNEL = { channel: 'C0SUPPORT' };

describe('people and groups', () => {
  it('are listed in pages, told apart, and changed', async () => {
    const slack = await local();
    const { users, usergroups } = clientOf(slack);
    const first = await users.list({ limit: 3 });
    expect(first.members?.map(({ id }) => id)).toEqual(['U0ADMIN', 'U0MEMBER', 'U0OTHER']);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await users.list({ limit: 100, cursor });
    expect(rest.members?.map(({ id }) => id)).toEqual([
      'U0GUEST',
      'U0SINGLE',
      'U0OUTSIDER',
      'U0ALERTS',
      'U0BOT',
    ]);
    expect(rest.response_metadata?.next_cursor).toBe('');
    await expect(users.list({ cursor: 'made up' })).rejects.toEqual(code('invalid_cursor'));

    expect((await users.info({ user: 'U0ADMIN' })).user).toMatchObject({ is_admin: true, is_owner: true });
    await slack.setUser('U0OTHER', { is_restricted: true });
    expect((await users.info({ user: 'U0OTHER' })).user).toMatchObject({
      is_restricted: true,
      is_admin: false,
    });
    await expect(slack.setUser('U0NONE', {})).rejects.toThrow('no user U0NONE');

    const members = async () => (await usergroups.users.list({ usergroup: 'S0HELPDESK' })).users;
    expect(await members()).toEqual(['U0MEMBER']);
    await slack.setUserGroup('S0HELPDESK', ['U0OTHER', 'U0ADMIN']);
    expect(await members()).toEqual(['U0OTHER', 'U0ADMIN']);
    expect((await usergroups.list({ include_users: true })).usergroups).toMatchObject([
      { id: 'S0HELPDESK', handle: 'helpdesk', user_count: 2, users: ['U0OTHER', 'U0ADMIN'] },
    ]);
    expect((await usergroups.list()).usergroups?.[0]).not.toHaveProperty('users');
    await expect(usergroups.users.list({ usergroup: 'S0NONE' })).rejects.toEqual(code('no_such_subteam'));
  });
});

describe('channels', () => {
  it('are listed by kind, those that are hidden left out', async () => {
    const slack = await local();
    const { conversations } = clientOf(slack);
    const ids = async (args?: Parameters<typeof conversations.list>[0]) =>
      (await conversations.list(args)).channels?.map(({ id }) => id);
    expect(await ids()).toEqual(['C0SUPPORT', 'C0ESCALATE', 'C0GENERAL', 'C0SHARED', 'C0ELSEWHERE']);
    expect(await ids({ types: 'private_channel,mpim' })).toEqual(['G0GROUP', 'C0PRIVATE']);
    await slack.setMembership('C0PRIVATE', slack.botUserId, 'out');
    expect(await ids({ types: 'private_channel,mpim' })).toEqual(['G0GROUP']);
    await slack.setChannel('C0GENERAL', { is_archived: true });
    expect(await ids({ exclude_archived: true, limit: 2 })).toEqual(['C0SUPPORT', 'C0ESCALATE']);
    expect(await ids({ exclude_archived: true })).not.toContain('C0GENERAL');
    await expect(ids({ types: 'rooms' })).rejects.toEqual(code('invalid_types'));
  });

  it('tell who is in them', async () => {
    const slack = await local();
    const { conversations } = clientOf(slack);
    const members = async (channel: string) => (await conversations.members({ channel })).members;
    expect(await members('C0SUPPORT')).toEqual(['U0ADMIN', 'U0MEMBER', 'U0OTHER', 'U0ALERTS', 'U0BOT']);
    expect(await members('D0GUEST')).toEqual(['U0GUEST', 'U0BOT']);
    expect(await members('C0SHARED')).toContain('U0OUTSIDER');
    expect(await members('C0ELSEWHERE')).not.toContain('U0BOT');
    await slack.setMembership('C0PRIVATE', slack.botUserId, 'out');
    await expect(members('C0PRIVATE')).rejects.toEqual(code('channel_not_found'));
  });

  it('take and give what the bot may, as it comes and goes', async () => {
    const slack = await local();
    const { chat, conversations } = clientOf(slack);
    await slack.setMembership('C0SUPPORT', slack.botUserId, 'out');
    await expect(chat.postMessage({ ...CHANNEL, text: 'x' })).rejects.toEqual(code('not_in_channel'));
    await slack.setMembership('C0SUPPORT', slack.botUserId, 'in');
    await slack.setChannel('C0SUPPORT', { is_ext_shared: true });
    expect((await conversations.info(CHANNEL)).channel).toMatchObject({
      is_ext_shared: true,
      is_member: true,
    });
    await slack.setChannel('C0SUPPORT', { is_archived: true });
    await expect(chat.postMessage({ ...CHANNEL, text: 'x' })).rejects.toEqual(code('is_archived'));
    await expect(slack.setChannel('C0NONE', {})).rejects.toThrow('no channel C0NONE');
    await expect(slack.setMembership('D0ADMIN', 'U0MEMBER', 'in')).rejects.toThrow('direct message');
  });

  it('are opened for one person or a few', async () => {
    const slack = await local();
    const { conversations } = clientOf(slack);
    const open = async (users: string) => (await conversations.open({ users })).channel?.id;
    expect(await open('U0OTHER')).toBe('D0OTHER');
    expect(await open('U0MEMBER,U0ADMIN')).toBe('G0GROUP');
    const made = (await open('U0OTHER,U0ADMIN')) ?? '';
    expect(await open('U0ADMIN,U0OTHER')).toBe(made);
    expect((await conversations.info({ channel: made })).channel).toMatchObject({ is_mpim: true });
    await expect(open('U0ADMIN,U0ALERTS')).rejects.toEqual(code('cannot_dm_bot'));
    await expect(open('U0ADMIN,U0NONE')).rejects.toEqual(code('user_not_found'));
  });
});

describe('messages', () => {
  it('to one person need that person in the channel, and are seen in order', async () => {
    const slack = await local();
    const { chat } = clientOf(slack);
    const whisper = (user: string) => chat.postEphemeral({ ...CHANNEL, user, text: 'psst', thread_ts: ts });
    const ts = await slack.post({ ...CHANNEL, user: 'U0MEMBER', text: 'first' });
    await whisper('U0MEMBER');
    await expect(whisper('U0GUEST')).rejects.toEqual(code('user_not_in_channel'));
    await slack.post({ ...CHANNEL, user: 'U0ADMIN', text: 'last', threadTs: ts });
    const seen = slack.seenBy('U0MEMBER', 'C0SUPPORT');
    expect(seen.map(({ text, thread_ts, is_ephemeral }) => [text, thread_ts, is_ephemeral])).toEqual([
      ['first', undefined, false],
      ['psst', ts, true],
      ['last', ts, false],
    ]);
    const own = seen[1]?.ts ?? '';
    await expect(chat.update({ ...CHANNEL, ts: own, text: 'x' })).rejects.toEqual(code('message_not_found'));
    await expect(chat.getPermalink({ ...CHANNEL, message_ts: own })).rejects.toEqual(
      code('message_not_found'),
    );
    const { permalink } = await chat.getPermalink({ ...CHANNEL, message_ts: ts });
    expect(permalink).toBe(`https://sandbox.slack.com/archives/C0SUPPORT/p${ts.replace('.', '')}`);
  });

  it('that are roots leave a tombstone, others nothing', async () => {
    const slack = await local();
    const app = await started(socketApp(slack));
    const root = await slack.post({ ...CHANNEL, user: 'U0MEMBER', text: 'root' });
    const reply = await slack.post({ ...CHANNEL, user: 'U0ADMIN', text: 'reply', threadTs: root });
    await slack.remove({ ...CHANNEL, ts: root });
    await slack.remove({ ...CHANNEL, ts: reply });
    await expect(slack.remove({ ...CHANNEL, ts: reply })).rejects.toThrow('to delete');
    await expect.poll(() => app.seen.length).toBe(4);
    expect(app.seen.slice(2).map(({ body }) => body.event)).toMatchObject([
      {
        subtype: 'message_changed',
        message: { subtype: 'tombstone', ts: root },
        previous_message: { text: 'root', user: 'U0MEMBER' },
      },
      { subtype: 'message_deleted', deleted_ts: reply, previous_message: { text: 'reply' } },
    ]);
    const { messages } = await app.client.conversations.replies({ ...CHANNEL, ts: root });
    expect(messages).toMatchObject([{ subtype: 'tombstone', text: 'This message was deleted.' }]);
  });

  it('cannot be updated to more than Slack takes', async () => {
    const slack = await local();
    const { chat } = clientOf(slack);
    const { ts = '' } = await chat.postMessage({ ...CHANNEL, text: 'x' });
    await expect(chat.update({ ...CHANNEL, ts, text: 'x'.repeat(4001) })).rejects.toEqual(
      code('msg_too_long'),
    );
  });

  it('and all else that is seen tell that they changed', async () => {
    const slack = await local();
    let changes = 0;
    slack.onChange(() => {
      changes += 1;
    });
    const { chat, reactions, views } = clientOf(slack);
    const told = async (act: () => Promise<unknown>): Promise<number> => {
      const before = changes;
      await act();
      return changes - before;
    };
    const ts = await slack.post({ ...CHANNEL, user: 'U0MEMBER', text: 'x' });
    const view = { type: 'home' as const, blocks: [] };
    expect([
      await told(() => slack.edit('C0SUPPORT', ts, 'y')),
      await told(() => reactions.add({ ...CHANNEL, timestamp: ts, name: 'eyes' })),
      await told(() => chat.postEphemeral({ ...CHANNEL, user: 'U0MEMBER', text: 'x' })),
      await told(() => views.publish({ user_id: 'U0ADMIN', view })),
      await told(() => slack.setUser('U0MEMBER', { is_restricted: true })),
      await told(() => slack.setChannel('C0SUPPORT', { name: 'help' })),
      await told(() => slack.setMembership('C0SUPPORT', 'U0GUEST', 'in')),
      await told(() => slack.setUserGroup('S0HELPDESK', [])),
      await told(() => slack.remove({ ...CHANNEL, ts })),
    ]).toEqual(Array(9).fill(1));
  });
});

describe('files', () => {
  const read = async (url: unknown, token: string) => {
    const response = await fetch(String(url), { headers: { authorization: `Bearer ${token}` } });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: await response.bytes(),
    };
  };

  it('are whole or cut short, binary, scanned still, hidden, deleted, or a login page', async () => {
    const slack = await local();
    const { files } = clientOf(slack);
    const info = async (upload: Parameters<typeof slack.addFile>[0]) => {
      const { id, url_private } = slack.addFile(upload);
      return { ...(await files.info({ file: String(id) })), url: url_private };
    };
    const content = 'a long log';
    expect(await info({ content })).toMatchObject({ content, is_truncated: false });
    const cut = await info({ content, shownInInfo: 3 });
    expect(cut).toMatchObject({ content: 'a l', is_truncated: true, file: { size: 10, mode: 'snippet' } });
    expect(String(Buffer.from((await read(cut.url, slack.botToken)).body))).toBe(content);

    const bytes = new Uint8Array([0x89, 0x50, 0x00, 0xff]);
    const png = { content: bytes, name: 'a.png', mode: 'hosted', mimetype: 'image/png', filetype: 'png' };
    const picture = await info(png);
    expect(picture).not.toHaveProperty('content');
    expect(await read(picture.url, slack.botToken)).toEqual({ status: 200, type: 'image/png', body: bytes });

    const scanning = await info({ content, trouble: 'scanning' });
    expect(scanning).toMatchObject({ file: { mimetype: '', filetype: '' } });
    expect(scanning).not.toHaveProperty('content');
    const login = await info({ content, mode: 'hosted', trouble: 'login-page' });
    expect(await read(login.url, slack.botToken)).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    await expect(info({ content, trouble: 'hidden' })).rejects.toEqual(code('file_not_found'));
    await expect(info({ content, trouble: 'deleted' })).rejects.toEqual(code('file_deleted'));
  });

  it('of another team come as a reference to look up', async () => {
    const slack = await local();
    const { id } = slack.addFile({ content: 'from outside' });
    const files = [{ id, mode: 'file_access', file_access: 'check_file_info' }];
    await slack.post({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: '', files });
    expect(slack.messages('C0SHARED')[0]?.files).toEqual(files);
    expect(await clientOf(slack).files.info({ file: String(id) })).toMatchObject({ content: 'from outside' });
  });

  it('are a login page without the scope', async () => {
    const slack = await local({ scopes: ['chat:write'] });
    const { id, url_private } = slack.addFile({ content: 'x' });
    expect(await read(url_private, slack.botToken)).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
    await expect(clientOf(slack).files.info({ file: String(id) })).rejects.toEqual(code('missing_scope'));
  });
});

describe('scopes', () => {
  it('are told with every answer', async () => {
    const slack = await local({ scopes: ['chat:write', 'users:read'] });
    const { response_metadata } = await clientOf(slack).auth.test();
    expect(response_metadata).toMatchObject({ scopes: ['chat:write', 'users:read'] });
    const { user } = await clientOf(slack).users.info({ user: 'U0ADMIN' });
    expect(user?.profile).not.toHaveProperty('email');
    const whole = await local();
    const all = await clientOf(whole).users.info({ user: 'U0ADMIN' });
    expect(all.response_metadata).toMatchObject({ scopes: ALL_SCOPES, acceptedScopes: ['users:read'] });
    expect(all.user?.profile).toMatchObject({ email: 'ada@example.com' });
  });

  const missing = (needed: string) =>
    expect.objectContaining({
      data: expect.objectContaining({
        error: 'missing_scope',
        needed,
        provided: 'channels:history,im:write',
      }),
    });

  it('are asked for by kind of channel', async () => {
    const slack = await local({ scopes: ['channels:history', 'im:write'] });
    const { chat, conversations, reactions } = clientOf(slack);
    await slack.post({ ...CHANNEL, user: 'U0MEMBER', text: 'x' });
    expect((await conversations.history(CHANNEL)).messages).toHaveLength(1);
    expect((await conversations.open({ users: 'U0ADMIN' })).channel?.id).toBe('D0ADMIN');
    await Promise.all([
      expect(conversations.history({ channel: 'C0PRIVATE' })).rejects.toEqual(missing('groups:history')),
      expect(conversations.history({ channel: 'D0ADMIN' })).rejects.toEqual(missing('im:history')),
      expect(conversations.history({ channel: 'G0GROUP' })).rejects.toEqual(missing('mpim:history')),
      expect(conversations.open({ users: 'U0ADMIN,U0OTHER' })).rejects.toEqual(missing('mpim:write')),
      expect(conversations.list({ types: 'im' })).rejects.toEqual(missing('im:read')),
      expect(conversations.info(CHANNEL)).rejects.toEqual(missing('channels:read')),
      expect(chat.postMessage({ ...CHANNEL, text: 'x' })).rejects.toEqual(missing('chat:write')),
      expect(reactions.add({ ...CHANNEL, timestamp: '1.0', name: 'x' })).rejects.toEqual(
        missing('reactions:write'),
      ),
      expect(conversations.history({ channel: 'C0NONE' })).rejects.toEqual(code('channel_not_found')),
    ]);
  });

  it('stand for every method there is, and no other', async () => {
    const slack = await local();
    for (const method of Object.keys(SCOPES_OF_METHOD)) {
      const headers = { authorization: `Bearer ${slack.botToken}` };
      const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers });
      const { error } = (await response.json()) as { error?: string };
      expect([method, error]).not.toEqual([method, 'unknown_method']);
      expect([method, error]).not.toEqual([method, 'missing_scope']);
    }
  });

  it('and subscriptions decide which events are heard', async () => {
    const scopes = ['app_mentions:read', 'im:history', 'channels:read'];
    const events = ['app_mention', 'message.channels', 'message.im', 'member_joined_channel', 'channel_left'];
    const slack = await local({ scopes, events });
    const app = await started(socketApp(slack));
    await slack.post({ ...CHANNEL, user: 'U0MEMBER', text: `<@${slack.botUserId}> x` });
    await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'x' });
    await slack.post({ channel: 'G0GROUP', user: 'U0ADMIN', text: `<@${slack.botUserId}> x` });
    await slack.openHome({ user: 'U0ADMIN' });
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'in');
    await slack.setMembership('C0SUPPORT', 'U0GUEST', 'out');
    await slack.setMembership('C0PRIVATE', 'U0OUTSIDER', 'in');
    await slack.setMembership('C0SUPPORT', slack.botUserId, 'out');
    await expect.poll(() => app.seen.length).toBe(5);
    expect(app.seen.map(({ body: { event } }) => [event.type, event.channel, event.user])).toEqual([
      ['app_mention', 'C0SUPPORT', 'U0MEMBER'],
      ['message', 'D0ADMIN', 'U0ADMIN'],
      ['app_mention', 'G0GROUP', 'U0ADMIN'],
      ['member_joined_channel', 'C0SUPPORT', 'U0GUEST'],
      ['channel_left', 'C0SUPPORT', undefined],
    ]);
    expect(Object.keys(SCOPES_OF_EVENT)).toEqual(expect.arrayContaining(events));
  });
});

describe('blocks', () => {
  const button = { type: 'button', action_id: 'go', text: plain('Go') };
  const option = { text: plain('One'), value: '1' };
  const actions = (...elements: object[]) => ({ type: 'actions', elements });
  const section = (accessory: object) => ({ type: 'section', text: plain('x'), accessory });
  const cell = { type: 'raw_text', text: 'x' };
  const table = { type: 'table', rows: [[cell]] };
  const rich = (text: string) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  });
  const post = async (...blocks: object[]) =>
    clientOf(await local()).chat.postMessage({ ...CHANNEL, text: 'x', blocks: blocks as never });

  it.each<[string, object[]]>([
    ['a button value over 2000', [actions({ ...button, value: 'x'.repeat(2001) })]],
    ['a button URL over 3000', [actions({ ...button, url: `https://${'x'.repeat(3000)}` })]],
    ['an action_id over 255', [actions({ ...button, action_id: 'x'.repeat(256) })]],
    ['an action_id twice in a block', [actions(button, button)]],
    ['26 elements', [actions(...Array.from({ length: 26 }, (_, i) => ({ ...button, action_id: `${i}` })))]],
    ['no elements', [actions()]],
    ['a style there is not', [actions({ ...button, style: 'loud' })]],
    ['a text input among actions', [actions({ type: 'plain_text_input', action_id: 'x' })]],
    ['a menu of several among actions', [actions({ type: 'multi_users_select', action_id: 'x' })]],
    ['six choices in an overflow menu', [section({ type: 'overflow', options: Array(6).fill(option) })]],
    ['a menu without options', [section({ type: 'static_select' })]],
    [
      'a menu that begins with none of its options',
      [section({ type: 'static_select', options: [option], initial_option: { ...option, value: '2' } })],
    ],
    ['eleven checkboxes', [section({ type: 'checkboxes', options: Array(11).fill(option) })]],
    ['an unknown element', [section({ type: 'lever' })]],
    ['a section without text', [{ type: 'section' }]],
    ['eleven fields', [{ type: 'section', fields: Array(11).fill(plain('x')) }]],
    ['a header in mrkdwn', [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }]],
    ['empty rich text', [rich('')]],
    [
      'rich text of an unknown kind',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_song', elements: [] }] }],
    ],
    ['an input', [{ type: 'input', label: plain('x'), element: { type: 'plain_text_input' } }]],
    ['two tables', [table, table]],
    ['a table of 101 rows', [{ ...table, rows: Array(101).fill([cell]) }]],
    ['a table of 21 columns', [{ ...table, rows: [Array(21).fill(cell)] }]],
    ['a table over 10,000', [{ ...table, rows: Array(11).fill([{ ...cell, text: 'x'.repeat(1000) }]) }]],
    ['markdown over 12,000', Array(2).fill({ type: 'markdown', text: 'x'.repeat(6001) })],
    ['a block_id twice', Array(2).fill({ type: 'divider', block_id: 'x' })],
    ['null', [null as never]],
  ])('are refused with %s', async (_what, blocks) => {
    await expect(post(...blocks)).rejects.toEqual(code('invalid_blocks'));
  });

  it('are taken at their limits, and get the ids they lack', async () => {
    const { message } = await post(
      actions({ ...button, value: 'x'.repeat(2000), style: 'danger' }, { ...button, action_id: undefined }),
      section({ type: 'conversations_select' }),
      { ...table, rows: Array(100).fill(Array(20).fill({ ...cell, text: '' })) },
      rich('x'),
      { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('x') }] },
    );
    const blocks = (message?.blocks ?? []) as { block_id?: string; elements?: { action_id?: string }[] }[];
    expect(blocks).toHaveLength(5);
    expect(new Set(blocks.map(({ block_id }) => block_id)).size).toBe(5);
    const ids = blocks[0]?.elements?.map(({ action_id }) => action_id);
    expect(ids).toEqual(['go', expect.stringMatching(/^[\w-]{5}$/)]);
  });
});
