import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

/** The texts that were extracted from and the errors that were classified, whoever did it. The functions themselves are the real ones. */
const read = vi.hoisted(() => ({ extracted: [] as string[], classified: [] as unknown[] }));
vi.mock('../../src/knowledge/extract/extract.ts', async (original) => {
  const real = await original<typeof import('../../src/knowledge/extract/extract.ts')>();
  const readPaste: typeof real.readPaste = (text) => {
    read.extracted.push(text);
    return real.readPaste(text);
  };
  return { ...real, readPaste };
});
vi.mock('../../src/knowledge/classify/classify.ts', async (original) => {
  const real = await original<typeof import('../../src/knowledge/classify/classify.ts')>();
  const classify: typeof real.classify = (error, knowledge) => {
    read.classified.push(error);
    return real.classify(error, knowledge);
  };
  return { ...real, classify };
});

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(() => {
  read.extracted.length = 0;
  read.classified.length = 0;
});

const SUPPORT = 'C0SUPPORT';
const MEMBER = 'U0MEMBER';

async function answered(channel: string, user: string) {
  const ts = await stage.slack.post({ channel, user, text: SEED });
  const [card] = await answersIn(stage, channel, ts);
  await settled(stage);
  return { ts, cardTs: card?.ts ?? '' };
}

/** No text twice, no error twice, whatever the surface. */
function expectOnce() {
  expect(read.extracted.length).toBeGreaterThan(0);
  expect(new Set(read.extracted).size).toBe(read.extracted.length);
  expect(read.classified.length).toBeGreaterThan(0);
  expect(new Set(read.classified).size).toBe(read.classified.length);
}

describe('for one reply a paste is read once', () => {
  it('in a watched channel, with a private part', async () => {
    await answered(SUPPORT, MEMBER);
    expectOnce();
    expect(read.extracted).toHaveLength(1);
    expect(read.classified).toHaveLength(1);
  });

  it('in a direct message', async () => {
    await answered(DM, ADMIN);
    expectOnce();
    expect(read.extracted).toHaveLength(1);
  });

  it('by "check again", said in the thread', async () => {
    const { ts } = await answered(DM, ADMIN);
    read.extracted.length = 0;
    read.classified.length = 0;
    const said = await stage.slack.post({ channel: DM, user: ADMIN, text: 'check again', threadTs: ts });
    await answersIn(stage, DM, ts, 2);
    await settled(stage);
    expect(said).not.toBe(ts);
    expect(new Set(read.extracted).size).toBe(read.extracted.length);
    expect(read.extracted).toHaveLength(2);
  });

  it.each(['check_again', 'support_pack'])('by the button %s', async (actionId) => {
    const { cardTs } = await answered(SUPPORT, MEMBER);
    read.extracted.length = 0;
    read.classified.length = 0;
    await stage.slack.press({ user: MEMBER, channel: SUPPORT, ts: cardTs, actionId });
    await settled(stage);
    expectOnce();
    expect(read.extracted).toHaveLength(1);
    expect(read.classified).toHaveLength(1);
  });

  it('by the command', async () => {
    await stage.slack.command({ user: MEMBER, channel: SUPPORT, command: '/scim', text: SEED });
    await settled(stage);
    expectOnce();
    expect(read.extracted).toHaveLength(1);
  });

  it('by a mention under somebody else’s error', async () => {
    const ts = await stage.slack.post({ channel: 'C0GENERAL', user: MEMBER, text: SEED });
    await settled(stage);
    read.extracted.length = 0;
    read.classified.length = 0;
    const text = `<@${stage.slack.botUserId}> can you help here?`;
    await stage.slack.post({ channel: 'C0GENERAL', user: ADMIN, text, threadTs: ts });
    await answersIn(stage, 'C0GENERAL', ts);
    await settled(stage);
    expectOnce();
  });
});
