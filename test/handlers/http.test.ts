import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually, PATIENCE_MS } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

let stage: Stage;
let url: string;

beforeAll(async () => {
  stage = await startStage({}, true);
  url = stage.eventsUrl ?? '';
});
afterAll(() => stage.stop());

/** One request on a connection of its own: a server may leave the rest of a refused body unread. */
function send(
  body: string,
  { secret = stage.slack.signingSecret, at = Date.now() } = {},
): Promise<{ status: number; text: string }> {
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/json',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent: false, headers }, async (response) =>
      resolve({ status: response.statusCode ?? 0, text: await text(response) }),
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('HTTP mode', () => {
  it('answers a signed event in the thread', async () => {
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    expect((await answersIn(stage, DM, ts))[0]?.text).toContain('Steps, because');
  });

  it('a bad signature is 401', async () => {
    expect((await send('{}', { secret: 'wrong' })).status).toBe(401);
  });

  it('a stale timestamp is 401', async () => {
    expect((await send('{}', { at: Date.now() - 6 * 60_000 })).status).toBe(401);
  });

  it('a 5 MB body is 413', async () => {
    expect(
      (await send(JSON.stringify({ type: 'event_callback', event: { text: 'x'.repeat(5_000_000) } }))).status,
    ).toBe(413);
  });

  it('the URL check of Slack is answered', async () => {
    expect((await send(JSON.stringify({ type: 'url_verification', challenge: 'c4' }))).text).toContain('c4');
  });

  it('what the store refuses is not acknowledged, and answered when Slack sends it again', async () => {
    const put = vi.spyOn(stage.inbox, 'put').mockRejectedValueOnce(new Error('disk full'));
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await answersIn(stage, DM, ts);
    await settled(stage);
    put.mockRestore();
    const repeated = stage.slack.attempts.find(({ retry }) => retry === 1)?.eventId;
    expect(
      stage.slack.attempts.filter(({ eventId }) => eventId === repeated).map(({ status }) => status),
    ).toEqual([503, 200]);
    expect(await answersIn(stage, DM, ts)).toHaveLength(1);
  });

  it('the person waiting for an answer is told if the post fails for good', async () => {
    stage.slack.fail('chat.postMessage', { status: 503 }, 1000);
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await eventually(() => expect(stage.log.join()).toContain('a job failed and will be run again'));
    stage.pass(25 * 3_600_000);
    await eventually(() => expect(stage.outcomes).toContain('failed'));
    stage.slack.mend();
    const [told] = await answersIn(stage, DM, ts);
    await settled(stage);
    expect(told?.text).toContain('I tried several times and could not answer this');
    expect((await stage.inbox.counts()).dead).toBe(1);
    expect(stage.outcomes).toContain('failed');
  });

  it('while stopping, new events get 503', async () => {
    const posts = () => stage.slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    const before = posts();
    // While an accepted post is being answered, the port is open.
    stage.slack.fail('chat.postMessage', { delayMs: 1500 });
    await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await eventually(() => expect(posts()).toBe(before + 1));
    const stopping = stage.bot.stop(PATIENCE_MS);
    const status = await send(JSON.stringify({ type: 'event_callback', event: {} })).then(
      ({ status }) => status,
      () => 'closed',
    );
    expect([503, 'closed']).toContain(status);
    await stopping;
  });
});
