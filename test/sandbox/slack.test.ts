import { describe, expect, it } from 'vitest';
import type { StoredMessage } from '../../sandbox/slack/types.ts';
import {
  clientOf,
  code,
  type Forgetful,
  httpEcho,
  local,
  socketApp,
  socketEcho,
  started,
} from './slack-bolt.ts';

const answered = (thread: StoredMessage[]) => thread.length > 1;
const eventsOf = (app: Forgetful) =>
  app.seen.map(({ body }) => body as { event_id: string; event: Record<string, unknown> });

describe('Socket Mode', () => {
  it('takes a post to the bot and brings its reply back', async () => {
    const slack = await local();
    const app = await socketEcho(slack);
    const ts = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'hello' });
    const thread = await slack.waitFor('D0ADMIN', ts, answered);
    expect(thread.map(({ user, text, thread_ts }) => ({ user, text, thread_ts }))).toEqual([
      { user: 'U0ADMIN', text: 'hello', thread_ts: undefined },
      { user: slack.botUserId, text: 'echo: hello', thread_ts: ts },
    ]);
    expect(ts).toMatch(/^\d{10}\.\d{6}$/);
    await expect.poll(() => slack.attempts.length).toBe(2);
    const [posted, own] = eventsOf(app);
    expect(posted).toMatchObject({
      type: 'event_callback',
      team_id: slack.teamId,
      is_ext_shared_channel: false,
      authorizations: [{ team_id: slack.teamId, user_id: slack.botUserId, is_bot: true }],
      event: { type: 'message', channel_type: 'im', channel: 'D0ADMIN', user: 'U0ADMIN', ts, event_ts: ts },
    });
    expect(own?.event).toMatchObject({ bot_id: slack.botId, user: slack.botUserId, thread_ts: ts });
  });

  it('sends a mention in a channel as two events of one message', async () => {
    const slack = await local();
    const app = await started(socketApp(slack));
    const text = `<@${slack.botUserId}> help`;
    await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text });
    await slack.post({ channel: 'C0PRIVATE', user: 'U0MEMBER', text: 'no mention' });
    await expect.poll(() => app.seen.length).toBe(3);
    const [message, mention, group] = eventsOf(app);
    expect(message?.event).toMatchObject({ type: 'message', channel_type: 'channel', text });
    expect(mention?.event).toMatchObject({ type: 'app_mention', text });
    expect(mention?.event).not.toHaveProperty('channel_type');
    expect(message?.event_id).not.toBe(mention?.event_id);
    for (const field of ['ts', 'channel', 'client_msg_id']) {
      expect(message?.event[field]).toEqual(mention?.event[field]);
    }
    expect(group?.event).toMatchObject({ type: 'message', channel_type: 'group' });
  });

  it('marks outsiders and shared channels, and sends nothing from channels without the bot', async () => {
    const slack = await local();
    const app = await started(socketApp(slack));
    await slack.post({ channel: 'C0ELSEWHERE', user: 'U0ADMIN', text: 'unheard' });
    await slack.post({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: 'hi' });
    await expect.poll(() => app.seen.length).toBe(1);
    expect(eventsOf(app)[0]).toMatchObject({
      is_ext_shared_channel: true,
      team_id: 'T0OTHER',
      authorizations: [{ team_id: slack.teamId }],
      event: { user_team: 'T0OTHER', source_team: 'T0OTHER', channel: 'C0SHARED' },
    });
  });

  it('repeats an unacknowledged event with the same id', async () => {
    const slack = await local({ redeliverAfterMs: 60 });
    const app = await socketEcho(slack);
    app.unacked = 2;
    const ts = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'again' });
    await slack.waitFor('D0ADMIN', ts, answered);
    const tries = app.seen.slice(0, 3);
    expect(tries.map(({ retryNum, retryReason }) => [retryNum, retryReason])).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
    ]);
    expect(new Set(tries.map(({ body }) => body.event_id)).size).toBe(1);
    expect(slack.attempts.slice(0, 3).map(({ acked }) => acked)).toEqual([false, false, true]);
  });

  it('keeps events until there is a connection, and repeats what a closed connection left unacknowledged', async () => {
    const slack = await local();
    const early = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'early' });
    const app = await socketEcho(slack);
    await slack.waitFor('D0ADMIN', early, answered);

    app.unacked = 1;
    const lost = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'lost' });
    await expect.poll(() => app.unacked).toBe(0);
    slack.killSockets();
    await slack.waitFor('D0ADMIN', lost, answered);
    expect(app.seen.filter(({ body }) => body.event.ts === lost).map(({ retryNum }) => retryNum)).toEqual([
      0, 1,
    ]);

    slack.disconnectSockets('refresh_requested');
    const during = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'during' });
    await slack.waitFor('D0ADMIN', during, answered);
    expect(slack.messages('D0ADMIN')).toHaveLength(6);
  });

  it('gives each event to one of several connections', async () => {
    const slack = await local();
    const apps = [await started(socketApp(slack)), await started(socketApp(slack))];
    expect(slack.connections()).toBe(2);
    for (const text of ['1', '2', '3']) await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text });
    await expect.poll(() => apps.map((app) => app.seen.length).sort()).toEqual([1, 2]);
  });

  it('reports edits and deletions', async () => {
    const slack = await local();
    const app = await started(socketApp(slack));
    const ts = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'first' });
    await slack.edit('D0ADMIN', ts, 'a < b');
    const own = await app.client.chat.postMessage({ channel: 'U0ADMIN', text: 'mine' });
    await app.client.chat.delete({ channel: own.channel ?? '', ts: own.ts ?? '' });
    await expect.poll(() => app.seen.length).toBe(4);
    const [, changed, , deleted] = eventsOf(app);
    expect(changed?.event).toMatchObject({
      subtype: 'message_changed',
      message: { text: 'a &lt; b', ts, edited: { user: 'U0ADMIN' } },
      previous_message: { text: 'first', ts },
    });
    expect(changed?.event).not.toHaveProperty('user');
    expect(deleted?.event).toMatchObject({
      subtype: 'message_deleted',
      channel: 'D0ADMIN',
      deleted_ts: own.ts,
    });
    expect(slack.messages('D0ADMIN').map(({ text }) => text)).toEqual(['a &lt; b']);
  });

  it('delivers recorded payloads and clicks, and reports the acknowledgement', async () => {
    const slack = await local({ redeliverAfterMs: 60 });
    const app = await socketEcho(slack);
    app.action('again', async ({ ack }) => ack());
    const event = {
      type: 'message',
      channel: 'D0ADMIN',
      channel_type: 'im',
      user: 'U0ADMIN',
      text: 'raw',
      ts: '1.000100',
    };
    const payload = { type: 'event_callback', team_id: slack.teamId, event_id: 'Ev1', event };
    expect(await slack.deliver(payload)).toMatchObject({ acked: true });
    expect(await slack.deliver(payload, { num: 1, reason: 'timeout' })).toMatchObject({ acked: true });
    await slack.waitFor('D0ADMIN', '1.000100', (thread) => thread.length === 3);
    app.unacked = 1;
    expect(await slack.deliver(payload)).toEqual({ acked: false });
    const click = { type: 'block_actions', user: { id: 'U0ADMIN' }, team: { id: slack.teamId } };
    const actions = [{ type: 'button', action_id: 'again', block_id: 'b', value: 'v' }];
    expect(await slack.interact({ ...click, actions })).toMatchObject({ acked: true });
  });
});

describe('HTTP events', () => {
  it('are signed, and the response comes back', async () => {
    const slack = await local();
    await httpEcho(slack);
    const ts = await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: 'over HTTP' });
    const thread = await slack.waitFor('C0SUPPORT', ts, answered);
    expect(thread[1]?.text).toBe('echo: over HTTP');
    expect(slack.attempts[0]).toMatchObject({ acked: true, status: 200, retry: 0 });
  });

  it('are repeated with retry headers until they are accepted, at most three times', async () => {
    const slack = await local({ httpRetryPausesMs: [5, 5, 5] });
    const app = await httpEcho(slack);
    app.unacked = 2;
    const ts = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'again' });
    await slack.waitFor('D0ADMIN', ts, answered);
    expect(app.seen.slice(0, 3).map(({ retryNum, retryReason }) => [retryNum, retryReason])).toEqual([
      [undefined, undefined],
      [1, 'http_error'],
      [2, 'http_error'],
    ]);
    await expect.poll(() => slack.attempts.filter(({ acked }) => acked).length).toBe(2);
    const before = slack.attempts.length;
    slack.sendEventsTo('http://127.0.0.1:9/nobody');
    await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'to nobody' });
    await expect.poll(() => slack.attempts.length - before).toBe(4);
  });
});

describe('what people type', () => {
  const DETAIL = '{"detail":"Resource [USER]: with email[a@example.com] exists", "a": 1 < 2 & 3}';

  it.each([
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['mail ada@example.com.', 'mail <mailto:ada@example.com|ada@example.com>.'],
    ['see https://x.example/a?b=1&c=2.', 'see <https://x.example/a?b=1&amp;c=2>.'],
    ['see example.com', 'see <http://example.com|example.com>'],
    ['<@U0BOT> and <#C0SUPPORT>', '<@U0BOT> and <#C0SUPPORT>'],
    ['<script>', '&lt;script&gt;'],
    ['urn:ietf:params:scim:api:messages:2.0:Error', 'urn:ietf:params:scim:api:messages:2.0:Error'],
    ['🙂 :warning:', ':slightly_smiling_face: :warning:'],
    ['```\n<a@b.example>\n```', '```\n&lt;<mailto:a@b.example|a@b.example>&gt;\n```'],
    [
      DETAIL,
      '{"detail":"Resource [USER]: with email[<mailto:a@example.com|a@example.com>] exists", "a": 1 &lt; 2 &amp; 3}',
    ],
  ])('%s', async (typed, wire) => {
    const slack = await local();
    await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: typed });
    expect(slack.messages('D0ADMIN')[0]?.text).toBe(wire);
  });

  it('comes with rich text that is not escaped', async () => {
    const slack = await local();
    const text =
      '<@U0BOT> why?\n> a <quote>\n```\n{"mail": "a@example.com"}\n```\n:fire: see `x<y` https://x.example';
    await slack.post({ channel: 'C0SUPPORT', user: 'U0ADMIN', text });
    const [message] = slack.messages('C0SUPPORT');
    expect(message?.blocks).toEqual([
      {
        type: 'rich_text',
        block_id: expect.any(String),
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U0BOT' },
              { type: 'text', text: ' why?' },
            ],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'a <quote>' }] },
          {
            type: 'rich_text_preformatted',
            border: 0,
            elements: [
              { type: 'text', text: '{"mail": "' },
              { type: 'link', url: 'mailto:a@example.com', text: 'a@example.com' },
              { type: 'text', text: '"}' },
            ],
          },
          {
            type: 'rich_text_section',
            elements: [
              { type: 'emoji', name: 'fire' },
              { type: 'text', text: ' see ' },
              { type: 'text', text: 'x<y', style: { code: true } },
              { type: 'text', text: ' ' },
              { type: 'link', url: 'https://x.example' },
            ],
          },
        ],
      },
    ]);
  });

  it('leaves integrations, attachments and files as they are', async () => {
    const slack = await local();
    const attachments = [{ fallback: 'alert', text: 'a & b' }];
    const alert = { channel: 'C0SUPPORT', user: 'U0ALERTS', text: '', botId: 'B0ALERTS', attachments };
    await slack.post({ ...alert, subtype: 'bot_message' });
    const files = [{ id: 'F1', name: 'error.json', content: '{"status":409}' }];
    await slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: '', files });
    const [integration, upload] = slack.messages('C0SUPPORT');
    expect(integration).toMatchObject({ bot_id: 'B0ALERTS', subtype: 'bot_message', text: '', attachments });
    expect(integration).not.toHaveProperty('user');
    expect(integration).not.toHaveProperty('blocks');
    expect(upload).toMatchObject({ subtype: 'file_share', files: [{ id: 'F1', mode: 'snippet' }] });

    const { file, content } = await clientOf(slack).files.info({ file: 'F1' });
    expect(content).toBe('{"status":409}');
    const download = (token: string) =>
      fetch(file?.url_private ?? '', { headers: { authorization: `Bearer ${token}` } });
    expect(await (await download(slack.botToken)).text()).toBe('{"status":409}');
    expect((await download('wrong')).headers.get('content-type')).toContain('text/html');
  });

  it('refuses what is not possible and says why', async () => {
    const slack = await local();
    const post = { channel: 'D0ADMIN', user: 'U0ADMIN', text: 'x' };
    await expect(slack.post({ ...post, channel: 'C0NONE' })).rejects.toThrow('no channel C0NONE');
    await expect(slack.post({ ...post, user: 'U0MEMBER' })).rejects.toThrow('direct message of U0ADMIN');
    await expect(slack.post({ ...post, threadTs: '1.000000' })).rejects.toThrow('no message 1.000000');
    const ts = await slack.post(post);
    await expect(slack.waitFor('D0ADMIN', ts, answered, 20)).rejects.toThrow(/within 20 ms[\s\S]*U0ADMIN: x/);
  });
});

describe('the Web API', () => {
  it('checks tokens and methods', async () => {
    const slack = await local();
    const call = async (method: string, token?: string) => {
      const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
      const response = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', headers });
      return ((await response.json()) as { error?: string }).error;
    };
    expect(await call('auth.test')).toBe('not_authed');
    expect(await call('auth.test', 'wrong')).toBe('invalid_auth');
    expect(await call('apps.connections.open', slack.botToken)).toBe('not_allowed_token_type');
    expect(await call('chat.nothing', slack.botToken)).toBe('unknown_method');
    expect(await call('auth.test', slack.botToken)).toBeUndefined();
  });

  it('returns metadata only on request, and threads in pages', async () => {
    const slack = await local();
    const client = clientOf(slack);
    const ts = await slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'x' });
    const metadata = { event_type: 'answer', event_payload: { source: ts } };
    const reply = { channel: 'D0ADMIN', thread_ts: ts };
    await client.chat.postMessage({ ...reply, text: 'one', metadata });
    const second = await client.chat.postMessage({ ...reply, text: 'two' });

    const without = await client.conversations.replies({ channel: 'D0ADMIN', ts });
    const found = await client.conversations.replies({ channel: 'D0ADMIN', ts, include_all_metadata: true });
    expect(without.messages?.some((message) => 'metadata' in message)).toBe(false);
    expect(found.messages?.map((message) => message.metadata)).toEqual([undefined, metadata, undefined]);
    expect(found.messages?.[0]).toMatchObject({ reply_count: 2, latest_reply: second.ts });

    const first = await client.conversations.replies({ channel: 'D0ADMIN', ts, limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const rest = await client.conversations.replies({ channel: 'D0ADMIN', ts, limit: 2, cursor });
    expect(first.messages).toHaveLength(2);
    expect(rest).toMatchObject({ has_more: false, messages: [{ text: 'two' }] });
    await expect(client.conversations.replies({ channel: 'D0ADMIN', ts: '1.000000' })).rejects.toEqual(
      code('thread_not_found'),
    );
    const { messages } = await client.conversations.history({ channel: 'D0ADMIN' });
    expect(messages?.map(({ text }) => text)).toEqual(['x']);
  });

  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  it.each([
    ['no_text', []],
    ['invalid_blocks', Array(51).fill({ type: 'divider' })],
    ['invalid_blocks', [section('')]],
    ['invalid_blocks', [section('x'.repeat(3001))]],
    ['invalid_blocks', [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }]],
    ['invalid_blocks', [{ type: 'context', elements: Array(11).fill({ type: 'mrkdwn', text: 'x' }) }]],
    [
      'invalid_blocks',
      [
        {
          type: 'actions',
          elements: [{ type: 'button', text: { type: 'plain_text', text: 'x'.repeat(76) } }],
        },
      ],
    ],
    ['invalid_blocks', [{ type: 'unheard_of' }]],
    ['msg_blocks_too_long', Array(5).fill(section('x'.repeat(3000)))],
  ])('refuses a message: %s', async (error, blocks) => {
    const slack = await local();
    const sent = clientOf(slack).chat.postMessage({ channel: 'D0ADMIN', text: '', blocks });
    await expect(sent).rejects.toEqual(code(error));
    expect(slack.messages('D0ADMIN')).toEqual([]);
  });

  it('knows people, channels, reactions and its own messages', async () => {
    const slack = await local();
    const client = clientOf(slack);
    const ts = await slack.post({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: 'x' });
    expect((await client.users.info({ user: 'U0SINGLE' })).user).toMatchObject({ is_ultra_restricted: true });
    await expect(client.users.info({ user: 'U0NONE' })).rejects.toEqual(code('user_not_found'));
    expect((await client.conversations.info({ channel: 'C0SHARED' })).channel).toMatchObject({
      is_ext_shared: true,
    });
    expect((await client.conversations.open({ users: 'U0MEMBER' })).channel?.id).toBe('D0MEMBER');

    const reaction = { channel: 'C0SHARED', timestamp: ts, name: 'eyes' };
    await client.reactions.add(reaction);
    await expect(client.reactions.add(reaction)).rejects.toEqual(code('already_reacted'));
    await client.reactions.remove(reaction);
    await expect(client.reactions.remove(reaction)).rejects.toEqual(code('no_reaction'));
    expect(slack.reactions.map(({ method, name }) => [method, name])).toEqual([
      ['add', 'eyes'],
      ['remove', 'eyes'],
    ]);

    await client.chat.postEphemeral({ channel: 'C0SHARED', user: 'U0OUTSIDER', text: 'psst' });
    expect(slack.ephemerals).toMatchObject([{ channel: 'C0SHARED', user: 'U0OUTSIDER', text: 'psst' }]);
    const own = await client.chat.postMessage({ channel: 'C0SHARED', text: 'y'.repeat(40_001) });
    const ownTs = own.ts ?? '';
    expect(slack.messages('C0SHARED').at(-1)?.text).toHaveLength(40_000);
    await client.chat.update({ channel: 'C0SHARED', ts: ownTs, text: 'z' });
    expect(slack.messages('C0SHARED').at(-1)?.text).toBe('z');
    await expect(client.chat.update({ channel: 'C0SHARED', ts, text: 'z' })).rejects.toEqual(
      code('cant_update_message'),
    );
    await client.chat.delete({ channel: 'C0SHARED', ts: ownTs });
    await expect(client.chat.postMessage({ channel: 'C0ELSEWHERE', text: 'x' })).rejects.toEqual(
      code('not_in_channel'),
    );
    expect(slack.messages('C0SHARED')).toHaveLength(1);
    expect(slack.calls.map(({ method }) => method).slice(0, 2)).toEqual(['auth.test', 'users.info']);
  });
});

describe('planned faults', () => {
  const post = { channel: 'D0ADMIN', text: 'x' };

  it('respond with the requested code or status, for the requested number of calls', async () => {
    const slack = await local();
    const client = clientOf(slack);
    slack.fail('chat.postMessage', { error: 'internal_error' });
    slack.fail('chat.postMessage', { status: 503 }, 2);
    await expect(client.chat.postMessage(post)).rejects.toEqual(code('internal_error'));
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ statusCode: 503 });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ statusCode: 503 });
    await client.chat.postMessage(post);
    expect(slack.messages('D0ADMIN')).toHaveLength(1);
  });

  it('can ask to wait with 429 and Retry-After', async () => {
    const slack = await local();
    const client = clientOf(slack, true);
    slack.fail('chat.postMessage', { status: 429, retryAfter: 7 });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ retryAfter: 7 });
    await client.chat.postMessage(post);
    expect(slack.messages('D0ADMIN')).toHaveLength(1);
  });

  it('can break the connection before or after the message is stored', async () => {
    const slack = await local();
    const client = clientOf(slack);
    slack.fail('chat.postMessage', { reset: 'before' });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.messages('D0ADMIN')).toHaveLength(0);
    slack.fail('chat.postMessage', { reset: 'after' });
    await expect(client.chat.postMessage(post)).rejects.toMatchObject({ code: 'slack_webapi_request_error' });
    expect(slack.messages('D0ADMIN')).toHaveLength(1);
  });

  it('can leave a call without a response', async () => {
    const slack = await local();
    slack.fail('auth.test', { hang: 'before' });
    const headers = { authorization: `Bearer ${slack.botToken}` };
    const call = fetch(`${slack.apiUrl}auth.test`, { headers, signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
