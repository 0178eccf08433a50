import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { answersIn, type Stage, settled, startStage } from './stage.ts';

/** Payloads in the shapes Slack delivers, with invented identifiers. */
type Payload = { event: { channel: string; ts: string; message?: { ts: string } } };
const payload = (name: string): Payload =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'payloads', `${name}.json`), 'utf8'));

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function deliver(name: string) {
  const body = payload(name);
  expect((await stage.slack.deliver(body)).acked).toBe(true);
  return body.event;
}

describe('recorded payloads', () => {
  it.each([
    ['direct-message', 'Steps, because your organisation manages the account'],
    ['code-block', 'Steps, because your organisation manages the account'],
    ['table', 'Steps, because your organisation manages the account'],
    ['app-mention', 'I did not check'],
    ['integration-bot', 'I did not check'],
    ['shared-channel', 'I did not check'],
  ])('%s is answered', async (name, words) => {
    const { channel, ts } = await deliver(name);
    const [answer] = await answersIn(stage, channel, ts);
    expect(answer?.text).toContain('The e-mail address belongs to another Atlassian account');
    expect(answer?.text).toContain(words);
  });

  it('edit: a post that became an error is answered', async () => {
    const { channel, message } = payload('edit').event;
    await deliver('edit');
    expect(await answersIn(stage, channel, message?.ts ?? '')).toHaveLength(1);
  });

  it.each(['own-message', 'channel-join'])('%s is left alone', async (name) => {
    await settled(stage);
    const posts = () => stage.slack.calls.filter(({ method }) => /^chat\./.test(method)).length;
    const before = posts();
    await deliver(name);
    await settled(stage);
    expect(posts()).toBe(before);
  });

  it('Slack’s own verification token is not kept', async () => {
    const put = JSON.stringify(stage.log);
    expect(put).not.toContain('placeholder');
  });
});

describe('the "eyes" mark', () => {
  const post = () =>
    stage.slack.post({ channel: 'D0ADMIN', user: 'U0ADMIN', text: 'scim error 409 in Okta provisioning' });
  const marks = (ts: string) =>
    stage.slack.reactions
      .filter((reaction) => reaction.ts === ts)
      .map(({ method, name }) => `${method} ${name}`);

  it('stands while an answer takes longer than about a second, and is removed after', async () => {
    stage.slack.fail('users.info', { delayMs: 1400 });
    const ts = await stage.slack.post({
      channel: 'D0SINGLE',
      user: 'U0SINGLE',
      text: 'scim error 409 in Okta provisioning',
    });
    await answersIn(stage, 'D0SINGLE', ts);
    await settled(stage);
    expect(marks(ts)).toEqual(['add eyes', 'remove eyes']);
  });

  it('does not appear on a quick answer', async () => {
    // On a busy machine not every answer is quick.
    const quick = await eventually(async () => {
      const start = performance.now();
      const ts = await post();
      await answersIn(stage, 'D0ADMIN', ts);
      await settled(stage);
      expect(performance.now() - start).toBeLessThan(1000);
      return ts;
    });
    expect(marks(quick)).toEqual([]);
  });
});
