import { describe, expect, it } from 'vitest';
import { isForAnother } from '../../src/slack/payloads/is-for-another.ts';
import { askerOf, type Payload, payloadOf } from '../../src/slack/payloads/payload.ts';

const IDENTITY = { botUserId: 'UBOT', botId: 'BBOT' };
const payload = (body: Record<string, unknown>) => payloadOf(body, IDENTITY);
const event = (more: Record<string, unknown>, envelope: Record<string, unknown> = {}) =>
  payload({
    type: 'event_callback',
    event_id: 'Ev1',
    ...envelope,
    event: { type: 'message', channel: 'C1', user: 'U1', ts: '1.1', text: 'hello', ...more },
  });
const post = (found: Payload) => {
  if (found.kind !== 'post') throw new Error(`a post was expected, and it is ${found.kind}`);
  return found.post;
};

describe('an event of another workspace', () => {
  const envelope = (more: object) => isForAnother({ type: 'event_callback', team_id: 'T2', ...more }, 'T1');
  it.each([
    ['is for those it is authorised for', { authorizations: [{ team_id: 'T2' }] }, true],
    ['may name several', { authorizations: [{ team_id: 'T2' }, { team_id: 'T1' }] }, false],
    ['may come from a person of another one', { authorizations: [{ team_id: 'T1' }] }, false],
    ['is for the one it comes through, if it names none', { context_team_id: 'T2' }, true],
    ['is ours otherwise', { context_team_id: 'T1' }, false],
    ['is ours if nothing is said', {}, false],
    ['is no press', { type: 'block_actions', authorizations: [{ team_id: 'T2' }] }, false],
  ])('%s', (_what, more, foreign) => {
    expect(envelope(more)).toBe(foreign);
  });
});

describe('a post', () => {
  it.each([undefined, 'file_share', 'thread_broadcast', 'me_message'])('subtype %s is one', (subtype) => {
    expect(event({ subtype })).toMatchObject({
      kind: 'post',
      eventId: 'Ev1',
      post: { user: 'U1', text: 'hello' },
    });
  });

  it.each(['channel_join', 'channel_topic', 'message_replied'])('subtype %s is none', (subtype) => {
    expect(event({ subtype })).toEqual({ kind: 'unsupported' });
  });

  it('of the classic kind of integrations has no author, whatever it says', () => {
    expect(post(event({ subtype: 'bot_message' })).user).toBeNull();
  });

  it.each([
    ['by this bot', { user: 'UBOT' }],
    ['by Slack itself', { user: 'USLACK', channel: 'D1', channel_type: 'im' }],
    ['by Slackbot', { user: 'USLACKBOT', channel: 'D1', channel_type: 'im' }],
    ['by this app', { bot_id: 'BBOT' }],
    ['without a channel', { channel: undefined }],
    ['without a ts', { ts: 17 }],
    ['of another type', { type: 'reaction_added' }],
  ])('%s is none', (_what, more) => {
    expect(event(more)).toEqual({ kind: 'unsupported' });
  });

  it.each([
    ['an integration bot', { bot_id: 'BOTHER' }],
    ['an integration without a bot', { subtype: 'bot_message' }],
  ])('by %s has no author', (_who, more) => {
    expect(post(event(more)).user).toBeNull();
  });

  it('knows whether it is direct, in a thread, shared and mentions the bot', () => {
    expect(post(event({}))).toMatchObject({
      direct: false,
      inThread: false,
      threadTs: '1.1',
      shared: false,
      mentioned: false,
    });
    expect(post(event({ channel_type: 'im' })).direct).toBe(false);
    expect(post(event({ channel: 'D1', channel_type: 'channel' })).direct).toBe(false);
    expect(post(event({ channel: 'D1', channel_type: 'im' })).direct).toBe(true);
    expect(post(event({ channel: 'D1' })).direct).toBe(true);
    expect(post(event({ thread_ts: '1.0' }))).toMatchObject({ inThread: true, threadTs: '1.0' });
    expect(post(event({ thread_ts: '1.1' })).inThread).toBe(false);
    expect(post(event({}, { is_ext_shared_channel: true })).shared).toBe(true);
    expect(post(event({ text: '<@UBOT> hi' }))).toMatchObject({
      mentioned: true,
      text: 'hi',
      plainText: 'hi',
    });
    expect(post(event({ text: '<@UBOT|scim> hi' }))).toMatchObject({ mentioned: true, text: 'hi' });
    expect(post(event({ text: '<@UBOTX> hi' })).mentioned).toBe(false);
    expect(post(event({ type: 'app_mention' })).mentioned).toBe(true);
  });
});

describe('a change of a post', () => {
  const changed = (before: object, after: object) =>
    event({
      subtype: 'message_changed',
      message: { user: 'U1', ts: '1.1', text: 'hello', ...after },
      previous_message: { user: 'U1', ts: '1.1', text: 'hello', ...before },
    });
  const edited = { edited: { user: 'U1', ts: '2.2' } };

  it('of its words is a post with the time of the change', () => {
    expect(post(changed({}, { text: 'new words', ...edited }))).toMatchObject({
      text: 'new words',
      edited: '2.2',
      ts: '1.1',
    });
  });

  it.each([
    [
      'an unfurled link',
      {},
      { attachments: [{ from_url: 'https://example.com', text: 'a page' }], ...edited },
    ],
    ['a reply', {}, { reply_count: 1 }],
    ['the same words again', {}, edited],
    ['other words without an edit by a person', {}, { text: 'new words' }],
  ])('%s is none', (_what, before, after) => {
    expect(changed(before, after)).toEqual({ kind: 'unsupported' });
  });

  it('without the earlier message is one, as long as a person edited it', () => {
    const message = { user: 'U1', ts: '1.1', text: 'x' };
    const found = event({ subtype: 'message_changed', message: { ...message, ...edited } });
    expect(post(found)).toMatchObject({ text: 'x', edited: '2.2' });
    expect(event({ subtype: 'message_changed', message })).toEqual({ kind: 'unsupported' });
  });
});

describe('a deletion', () => {
  const before = { user: 'U1', ts: '1.1', text: 'x' };
  const deleted = (more: object = {}) =>
    event({ subtype: 'message_deleted', ts: '2.2', deleted_ts: '1.1', previous_message: before, ...more });

  it('names the message that is gone', () => {
    expect(deleted()).toEqual({
      kind: 'deleted',
      eventId: 'Ev1',
      post: { channel: 'C1', ts: '1.1', direct: false },
    });
    expect(deleted({ channel: 'D1', channel_type: 'im' })).toMatchObject({ post: { direct: true } });
  });

  it('of a message with replies leaves a tombstone', () => {
    const message = { subtype: 'tombstone', ts: '1.1', text: 'This message was deleted.', hidden: true };
    expect(event({ subtype: 'message_changed', ts: '2.2', message, previous_message: before })).toMatchObject(
      {
        kind: 'deleted',
        post: { ts: '1.1' },
      },
    );
  });

  it.each([
    ['of a card of this bot', { previous_message: { ...before, bot_id: 'BBOT' } }],
    ['without the time of the message', { deleted_ts: undefined }],
    ['without a channel', { channel: null }],
  ])('%s is none', (_what, more) => {
    expect(deleted(more)).toEqual({ kind: 'unsupported' });
  });
});

it('a new post that says when it was changed is new', () => {
  expect(post(event({ edited: { user: 'U1', ts: '2.2' } })).edited).toBeNull();
});

describe('the Home tab', () => {
  it('opened on the home side only', () => {
    expect(event({ type: 'app_home_opened', tab: 'home' })).toEqual({
      kind: 'home-opened',
      user: 'U1',
      eventId: 'Ev1',
    });
    expect(event({ type: 'app_home_opened', tab: 'messages' })).toEqual({ kind: 'unsupported' });
    expect(event({ type: 'app_home_opened', tab: 'home', user: undefined })).toEqual({ kind: 'unsupported' });
  });
});

const PRESS = {
  type: 'block_actions',
  trigger_id: 'T.1',
  user: { id: 'U1' },
  channel: { id: 'C1' },
  container: { message_ts: '1.1', thread_ts: '1.0', is_ephemeral: true },
  response_url: 'https://hooks.slack.com/1',
  actions: [{ action_id: 'solved', value: 'v' }],
};
const SHORTCUT = {
  type: 'message_action',
  trigger_id: 'T.2',
  user: { id: 'U1' },
  channel: { id: 'C1' },
  message: { ts: '1.1', user: 'U2', text: 'an error' },
  response_url: 'https://hooks.slack.com/2',
};
const COMMAND = {
  command: '/scim',
  user_id: 'U1',
  channel_id: 'C1',
  response_url: 'https://hooks.slack.com/3',
  trigger_id: 'T.3',
  text: 'x',
};
const FORM = {
  type: 'view_submission',
  user: { id: 'U1' },
  view: {
    id: 'V1',
    callback_id: 'paste',
    private_metadata: '{}',
    state: { values: { error: { text: { value: 'pasted' } } } },
  },
};

describe('what somebody does', () => {
  it('a press', () => {
    expect(payload(PRESS)).toMatchObject({
      kind: 'press',
      press: { id: 'T.1', action: 'solved', value: 'v', ephemeral: true, threadTs: '1.0', direct: false },
    });
    expect(payload({ ...PRESS, channel: { id: 'D1' } })).toMatchObject({ press: { direct: true } });
    expect(payload({ ...PRESS, channel: null })).toMatchObject({ press: { channel: null } });
  });

  it('a shortcut', () => {
    expect(payload(SHORTCUT)).toMatchObject({
      kind: 'shortcut',
      shortcut: {
        on: { channel: 'C1', ts: '1.1', threadTs: '1.1', author: 'U2', content: { text: 'an error' } },
      },
    });
    expect(payload({ ...SHORTCUT, message: { ...SHORTCUT.message, bot_id: 'B2' } })).toMatchObject({
      shortcut: { on: { author: null } },
    });
  });

  it('a command, and a form', () => {
    expect(payload(COMMAND)).toMatchObject({ kind: 'command', command: { triggerId: 'T.3', text: 'x' } });
    const form = payload(FORM);
    expect(form).toMatchObject({ kind: 'form', form: { id: 'V1', form: 'paste', user: 'U1' } });
    expect(form.kind === 'form' && form.form.entered.get('error')?.value).toBe('pasted');
  });

  it.each([
    [{ ...PRESS, actions: [] }],
    [{ ...PRESS, user: null }],
    [{ ...SHORTCUT, message: null }],
    [{ ...FORM, view: {} }],
    [{ command: '/scim' }],
    [{ type: 'view_closed' }],
    [{ type: 'block_suggestion' }],
    [{}],
  ])('a body of another shape is unsupported: %j', (body) => {
    expect(payload(body)).toEqual({ kind: 'unsupported' });
  });
});

describe('who is told of a failure', () => {
  it('the person who pressed, typed or sent, where they did', () => {
    expect(askerOf(payload(PRESS))).toEqual({
      user: 'U1',
      channel: 'C1',
      responseUrl: 'https://hooks.slack.com/1',
    });
    expect(askerOf(payload({ ...PRESS, channel: null }))).toMatchObject({ user: 'U1', channel: 'U1' });
    expect(askerOf(payload(SHORTCUT))).toMatchObject({ user: 'U1', channel: 'C1' });
    expect(askerOf(payload(COMMAND))).toMatchObject({ user: 'U1', channel: 'C1' });
    expect(askerOf(payload(FORM))).toEqual({ user: 'U1', channel: 'U1', responseUrl: null });
  });

  it('nobody for an event: its author is told in the thread', () => {
    expect(askerOf(event({}))).toBeNull();
    expect(askerOf({ kind: 'unsupported' })).toBeNull();
  });
});
