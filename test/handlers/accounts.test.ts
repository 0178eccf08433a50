import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ LOOKUP_CACHE_SECONDS: '0' });
});
afterAll(() => stage.stop());
beforeEach(() => settled(stage));

const ask = async (text: string, channel = DM, user = ADMIN) => {
  const ts = await stage.slack.post({ channel, user, text });
  return (await answersIn(stage, channel, ts))[0];
};
const blocks = (message: { blocks?: unknown[] } | undefined) =>
  (message?.blocks ?? []) as { type: string; rows?: { text: string }[][] }[];

describe('one address', () => {
  it('gets the account card, with sources, times and a link to the account', async () => {
    const card = await ask('who holds synced@example.com?');
    expect(card?.text.replace(/\d\d:\d\d UTC/g, 'hh:mm UTC')).toMatchSnapshot();
    expect(JSON.stringify(card?.blocks)).toContain('https://admin.atlassian.com/o/');
  });

  it('what could not be checked is named, with the missing permission', async () => {
    const end = stage.atlassian.fail('/manage', { status: 403 }, 5);
    const card = await ask('check example@example.com');
    end();
    expect(card?.text).toMatch(
      /Could not check, because Atlassian answered 403: [^\n]*ATLASSIAN_USER_MANAGEMENT_KEY/,
    );
  });

  it('that is not valid is reported as such, and nothing is looked up', async () => {
    const before = stage.atlassian.requests.length;
    expect((await ask('check jane@example'))?.text).toContain('it is not an e-mail address: jane@example');
    expect(stage.atlassian.requests.length).toBe(before);
  });
});

describe('several addresses', () => {
  it('get one table', async () => {
    const card = await ask('check example@example.com, unverified@example.com and nobody@example.com');
    const [table] = blocks(card).filter(({ type }) => type === 'table');
    expect(table?.rows?.map((row) => row.map(({ text }) => text))).toEqual([
      ['Address', 'Accounts', 'Verified', 'Managed', 'Status', 'SCIM records'],
      ['example@example.com', '1', 'yes', 'yes', 'active', 'none'],
      ['unverified@example.com', '1', 'no', 'yes', 'active', 'none'],
      ['nobody@example.com', '0', '–', '–', '–', 'none'],
    ]);
  });

  it('of 500, 20 are looked up and the rest is said to be left out', async () => {
    const many = Array.from({ length: 500 }, (_, i) => `user${i}@example.com`).join(', ');
    const card = await ask(`check ${many}`);
    const [table] = blocks(card).filter(({ type }) => type === 'table');
    expect(table?.rows).toHaveLength(21);
    expect(card?.text).toContain('480 more were left out');
  });
});

describe('in a channel', () => {
  it('the facts go only to the person who asked', async () => {
    const mention = `<@${stage.slack.botUserId}> is unverified@example.com verified?`;
    const card = await ask(mention, 'C0SUPPORT', 'U0MEMBER');
    await settled(stage);
    expect(card?.text).not.toContain('unverified@example.com');
    const alone = stage.slack.seenBy('U0MEMBER', 'C0SUPPORT').filter(({ is_ephemeral }) => is_ephemeral);
    expect(alone.at(-1)?.text).toContain('not verified');
  });

  it('unasked it is no question to the bot', async () => {
    const ts = await stage.slack.post({
      channel: 'C0SUPPORT',
      user: 'U0MEMBER',
      text: 'is unverified@example.com verified?',
    });
    await settled(stage);
    expect(stage.slack.messages('C0SUPPORT', ts)).toHaveLength(1);
  });
});
