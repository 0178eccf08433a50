import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { MessageRef } from '../../src/slack/payloads/source.ts';
import { localSlack } from './local-slack.ts';

const stage = localSlack();
const CHANNEL = 'C0SUPPORT';
const posted = async (text = 'hello') => ({
  channel: CHANNEL,
  ts: await stage.workspace.post({ channel: CHANNEL }, { text }),
});
const callsOf = (method: string) => stage.slack.calls.filter((call) => call.method === method).length;

const GONE = ['message_not_found', 'thread_not_found', 'not_in_channel', 'channel_not_found', 'is_archived'];

describe.each<[string, string, string[], (message: MessageRef) => Promise<void>]>([
  ['removing a message', 'chat.delete', [], (message) => stage.workspace.remove(message)],
  ['a reaction', 'reactions.add', ['already_reacted'], (message) => stage.workspace.react(message, 'bulb')],
  [
    'taking a reaction back',
    'reactions.remove',
    ['no_reaction'],
    (message) => stage.workspace.unreact(message, 'bulb'),
  ],
])('%s', (_what, method, alreadySo, act) => {
  it.each([...GONE, ...alreadySo])('is no failure when Slack says %s', async (error) => {
    stage.slack.fail(method, { error });
    await expect(act(await posted())).resolves.toBeUndefined();
  });

  it('fails when Slack refuses it, or asks to wait', async () => {
    stage.slack.fail(method, { error: 'missing_scope' });
    await expect(act(await posted())).rejects.toThrow(WebAPIPlatformError);
    stage.slack.fail(method, { status: 429, retryAfter: 1 });
    await expect(act(await posted())).rejects.toThrow(WebAPIRateLimitedError);
  });
});

it('a call is made once: the stored job decides about another try', async () => {
  for (const fault of [{ status: 503 }, { reset: 'after' }, { status: 429, retryAfter: 0 }] as const) {
    const before = callsOf('chat.postMessage');
    stage.slack.fail('chat.postMessage', fault);
    await expect(posted()).rejects.toThrow();
    expect(callsOf('chat.postMessage')).toBe(before + 1);
  }
});

it('a permalink that Slack does not give is null', async () => {
  const message = {
    channel: CHANNEL,
    ts: await stage.slack.post({ channel: CHANNEL, user: 'U0MEMBER', text: 'x' }),
  };
  expect(await stage.workspace.permalink(message)).toMatch(/^https:/);
  expect(await stage.workspace.permalink({ channel: CHANNEL, ts: '1.000001' })).toBe(null);
  stage.slack.fail('chat.getPermalink', { status: 429, retryAfter: 1 });
  expect(await stage.workspace.permalink(message)).toBe(null);
});

it('a channel that is rate-limited is not asked again until it takes messages; others are', async () => {
  const channel = 'C0GENERAL';
  stage.slack.fail('chat.postMessage', { status: 429, retryAfter: 30 });
  const post = (answers: string, to = channel) =>
    stage.workspace.post({ channel: to, answers }, { text: 'x' });
  await expect(post('1.1')).rejects.toMatchObject({ retry: { afterMs: 30_000 } });
  const before = callsOf('chat.postMessage');
  for (const n of [1, 2, 3]) await expect(post(`${n}.1`)).rejects.toThrow('no message there just now');
  expect(callsOf('chat.postMessage')).toBe(before);
  await post('1.2', 'C0ESCALATE');
});

describe('the members of a channel', () => {
  it('are listed up to a number, and null beyond', async () => {
    const members = await stage.workspace.channelMembers(CHANNEL, 5);
    expect(members).toHaveLength(5);
    expect(await stage.workspace.channelMembers(CHANNEL, 4)).toBe(null);
  });

  it('are null where Slack lists none', async () => {
    expect(await stage.workspace.channelMembers('C0EMPTY', 5)).toBe(null);
  });
});

it('all text of a message and its files is read', async () => {
  const file = stage.slack.addFile({ content: 'text of a file' });
  const hidden = stage.slack.addFile({ content: 'hidden', name: 'b.txt', trouble: 'hidden' });
  expect(await stage.workspace.wholeText({ text: 'words', files: [file, hidden] })).toEqual({
    text: 'words\ntext of a file',
    problems: ['I could not read "b.txt": it was deleted, or is not shared with me.'],
    failure: null,
  });
});
