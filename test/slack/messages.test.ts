import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { ThreadGone, wasSent } from '../../src/slack/failure.ts';
import { postMessage, updateMessage } from '../../src/slack/send/messages.ts';
import { localSlack } from './local-slack.ts';

const stage = localSlack();
const CHANNEL = 'C0SUPPORT';
const section = (text: string): KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const CARD = { text: 'all of it', blocks: [section('the card')], shortText: 'the short text' };
const callsOf = (method: string) => stage.slack.calls.filter((call) => call.method === method);
const stored = (ts: string) => stage.slack.messages(CHANNEL).find((message) => message.ts === ts);

describe('a posted message', () => {
  it('is in its thread, says what it answers, and unfurls nothing', async () => {
    const root = await stage.slack.post({ channel: CHANNEL, user: 'U0MEMBER', text: 'hello' });
    const to = { channel: CHANNEL, threadTs: root, answers: '1.1' };
    const ts = await postMessage(stage.client, to, CARD);
    expect(stored(ts)).toMatchObject({
      thread_ts: root,
      text: 'all of it',
      metadata: { event_type: 'scim_answer', event_payload: { source_ts: '1.1' } },
    });
    const call = callsOf('chat.postMessage').at(-1);
    expect([call?.args.unfurl_links, call?.args.unfurl_media].map(String)).toEqual(['false', 'false']);
  });

  it('to a message that was deleted is taken back, since Slack posts it outside any thread', async () => {
    const before = stage.slack.messages(CHANNEL).length;
    const gone = { channel: CHANNEL, threadTs: '1764000000.999999', answers: '1.1' };
    await expect(postMessage(stage.client, gone, CARD)).rejects.toThrow(ThreadGone);
    expect(stage.slack.messages(CHANNEL)).toHaveLength(before);
  });

  it('that cannot be taken back just now may be there; one that Slack refuses to remove is given up', async () => {
    const gone = { channel: CHANNEL, threadTs: '1764000000.999999', answers: '1.1' };
    stage.slack.fail('chat.delete', { status: 503 });
    const failure = await postMessage(stage.client, gone, CARD).catch((error) => error);
    expect(failure).toMatchObject({ retry: 'outage' });
    expect(wasSent(failure)).toBe('perhaps');
    stage.slack.fail('chat.delete', { error: 'cant_delete_message' });
    await expect(postMessage(stage.client, gone, CARD)).rejects.toThrow(ThreadGone);
  });

  it.each(['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long'])(
    'has no blocks, and its short text, when Slack refuses them: %s',
    async (error) => {
      stage.slack.fail('chat.postMessage', { error });
      const message = stored(await postMessage(stage.client, { channel: CHANNEL }, CARD));
      expect(message?.text).toBe('the short text');
      expect(message?.blocks ?? []).toEqual([]);
    },
  );

  it.each([
    ['a refusal of something else', CARD, { error: 'not_in_channel' }],
    ['a broken connection', CARD, { reset: 'after' }],
    ['a refusal of blocks it has not', { text: 'words' }, { error: 'invalid_blocks' }],
  ] as const)('is not sent a second time after %s', async (_what, message, fault) => {
    const before = callsOf('chat.postMessage').length;
    stage.slack.fail('chat.postMessage', fault);
    await expect(postMessage(stage.client, { channel: CHANNEL }, message)).rejects.toThrow();
    expect(callsOf('chat.postMessage')).toHaveLength(before + 1);
  });
});

describe('an update', () => {
  const posted = async () => ({
    channel: CHANNEL,
    ts: await postMessage(stage.client, { channel: CHANNEL }, CARD),
  });

  it('replaces the message; a long text is cut to what Slack takes', async () => {
    const message = await posted();
    const content = { text: 'x'.repeat(5000), blocks: [section('another card')] };
    expect(await updateMessage(stage.client, message, content)).toBe(true);
    expect(stored(message.ts)?.text).toMatch(/x … \(cut here\)$/);
    expect(JSON.stringify(stored(message.ts)?.blocks)).toContain('another card');
  });

  it('of a message that is gone is false; other failures are passed on', async () => {
    expect(await updateMessage(stage.client, { channel: CHANNEL, ts: '1.000001' }, CARD)).toBe(false);
    const message = await posted();
    stage.slack.fail('chat.update', { status: 429, retryAfter: 1 });
    await expect(updateMessage(stage.client, message, CARD)).rejects.toThrow();
    stage.slack.fail('chat.update', { error: 'cant_update_message' });
    await expect(updateMessage(stage.client, message, CARD)).rejects.toThrow('cant_update_message');
  });
});
