import { describe, expect, it } from 'vitest';
import { ALL_SCOPES, SCOPES_OF_EVENT, SCOPES_OF_METHOD } from '../../sandbox/slack/scopes.ts';
import { clientOf, code, local, socketApp, started } from './slack-bolt.ts';

const CHANNEL = { channel: 'C0SUPPORT' };

describe('scopes', () => {
  it('are listed in every response', async () => {
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

  it('depend on the kind of channel', async () => {
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

  it('are known for every method, and for no other', async () => {
    const slack = await local();
    for (const method of Object.keys(SCOPES_OF_METHOD)) {
      const headers = { authorization: `Bearer ${slack.botToken}` };
      const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers });
      const { error } = (await response.json()) as { error?: string };
      expect([method, error]).not.toEqual([method, 'unknown_method']);
      expect([method, error]).not.toEqual([method, 'missing_scope']);
    }
  });

  it('and subscriptions decide which events arrive', async () => {
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
