import { describe, expect, it } from 'vitest';
import { clientOf, code, local, socketApp, started } from './slack-bolt.ts';

const CHANNEL = { channel: 'C0SUPPORT' };

describe('people and groups', () => {
  it('are listed in pages by kind, and can be changed', async () => {
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
    expect(slack.users().find(({ id }) => id === 'U0OTHER')).toMatchObject({ is_restricted: true });
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
  it('are listed by kind, without hidden ones', async () => {
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

  it('have members', async () => {
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

  it('let the bot read and write only while it is a member', async () => {
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

  it('can be opened for one person or several', async () => {
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
  it('to one person require that person in the channel, and appear in order', async () => {
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

  it('leave a tombstone if they are roots, otherwise nothing', async () => {
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

  it('cannot be updated to more than Slack accepts', async () => {
    const slack = await local();
    const { chat } = clientOf(slack);
    const { ts = '' } = await chat.postMessage({ ...CHANNEL, text: 'x' });
    await expect(chat.update({ ...CHANNEL, ts, text: 'x'.repeat(4001) })).rejects.toEqual(
      code('msg_too_long'),
    );
  });

  it('and everything else visible report their changes', async () => {
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
