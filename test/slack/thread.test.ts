import { expect, it } from 'vitest';
import { METADATA_TYPE, threadOf } from '../../src/slack/read/thread.ts';
import { localSlack } from './local-slack.ts';

const stage = localSlack();
const CHANNEL = 'C0SUPPORT';
const root = (text: string) => stage.slack.post({ channel: CHANNEL, user: 'U0MEMBER', text });
const read = (threadTs: string) => threadOf(stage.client, stage.slack.botId, { channel: CHANNEL, threadTs });
const callsOf = (method: string) => stage.slack.calls.filter((call) => call.method === method).length;

it('a message of this bot says what it answers, and no other message does', async () => {
  const ts = await root('hello');
  const marked = { event_type: METADATA_TYPE, event_payload: { source_ts: ts } };
  const reply = { channel: CHANNEL, thread_ts: ts };
  await stage.client.chat.postMessage({ ...reply, text: 'an answer', metadata: marked });
  await stage.client.chat.postMessage({
    ...reply,
    text: 'of another kind',
    metadata: { ...marked, event_type: 'other' },
  });
  const { client, slack } = stage;
  const stranger = await threadOf(client, 'B0ANOTHER', { channel: CHANNEL, threadTs: ts });
  expect((await read(ts)).map(({ answers }) => answers)).toEqual([null, ts, null]);
  expect(stranger.map(({ answers }) => answers)).toEqual([null, null, null]);
  expect(slack.messages(CHANNEL, ts)).toHaveLength(3);
});

it('has no secret', async () => {
  const secret = 'z9'.repeat(10);
  const [message] = await read(await root(`Authorization: Bearer ${secret}`));
  expect(String(message?.content.text)).toContain('Authorization');
  expect(JSON.stringify(message)).not.toContain(secret);
});

it('is read beyond its first page, and no further than 2,000 messages', async () => {
  const ts = await root('hello');
  const say = async (count: number) => {
    for (let n = 0; n < count; n++)
      await stage.slack.post({ channel: CHANNEL, user: 'U0MEMBER', text: 'reply', threadTs: ts });
  };
  await say(200);
  expect(await read(ts)).toHaveLength(201);
  await say(2_100);
  const before = callsOf('conversations.replies');
  expect((await read(ts)).length).toBe(2_000);
  expect(callsOf('conversations.replies')).toBe(before + 10);
});
