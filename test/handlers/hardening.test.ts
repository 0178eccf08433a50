import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { read, speaksUp } from '../../src/answer.ts';
import { loadKnowledge } from '../../src/knowledge/knowledge.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

const knowledge = loadKnowledge();

let stage: Stage;
const post = (text: string, more: Record<string, unknown> = {}) =>
  stage.slack.post({ channel: DM, user: ADMIN, text, ...more });

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await settled(stage);
  stage.outcomes.length = 0;
});

describe('Slack says no', () => {
  it('a rate limit makes posts wait without using up their tries', async () => {
    stage.slack.fail('chat.postMessage', { status: 429, retryAfter: 0 }, 18);
    const ts = [];
    for (let i = 0; i < 3; i += 1) ts.push(await post(SEED, { channel: 'C0SUPPORT' }));
    for (const one of ts) await answersIn(stage, 'C0SUPPORT', one);
    await settled(stage);
    for (const one of ts) expect(stage.slack.messages('C0SUPPORT', one)).toHaveLength(2);
    expect(stage.slack.calls.filter(({ method }) => method === 'conversations.replies')).toEqual([]);
    expect((await stage.inbox.counts()).dead).toBe(0);
  });

  it('a permanent refusal is not retried, and is counted once', async () => {
    stage.slack.fail('chat.postMessage', { error: 'restricted_action' }, 1);
    const before = stage.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    await post(SEED, { channel: 'C0SUPPORT' });
    await settled(stage);
    expect(stage.slack.calls.filter(({ method }) => method === 'chat.postMessage').length - before).toBe(1);
    expect(stage.outcomes).toEqual(['failed']);
  });

  it('a thread that cannot be searched yet is not posted into again', async () => {
    stage.slack.fail('chat.postMessage', { reset: 'after' }, 1);
    stage.slack.fail('conversations.replies', { status: 429, retryAfter: 0 }, 2);
    const ts = await post(SEED);
    await answersIn(stage, DM, ts);
    await settled(stage);
    expect(await answersIn(stage, DM, ts)).toHaveLength(1);
  });

  it('a post deleted meanwhile needs no answer', async () => {
    stage.slack.fail('chat.postMessage', { error: 'thread_not_found' }, 1);
    await post(SEED);
    await settled(stage);
    expect(stage.outcomes).toEqual(['silent']);
  });

  it('the author of a secret is warned though the answer fails, and answered though the warning fails', async () => {
    const secret = `Authorization: Bearer ${'z9'.repeat(10)}`;
    const warned = stage.slack.ephemerals.length;
    stage.slack.fail('chat.postMessage', { error: 'restricted_action' }, 1);
    await post(`${secret}\n${SEED}`, { channel: 'C0SUPPORT', user: 'U0MEMBER' });
    await settled(stage);
    expect(stage.slack.ephemerals.length - warned).toBe(1);

    stage.slack.fail('chat.postEphemeral', { error: 'user_not_in_channel' });
    stage.slack.fail('conversations.open', { error: 'missing_scope' });
    const ts = await post(`${secret}\n${SEED}`, { channel: 'C0SUPPORT', user: 'U0MEMBER' });
    await answersIn(stage, 'C0SUPPORT', ts);
    await settled(stage);
    expect(await answersIn(stage, 'C0SUPPORT', ts)).toHaveLength(1);
    expect(stage.log.join('')).toContain('the author of a secret could not be warned');
  });

  it('the card is posted though Slack refuses its private part, and the log says which part is missing', async () => {
    stage.slack.fail('chat.postEphemeral', { error: 'user_not_in_channel' });
    stage.slack.fail('conversations.open', { error: 'missing_scope' });
    const ts = await post(SEED, { channel: 'C0SUPPORT', user: 'U0MEMBER' });
    await answersIn(stage, 'C0SUPPORT', ts);
    await settled(stage);
    expect(stage.log.at(-1)).toContain('the private part of an answer could not be delivered');
    expect(stage.log.at(-1)).toContain('missing_scope');
    expect(stage.outcomes).toEqual(['answered']);
  });
});

describe('never talks to another bot', () => {
  it('its own card, repeated by another bot, is left alone, though it names a provisioning error', async () => {
    const task = readFileSync(
      join(import.meta.dirname, '../samples/general-unauthorized/okta-task.txt'),
      'utf8',
    );
    const ts = await post(task, { channel: 'C0SUPPORT' });
    const [card] = await answersIn(stage, 'C0SUPPORT', ts);
    expect(speaksUp(read(card?.text ?? '', knowledge), knowledge)).toBe(true);
    await stage.slack.post({
      channel: 'C0SUPPORT',
      user: 'U0ALERTS',
      botId: 'B0ALERTS',
      text: card?.text ?? '',
      threadTs: ts,
    });
    await settled(stage);
    expect(await answersIn(stage, 'C0SUPPORT', ts)).toHaveLength(1);
  });

  it.each([
    [
      'a bot that mentions it without an error',
      { user: 'U0ALERTS', botId: 'B0ALERTS', text: '<@U0BOT> hello' },
    ],
    ['a name that begins like its own', { user: 'U0MEMBER', text: '<@U0BOTX> hello' }],
    [
      'a forwarded message that mentions it',
      {
        user: 'U0MEMBER',
        text: 'fyi',
        attachments: [{ is_share: true, text: '<@U0BOT> hello', from_url: 'x' }],
      },
    ],
  ])('%s is no call', async (_what, message) => {
    const ts = await stage.slack.post({ channel: 'C0GENERAL', ...message });
    await settled(stage);
    expect(stage.slack.messages('C0GENERAL', ts)).toHaveLength(1);
  });
});

describe('called under somebody else’s error', () => {
  it.each(['<@U0BOT> can you help with this?', '<@U0BOT>'])('%s answers that error', async (text) => {
    const ts = await post(SEED, { channel: 'C0GENERAL', user: 'U0MEMBER' });
    await post(text, { channel: 'C0GENERAL', threadTs: ts });
    expect((await answersIn(stage, 'C0GENERAL', ts))[0]?.text).toContain(
      'The e-mail address belongs to another Atlassian account',
    );
  });
});

describe('check again', () => {
  it.each([
    'check again',
    'Check again?',
    'can you check again',
    're-check',
    'recheck',
    'please check it again',
    'check again, please',
    'Check again now!',
  ])('%j is understood', async (words) => {
    const ts = await post(SEED);
    await answersIn(stage, DM, ts);
    await post(words, { threadTs: ts });
    expect((await answersIn(stage, DM, ts, 2))[1]?.text).toContain('Steps, because');
  });

  it('passes over talk in between', async () => {
    const ts = await post(SEED);
    await answersIn(stage, DM, ts);
    await post('hm ok, what now', { threadTs: ts });
    await answersIn(stage, DM, ts, 2);
    await post('check again', { threadTs: ts });
    expect((await answersIn(stage, DM, ts, 3))[2]?.text).toContain('Steps, because');
  });

  it('outside a thread says where to say it', async () => {
    expect((await answersIn(stage, DM, await post('check again')))[0]?.text).toContain(
      'Ask in the thread of the error',
    );
  });

  it('never repeats a secret from the post', async () => {
    const secret = ['Zk9abcd', '1234efgh5678'].join('');
    const ts = await post(
      `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"418","detail":"odd thing with Authorization: Bearer ${secret} inside"}`,
    );
    await answersIn(stage, DM, ts);
    await post('check again', { threadTs: ts });
    const answers = await answersIn(stage, DM, ts, 2);
    expect(JSON.stringify(answers)).not.toContain(secret);
    expect(answers[1]?.text).toBe(answers[0]?.text);
  });
});

describe('files', () => {
  it('the preview of a whole snippet is read', async () => {
    const files = [
      { id: 'F1', mode: 'snippet', filetype: 'json', preview: SEED, preview_is_truncated: false },
    ];
    expect((await answersIn(stage, DM, await post('', { files })))[0]?.text).toContain('Steps, because');
  });
});
