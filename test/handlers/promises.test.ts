import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

/** Promises of the contract that are one condition in a long path: each has a test of its own here. */
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({
    QUIET_CHANNELS: 'C0PRIVATE',
    TRIAGE_CHANNELS: 'C0SUPPORT,C0PRIVATE',
    BURST_MINUTES: '10',
  });
});
afterAll(() => stage.stop());
beforeEach(() => {
  stage.slack.reactions.length = 0;
});

const MEMBER = 'U0MEMBER';
const post = (channel: string, text: string, more: object = {}) =>
  stage.slack.post({ channel, user: MEMBER, text, ...more });
const reactions = (ts: string) =>
  stage.slack.reactions.filter((one) => one.ts === ts).map(({ name }) => name);

describe('a burst', () => {
  it('a short card links to the first post, which is answered in full', async () => {
    const first = await post('C0SUPPORT', SEED);
    await answersIn(stage, 'C0SUPPORT', first);
    await settled(stage);
    const second = await post('C0SUPPORT', `again: ${SEED}`);
    const [short] = await answersIn(stage, 'C0SUPPORT', second);
    expect(JSON.stringify(short?.blocks)).toContain(`p${first.replace('.', '')}`);
    expect(short?.text).toContain('The full answer to the first of these errors');
    await settled(stage);
    const third = await post('C0SUPPORT', `once more: ${SEED}`);
    const [another] = await answersIn(stage, 'C0SUPPORT', third);
    expect(JSON.stringify(another?.blocks)).toContain(`p${first.replace('.', '')}`);
    await settled(stage);
    await stage.slack.edit('C0SUPPORT', first, `as I said: ${SEED}`);
    await settled(stage);
    const [full] = await answersIn(stage, 'C0SUPPORT', first);
    expect(full?.text).toContain('The steps depend on');
    expect(full?.text).not.toContain('The full answer to the first');
  });
});

describe('a quiet channel', () => {
  it('a watched post gets a bulb and no words; a mention is answered', async () => {
    const quiet = await post('C0PRIVATE', SEED);
    await settled(stage);
    expect(reactions(quiet)).toEqual(['bulb']);
    const asked = await post('C0PRIVATE', `<@${stage.slack.botUserId}> ${SEED}`);
    expect(await answersIn(stage, 'C0PRIVATE', asked)).toHaveLength(1);
    expect(reactions(asked)).toEqual([]);
  });

  it('the one who asked is answered in the thread; what others post there gets a bulb', async () => {
    const asked = await post('C0PRIVATE', `<@${stage.slack.botUserId}> ${SEED}`);
    await answersIn(stage, 'C0PRIVATE', asked);
    const other = SEED.replaceAll('409', '400')
      .replaceAll('uniqueness', 'invalidValue')
      .replace(/already exists/g, 'is too long');
    const byOther = await stage.slack.post({
      channel: 'C0PRIVATE',
      user: ADMIN,
      text: other,
      threadTs: asked,
    });
    await settled(stage);
    expect(reactions(byOther)).toEqual(['bulb']);
    expect(await answersIn(stage, 'C0PRIVATE', asked)).toHaveLength(1);
    await post('C0PRIVATE', other, { threadTs: asked });
    expect(await answersIn(stage, 'C0PRIVATE', asked, 2)).toHaveLength(2);
  });
});

describe('what is handed over', () => {
  const ADDRESS = 'example@example.com';

  it('names the address in a direct message', async () => {
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: SEED });
    await answersIn(stage, DM, ts);
    await stage.slack.post({ channel: DM, user: ADMIN, text: 'talk to support', threadTs: ts });
    const [, pack] = await answersIn(stage, DM, ts, 2);
    expect(pack?.text).toContain(ADDRESS);
  });

  it('names nobody in a channel', async () => {
    const ts = await post('C0GENERAL', `<@${stage.slack.botUserId}> ${SEED}`);
    await answersIn(stage, 'C0GENERAL', ts);
    await post('C0GENERAL', 'talk to support', { threadTs: ts });
    const [, pack] = await answersIn(stage, 'C0GENERAL', ts, 2);
    expect(pack?.text).toContain('This has not been sent to anybody');
    expect(pack?.text).not.toContain(ADDRESS);
  });
});
