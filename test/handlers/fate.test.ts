import { describe, expect, it } from 'vitest';
import { fateOf } from '../../src/handlers/fate.ts';
import { concernsBot, reasonToRead } from '../../src/handlers/message/concerns-bot.ts';
import type { Payload } from '../../src/slack/payloads/payload.ts';
import type { Post } from '../../src/slack/payloads/post.ts';

const POST: Post = {
  channel: 'C1',
  ts: '1.1',
  threadTs: '1.1',
  inThread: false,
  user: 'U1',
  direct: false,
  mentioned: false,
  shared: false,
  text: 'hello',
  plainText: 'hello',
  files: [],
  edited: null,
};
const post = (more: Partial<Post> = {}): Post => ({ ...POST, ...more });
const settingsOf = (triage: boolean) => ({
  channel: async () => ({ triage, quiet: false, openFacts: false, escalateTo: [], fromApp: false }),
  channels: async () => [],
  elsewhere: () => null,
  setChannel: async () => {},
});
const needs = (triage = true) => ({
  teamId: 'T1',
  settings: settingsOf(triage),
  optOutMark: '!nobot',
  knows: async (key: string) => key === 'post:T1:C1:known',
});
const press = (action: string, id = 'P1') =>
  ({
    kind: 'press',
    press: {
      id,
      action,
      value: '',
      user: 'U1',
      channel: 'C1',
      messageTs: null,
      threadTs: undefined,
      ephemeral: false,
      direct: false,
      responseUrl: null,
    },
  }) as const;
const command = (text: string, triggerId = 'P1') =>
  ({ kind: 'command', command: { triggerId, text, user: 'U1', channel: 'C1', responseUrl: '' } }) as const;

describe('what becomes of a request', () => {
  it.each<[string, Payload, unknown]>([
    ['a post', { kind: 'post', post: post(), eventId: 'E1' }, { job: ['event:E1', 'post:T1:C1:1.1'] }],
    [
      'a changed post',
      { kind: 'post', post: post({ edited: '2.2' }), eventId: 'E1' },
      { job: ['event:E1', 'edit:T1:C1:1.1:2.2'] },
    ],
    [
      'a post without an event id',
      { kind: 'post', post: post(), eventId: null },
      { job: ['post:T1:C1:1.1'] },
    ],
    ['the Home tab', { kind: 'home-opened', user: 'U1', eventId: 'E1' }, { job: ['event:E1'] }],
    ['the Home tab without an id', { kind: 'home-opened', user: 'U1', eventId: null }, 'at once'],
    ['a press', press('solved'), { job: ['trigger:P1'] }],
    ['a press that opens a form', press('modal:still_stuck'), 'at once'],
    ['a press without an id', press('solved', ''), 'at once'],
    ['a command', command('an error'), { job: ['trigger:P1'] }],
    ['a bare command, which opens a form', command('  '), 'at once'],
    ['a command without an id', command('an error', ''), 'at once'],
    ['something unknown', { kind: 'unsupported' }, 'nothing'],
  ])('%s', async (_what, payload, fate) => {
    expect(await fateOf(payload, needs())).toEqual(fate);
  });

  it('what others say to each other is not even stored', async () => {
    expect(await fateOf({ kind: 'post', post: post(), eventId: 'E1' }, needs(false))).toBe('nothing');
  });
});

describe('does a post concern the bot?', () => {
  it.each<[string, Partial<Post>, boolean, boolean]>([
    ['in a watched channel', {}, true, true],
    ['in another channel', {}, false, false],
    ['a mention there', { mentioned: true }, false, true],
    ['a direct message', { direct: true }, false, true],
    ['in a thread, which may be an answered one', { inThread: true }, false, true],
    ['an integration bot in a watched channel', { user: null }, true, true],
    ['an integration bot in a thread, which may answer us', { user: null, inThread: true }, true, false],
    ['an integration bot that mentions us elsewhere', { user: null, mentioned: true }, false, false],
    ['with the opt-out mark in its words', { text: '!NOBOT hello', mentioned: true }, true, false],
    ['with the mark in the plain text only', { plainText: '!nobot hello' }, true, false],
    ['with the mark further on', { text: 'hello !nobot' }, true, true],
  ])('%s', async (_what, more, watched, concerns) => {
    expect(await concernsBot(needs(watched), post(more))).toBe(concerns);
  });
});

describe('why a post is read', () => {
  const thread = { asker: 'U1', muted: false };
  it.each<[string, Partial<Post>, typeof thread | null, boolean, string | null]>([
    ['said to the bot', { mentioned: true }, null, false, 'addressed'],
    [
      'said to the bot in a muted thread',
      { mentioned: true, inThread: true },
      { ...thread, muted: true },
      false,
      'addressed',
    ],
    ['in a watched channel', {}, null, true, 'watched'],
    [
      'there, by an integration bot that mentions this one',
      { user: null, mentioned: true },
      null,
      true,
      'watched',
    ],
    ['in another channel', {}, null, false, null],
    ['by the asker in an answered thread', { inThread: true }, thread, false, 'asker'],
    ['by somebody else there', { inThread: true, user: 'U2' }, thread, false, 'thread'],
    ['by an integration bot there', { inThread: true, user: null }, thread, true, null],
    ['in a muted thread', { inThread: true }, { ...thread, muted: true }, true, null],
    [
      'in a muted thread of a watched channel, by the asker',
      { inThread: true },
      { ...thread, muted: true },
      true,
      null,
    ],
    ['the first post of an answered thread, changed', { edited: '2.2' }, thread, true, 'watched'],
    ['in a thread that is not answered, of a watched channel', { inThread: true }, null, true, 'watched'],
  ])('%s', async (_what, more, state, watched, reason) => {
    expect(await reasonToRead(settingsOf(watched), post(more), state)).toBe(reason);
  });
});

describe('a deletion', () => {
  const deleted = (ts: string, direct = false): Payload => ({
    kind: 'deleted',
    eventId: 'Ev1',
    post: { channel: 'C1', ts, direct },
  });

  it.each([
    ['where posts are read', deleted('1.1'), true],
    ['in a direct message', deleted('1.1', true), false],
    ['of a post that was read', deleted('known'), false],
  ])('%s is a job', async (_where, payload, triage) => {
    const { ts } = (payload as { post: { ts: string } }).post;
    expect(await fateOf(payload, needs(triage))).toEqual({ job: ['event:Ev1', `deleted:T1:C1:${ts}`] });
  });

  it('of any other post does not concern the bot', async () => {
    expect(await fateOf(deleted('1.1'), needs(false))).toBe('nothing');
  });
});
