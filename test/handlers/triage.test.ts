import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SEED } from '../knowledge/seed.ts';
import { answersIn, type Stage, settled, startStage } from './stage.ts';

const MEMBER = 'U0MEMBER';
const SUPPORT = 'C0SUPPORT';
const seedFor = (address: string) => SEED.replace('example@example.com', address);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    BURST_MINUTES: '10',
    QUIET_CHANNELS: 'C0PRIVATE',
    TRIAGE_CHANNELS: 'C0SUPPORT,C0PRIVATE,C0SHARED',
  });
});
afterAll(() => stage.stop());
beforeEach(() => settled(stage));

const post = (text: string, more: Record<string, unknown> = {}) =>
  stage.slack.post({ channel: SUPPORT, user: MEMBER, text, ...more });
const answers = async (ts: string, channel = SUPPORT) => {
  await settled(stage);
  return await answersIn(stage, channel, ts, 0);
};

describe('a burst', () => {
  it('answers the first in full and repeats of its article in short, with a link to it', async () => {
    const first = await post(SEED);
    expect((await answers(first))[0]?.text).toContain('How to verify');
    const [repeat] = await answers(await post(seedFor('synced@example.com')));
    expect(repeat?.text).toContain('Who can fix it');
    expect(repeat?.text).not.toContain('How to verify');
    expect(repeat?.text).toContain(`p${first.replace('.', '')}`);
    const other =
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"429","detail":"Too many requests"}';
    expect((await answers(await post(other)))[0]?.text).toContain('How to verify');
  });

  it('does not shorten what somebody asked for', async () => {
    const ts = await post(`<@${stage.slack.botUserId}> ${SEED}`);
    expect((await answers(ts))[0]?.text).toContain('How to verify');
  });
});

describe('the opt-out mark', () => {
  it.each(['!nobot', '!NoBot:'])('%j in front: silence', async (mark) => {
    expect(await answers(await post(`${mark} ${SEED}`))).toEqual([]);
  });

  it('silences a mention too, and only in front', async () => {
    expect(await answers(await post(`<@${stage.slack.botUserId}> !nobot ${SEED}`))).toEqual([]);
    expect(await answers(await post(`${SEED} !nobot`))).toHaveLength(1);
  });
});

describe('a quiet channel', () => {
  it('gets a reaction, and the answer when somebody asks', async () => {
    const ts = await post(SEED, { channel: 'C0PRIVATE' });
    expect(await answers(ts, 'C0PRIVATE')).toEqual([]);
    expect(stage.slack.reactions.filter((one) => one.ts === ts)).toMatchObject([{ name: 'bulb' }]);
    await post(`<@${stage.slack.botUserId}> what is this?`, { channel: 'C0PRIVATE', threadTs: ts });
    expect((await answersIn(stage, 'C0PRIVATE', ts))[0]?.text).toContain('belongs to another');
  });
});

describe('an edit', () => {
  it('that adds an error to an unanswered post is answered', async () => {
    const ts = await post('the sync is acting up');
    expect(await answers(ts)).toEqual([]);
    await stage.slack.edit(SUPPORT, ts, SEED);
    expect(await answers(ts)).toHaveLength(1);
  });

  it('of an answered post updates its card, and adds none', async () => {
    const ts = await post(
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"Not implemented"}',
    );
    const [before] = await answers(ts);
    await stage.slack.edit(
      SUPPORT,
      ts,
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"412","detail":"ETag mismatch"}',
    );
    const after = await answers(ts);
    expect(after).toHaveLength(1);
    expect(after[0]?.ts).toBe(before?.ts);
    expect(after[0]?.text.split('\n')[0]).not.toBe(before?.text.split('\n')[0]);
  });

  it('that takes the error away, or only unfurls, changes nothing', async () => {
    const ts = await post(
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"Not implemented"}',
    );
    const [before] = await answers(ts);
    await stage.slack.edit(SUPPORT, ts, 'solved, thanks');
    expect(await answers(ts)).toEqual([before]);
  });
});

describe('threads in a channel', () => {
  it('others may talk; the asker is answered to a recognised short answer only', async () => {
    const ts = await post(seedFor('unverified@example.com'), { channel: 'C0SHARED' });
    await answersIn(stage, 'C0SHARED', ts);
    await post('check again', { channel: 'C0SHARED', threadTs: ts, user: 'U0ADMIN' });
    await post('thanks all, looking', { channel: 'C0SHARED', threadTs: ts });
    expect(await answers(ts, 'C0SHARED')).toHaveLength(1);
    await post('check again', { channel: 'C0SHARED', threadTs: ts });
    expect(await answersIn(stage, 'C0SHARED', ts, 2)).toHaveLength(2);
  });
});

describe('hard input', () => {
  it.each([
    ['40,000 characters', `${'x '.repeat(19_800)}${SEED}`, {}],
    [
      '60 attachments',
      '',
      { attachments: Array.from({ length: 60 }, (_, i) => ({ text: i === 59 ? SEED : `line ${i}` })) },
    ],
    ['an unknown block', SEED, { blocks: [{ type: 'hologram', text: { type: 'weird', text: 'x' } }] }],
  ])('%s is answered once', async (_what, text, more) => {
    const ts = await post(text, { user: 'U0OTHER', ...more });
    expect(await answers(ts)).toHaveLength(1);
  });
});
