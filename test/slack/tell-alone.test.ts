import { beforeEach, describe, expect, it } from 'vitest';
import { createPace } from '../../src/slack/send/pace.ts';
import { type Aside, tellAlone } from '../../src/slack/send/tell-alone.ts';
import { startServer } from '../tools/local-server.ts';
import { localSlack } from './local-slack.ts';

const stage = localSlack();
const slack = () => ({ client: stage.client, inStep: createPace() });
const USER = 'U0MEMBER';
const HERE = { channel: 'C0SUPPORT', user: USER };
const NOT_HERE = { channel: 'C0ELSEWHERE', user: USER };
const THREAD = '1764000000.000100';

beforeEach(() => {
  stage.slack.ephemerals.length = 0;
});

/** A response URL that answers with this status, and what was sent to it. */
async function responseUrl(status: number) {
  const elsewhere = await startServer((_, response) => response.end());
  const server = await startServer((_, response) =>
    response.writeHead(status, { location: elsewhere.url }).end(),
  );
  const sent = () => server.seen.map(({ body }) => body);
  const close = () => Promise.all([server.close(), elsewhere.close()]);
  return { url: server.url, sent, close, elsewhere };
}

/** Where the words arrived. */
async function tell(aside: Aside, status: number | null = null) {
  const to = status === null ? null : await responseUrl(status);
  const before = stage.slack.messages('D0MEMBER').length;
  try {
    await tellAlone(slack(), { ...aside, ...(to ? { responseUrl: to.url } : {}) }, { text: 'alone' });
    return {
      responded: to?.sent().length ?? 0,
      ephemeral: stage.slack.ephemerals.length,
      direct: stage.slack.messages('D0MEMBER').length - before,
      elsewhere: to?.elsewhere.seen.length ?? 0,
    };
  } finally {
    await to?.close();
  }
}

const NOWHERE = { responded: 0, ephemeral: 0, direct: 0, elsewhere: 0 };

describe('one person is told', () => {
  it.each<[string, Aside, number | null, object]>([
    ['in the channel', HERE, null, { ephemeral: 1 }],
    ['in the thread', { ...HERE, threadTs: THREAD }, null, { ephemeral: 1 }],
    ['through the response URL', HERE, 200, { responded: 1 }],
    ['in the thread, which a response URL cannot', { ...HERE, threadTs: THREAD }, 200, { ephemeral: 1 }],
    ['in the channel when the response URL has expired', HERE, 404, { responded: 1, ephemeral: 1 }],
    ['through the response URL where the bot is not', NOT_HERE, 200, { responded: 1 }],
    ['through it also about a thread there', { ...NOT_HERE, threadTs: THREAD }, 200, { responded: 1 }],
    ['by direct message where nothing else works', NOT_HERE, 404, { responded: 1, direct: 1 }],
    ['by direct message without a response URL', NOT_HERE, null, { direct: 1 }],
    ['in the channel when the response URL leads elsewhere', HERE, 307, { responded: 1, ephemeral: 1 }],
  ])('%s', async (_where, aside, status, arrived) => {
    expect(await tell(aside, status)).toEqual({ ...NOWHERE, ...arrived });
    if (aside.threadTs && stage.slack.ephemerals[0])
      expect(stage.slack.ephemerals[0]).toMatchObject({ thread_ts: THREAD });
  });

  it('in the channel when nobody listens at the response URL', async () => {
    const to = await responseUrl(200);
    await to.close();
    await tellAlone(slack(), { ...HERE, responseUrl: to.url }, { text: 'alone' });
    expect(stage.slack.ephemerals).toHaveLength(1);
  });

  it('without being shown to others, and without replacing anything', async () => {
    const to = await responseUrl(200);
    await tellAlone(slack(), { ...HERE, responseUrl: to.url }, { text: 'alone' });
    expect(to.sent()).toEqual([{ response_type: 'ephemeral', replace_original: false, text: 'alone' }]);
    await to.close();
  });
});

it.each([{ status: 429, retryAfter: 1 }, { status: 503 }])(
  'a passing failure is passed on, and moves nothing to the direct messages: %j',
  async (fault) => {
    const before = stage.slack.messages('D0MEMBER').length;
    stage.slack.fail('chat.postEphemeral', fault);
    await expect(tellAlone(slack(), HERE, { text: 'alone' })).rejects.toThrow();
    expect(stage.slack.messages('D0MEMBER')).toHaveLength(before);
  },
);
