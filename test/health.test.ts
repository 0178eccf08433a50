import { afterEach, describe, expect, it } from 'vitest';
import { type Health, startHealth } from '../src/health.ts';
import type { Inbox } from '../src/inbox/inbox.ts';

let health: Health;
let broken = false;

/** The part of a store that readiness and metrics use. */
const inbox = {
  counts: async () => ({ pending: 2, done: 5, dead: 1 }),
  check: async () => {
    if (broken) throw new Error('disk full');
  },
} as unknown as Inbox;

afterEach(async () => {
  broken = false;
  await health.close();
});

const get = async (path: string) => {
  const response = await fetch(`http://127.0.0.1:${health.port}${path}`);
  return { status: response.status, text: await response.text() };
};

describe('health', () => {
  it('/healthz answers as soon as the process runs; /readyz only once Slack is known', async () => {
    health = await startHealth(inbox, 0);
    expect((await get('/healthz')).status).toBe(200);
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('Slack') });
    health.slackKnown();
    expect((await get('/readyz')).status).toBe(200);
  });

  it('/readyz is 503 while the store cannot be written to, and says so', async () => {
    health = await startHealth(inbox, 0);
    health.slackKnown();
    broken = true;
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('disk full') });
  });

  it('/metrics counts outcomes and jobs', async () => {
    health = await startHealth(inbox, 0);
    health.count('answered');
    health.countModel({ tokens: 120, outcome: 'answered' });
    health.countModel({ tokens: 30, outcome: 'failed' });
    const { text } = await get('/metrics');
    expect(text).toContain('scim_bot_posts_total{outcome="answered"} 1');
    expect(text).toContain('scim_bot_jobs{state="dead"} 1');
    expect(text).toContain('scim_bot_model_questions_total{outcome="failed"} 1');
    expect(text).toContain('scim_bot_model_tokens_total 150');
  });

  it('without a port nothing is served', async () => {
    health = await startHealth(inbox, undefined);
    expect(health.port).toBeNull();
  });
});

it.each([
  [undefined, '127.0.0.1'],
  ['0.0.0.0', '0.0.0.0'],
])('with METRICS_HOST %s it listens at %s', async (host, address) => {
  health = await startHealth(inbox, 0, host);
  expect(health.host).toBe(address);
  expect((await get('/healthz')).status).toBe(200);
});
