import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

/** What a post gets, where one condition decides. */
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ TRIAGE_CHANNELS: 'C0SUPPORT,C0GENERAL' });
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await settled(stage);
  stage.outcomes.length = 0;
});

const MEMBER = 'U0MEMBER';
const GUEST = 'U0GUEST';
const SUPPORT = 'C0SUPPORT';
const ADDRESS = 'example@example.com';
const OTHER_ERROR =
  '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"501","detail":"Not implemented"}';

const post = (text: string, more: Record<string, unknown> = {}) =>
  stage.slack.post({ channel: SUPPORT, user: MEMBER, text, ...more });
const direct = (text: string, more: Record<string, unknown> = {}) =>
  post(text, { channel: DM, user: ADMIN, ...more });
/** The bot's messages in a thread, once everything is done. */
async function answers(ts: string, channel = SUPPORT) {
  await settled(stage);
  return await answersIn(stage, channel, ts, 0);
}
const alone = (user: string, channel = SUPPORT) =>
  stage.slack.seenBy(user, channel).filter(({ is_ephemeral }) => is_ephemeral);
const picture = () =>
  stage.slack.addFile({
    name: 'shot.png',
    mode: 'hosted',
    mimetype: 'image/png',
    content: Buffer.from([0x89, 0x50, 0]),
  });
const secretFile = (secret: string) =>
  stage.slack.addFile({
    name: 'curl.txt',
    mimetype: 'text/plain',
    content: `curl -H "Authorization: Bearer ${secret}" x\n${SEED}`,
  });

describe('in an answered thread', () => {
  it('the same error from somebody else is left alone, and answered when they ask', async () => {
    const ts = await post(SEED);
    await answersIn(stage, SUPPORT, ts);
    await post(SEED, { user: 'U0OTHER', threadTs: ts });
    expect(await answers(ts)).toHaveLength(1);
    await post(`<@${stage.slack.botUserId}> ${SEED}`, { user: 'U0OTHER', threadTs: ts });
    expect(await answersIn(stage, SUPPORT, ts, 2)).toHaveLength(2);
  });

  it('a reply that is changed to the error above has its answer changed', async () => {
    const ts = await post(SEED);
    const [first] = await answersIn(stage, SUPPORT, ts);
    const reply = await post(OTHER_ERROR, { threadTs: ts });
    await answersIn(stage, SUPPORT, ts, 2);
    await settled(stage);
    await stage.slack.edit(SUPPORT, reply, SEED);
    expect((await answers(ts))[1]?.text.split('\n')[0]).toBe(first?.text.split('\n')[0]);
  });

  it('a reply gets its private part later when Slack makes it wait', async () => {
    const ts = await post(OTHER_ERROR);
    await answersIn(stage, SUPPORT, ts);
    await settled(stage);
    const before = alone(MEMBER).length;
    stage.slack.fail('chat.postEphemeral', { status: 429, retryAfter: 0 }, 1);
    await post(SEED, { threadTs: ts });
    await answersIn(stage, SUPPORT, ts, 2);
    await eventually(() => expect(alone(MEMBER)).toHaveLength(before + 1));
    expect(await answers(ts)).toHaveLength(2);
  });

  it('thanks in a channel get no nod', async () => {
    const ts = await post(SEED);
    await answersIn(stage, SUPPORT, ts);
    const thanks = await post('Thanks, that worked!', { threadTs: ts });
    await settled(stage);
    expect(stage.slack.reactions.filter((one) => one.ts === thanks)).toEqual([]);
  });

  it('"check again" asks Atlassian again, whatever is remembered', async () => {
    const ts = await direct(SEED.replace('example@', 'unverified@'));
    await answersIn(stage, DM, ts);
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: true });
    await direct('check again', { threadTs: ts });
    const [, again] = await answersIn(stage, DM, ts, 2);
    stage.atlassian.setAccount('unverified@example.com', { emailVerified: false });
    expect(again?.text).toContain('Steps, because your organisation manages the account');
  });

  it('talk in a direct message gets a word of help, not the error once more', async () => {
    const ts = await direct(SEED);
    await answersIn(stage, DM, ts);
    await direct('the weather is fine today', { threadTs: ts });
    expect((await answersIn(stage, DM, ts, 2))[1]?.text).toContain('I found no SCIM error');
  });
});

describe('an edit', () => {
  it('that takes the error out of an answered direct message changes nothing', async () => {
    const ts = await direct(SEED);
    const [before] = await answersIn(stage, DM, ts);
    await settled(stage);
    await stage.slack.edit(DM, ts, 'hello');
    expect(await answers(ts, DM)).toEqual([before]);
    expect(stage.outcomes).toEqual(['answered', 'silent']);
  });

  it('to another address shows its author the facts about that one', async () => {
    const ts = await post(SEED.replace('example@', 'unverified@'));
    await answers(ts);
    expect(alone(MEMBER).at(-1)?.text).toContain('Only for you: unverified@example.com');
    await stage.slack.edit(SUPPORT, ts, SEED.replace('example@', 'synced@'));
    await settled(stage);
    expect(alone(MEMBER).at(-1)?.text).toContain('Only for you: synced@example.com');
  });

  it('of an answered post changes the answer, although its channel is quiet by now', async () => {
    const ts = await post(OTHER_ERROR);
    const [before] = await answersIn(stage, SUPPORT, ts);
    await settled(stage);
    await stage.memory.settings.setChannel(SUPPORT, { triage: true, quiet: true });
    await stage.slack.edit(SUPPORT, ts, SEED);
    const [after] = await answers(ts);
    await stage.memory.settings.setChannel(SUPPORT, null);
    expect(after?.ts).toBe(before?.ts);
    expect(after?.text).toContain('belongs to another');
  });
});

describe('a mention', () => {
  it('under a picture says that pictures are not read', async () => {
    const ts = await post('look', { files: [picture()] });
    await post(`<@${stage.slack.botUserId}>`, { threadTs: ts });
    expect((await answersIn(stage, SUPPORT, ts))[0]?.text).toContain('I read text only');
  });
});

describe('several errors', () => {
  it('are counted by cause, and a file that could not be read is named beside them', async () => {
    const ts = await post(`${SEED}}\n${OTHER_ERROR}`, { files: [picture()] });
    const [answer] = await answers(ts);
    expect(answer?.text).toContain('2 errors, 2 causes');
    expect(answer?.text).toContain('I read text only');
  });

  it('are none where every row worked: a direct message is told so', async () => {
    const ts = await direct(
      'SCIM log\nuser,status,error\nada@example.com,success,\nbob@example.com,skipped,',
    );
    expect((await answersIn(stage, DM, ts))[0]?.text).toContain('none failed: 1 worked, 1 skipped');
  });
});

describe('a secret', () => {
  const secret = ['hunter', 'two', 'hunter'].join('');
  const line = `curl -H "Authorization: Bearer ${secret}" x`;
  const warnings = () => alone(MEMBER).filter(({ text }) => text?.includes('looks like a secret'));

  it('in a file: its author is warned', async () => {
    const before = warnings().length;
    await post('', { files: [secretFile(secret)] });
    await settled(stage);
    expect(warnings()).toHaveLength(before + 1);
  });

  it('in a file is not kept with an answer that one person sees alone', async () => {
    const ts = await post('', { channel: 'C0PRIVATE', files: [secretFile(secret)] });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0PRIVATE', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).toContain('belongs to another');
    for (const file of globSync('*', { cwd: stage.directory }))
      expect(readFileSync(join(stage.directory, file), 'latin1')).not.toContain(secret);
  });

  it('in a message is not held against somebody else who diagnoses it', async () => {
    const ts = await post(`${line}\n${SEED}`, { channel: 'C0PRIVATE' });
    await stage.slack.shortcut({ user: ADMIN, channel: 'C0PRIVATE', ts, callbackId: 'diagnose_message' });
    await settled(stage);
    expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).toContain('belongs to another');
    expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).not.toContain('looked like a secret');
    expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).not.toContain('looks like a secret');
  });

  it('that an edit adds is warned of, and one that an edit takes out is not', async () => {
    const before = warnings().length;
    const ts = await post(`${line}\n${OTHER_ERROR}`);
    await settled(stage);
    expect(warnings()).toHaveLength(before + 1);
    await stage.slack.edit(SUPPORT, ts, `${line}\npassword: ${secret}2\n${OTHER_ERROR}`);
    await settled(stage);
    expect(warnings()).toHaveLength(before + 2);
    await stage.slack.edit(SUPPORT, ts, OTHER_ERROR);
    await settled(stage);
    expect(warnings()).toHaveLength(before + 2);
  });

  it('goes with the post: the card that quotes it is removed too', async () => {
    const ts = await post(SEED);
    expect(await answers(ts)).toHaveLength(1);
    await stage.slack.remove({ channel: SUPPORT, ts });
    await settled(stage);
    expect(stage.slack.messages(SUPPORT, ts).filter(({ bot_id }) => bot_id === stage.slack.botId)).toEqual(
      [],
    );
  });

  it('the warning that Slack makes wait comes later', async () => {
    const before = warnings().length;
    stage.slack.fail('chat.postEphemeral', { status: 429, retryAfter: 0 }, 1);
    const ts = await post(`${line}\n${OTHER_ERROR}`);
    await answersIn(stage, SUPPORT, ts);
    await eventually(() => expect(warnings()).toHaveLength(before + 1));
    expect(await answers(ts)).toHaveLength(1);
  });

  it('of an integration bot is answered, and nobody is warned', async () => {
    const ts = await post(`${line}\n${SEED}`, {
      user: 'U0ALERTS',
      subtype: 'bot_message',
      botId: 'B0ALERTS',
    });
    expect(await answers(ts)).toHaveLength(1);
    expect(stage.outcomes).toEqual(['answered']);
    expect(stage.log.join()).not.toContain('could not be warned');
  });
});

it('an event of another workspace is dropped and counted', async () => {
  const event = {
    type: 'message',
    channel: SUPPORT,
    channel_type: 'channel',
    user: MEMBER,
    ts: '1764000000.000100',
    text: SEED,
  };
  await stage.slack.deliver({
    type: 'event_callback',
    event_id: 'EvForeign',
    team_id: 'T0OTHER',
    authorizations: [{ team_id: 'T0OTHER', user_id: 'U0BOT', is_bot: true }],
    event,
  });
  await settled(stage);
  expect(stage.outcomes).toEqual(['foreign']);
});

describe('"talk to support"', () => {
  it('names no address to a guest', async () => {
    const ts = await post(SEED, { channel: 'D0GUEST', user: GUEST });
    await answersIn(stage, 'D0GUEST', ts);
    await post('talk to support', { channel: 'D0GUEST', user: GUEST, threadTs: ts });
    const [, pack] = await answersIn(stage, 'D0GUEST', ts, 2);
    expect(pack?.text).toContain('This has not been sent to anybody');
    expect(pack?.text).not.toContain(ADDRESS);
  });

  it('without an error gets a word of help', async () => {
    const ts = await direct('talk to support');
    expect((await answersIn(stage, DM, ts))[0]?.text).toContain('I found no SCIM error');
  });
});

describe('an answer', () => {
  it('in a channel is the same for a guest and a member', async () => {
    const cards = [];
    for (const user of [GUEST, MEMBER]) {
      const ts = await post(SEED, { channel: 'C0GENERAL', user });
      cards.push((await answers(ts, 'C0GENERAL'))[0]?.text);
    }
    expect(cards[0]).toBe(cards[1]);
  });

  it('has no private part where it is private already, or where there is nothing to look up', async () => {
    const before = stage.slack.ephemerals.length;
    await answers(await direct(SEED), DM);
    await answers(await post(OTHER_ERROR));
    expect(stage.outcomes).toEqual(['answered', 'answered']);
    expect(stage.slack.ephemerals.length).toBe(before);
  });

  it('has no "Escalate" where nobody is set up for it', async () => {
    const [card] = await answers(await post(SEED));
    expect(JSON.stringify(card?.blocks)).toContain('support_pack');
    expect(JSON.stringify(card?.blocks)).not.toContain('"escalate"');
  });

  it('to a post that was deleted meanwhile is not posted and not counted', async () => {
    const entries = async () => (await stage.memory.records.entries('answered', 0)).length;
    const before = await entries();
    stage.slack.fail('chat.postMessage', { error: 'thread_not_found' }, 1);
    const ts = await post(OTHER_ERROR);
    expect(await answers(ts)).toEqual([]);
    expect(stage.outcomes).toEqual(['silent']);
    expect(await entries()).toBe(before);
  });

  it('is posted once although the connection broke after Slack took it', async () => {
    stage.slack.fail('chat.postMessage', { reset: 'after' }, 1);
    const ts = await direct(SEED);
    expect(await answers(ts, DM)).toHaveLength(1);
    expect(stage.outcomes).toEqual(['answered']);
  });
});

describe('what fails for good', () => {
  /** Whatever the bot would still say about the failure, it has said by the time it has answered another post. */
  async function hasFailed() {
    await eventually(() => expect(stage.outcomes).toEqual(['failed']));
    await answersIn(stage, DM, await direct(SEED));
    await settled(stage);
  }

  it('unasked: nobody is told', async () => {
    stage.slack.fail('chat.postMessage', { error: 'restricted_action' }, 1);
    const ts = await post(OTHER_ERROR);
    await hasFailed();
    expect(await answers(ts)).toEqual([]);
  });

  it('after the answer was posted: the thread does not say that it failed', async () => {
    stage.slack.fail('chat.postEphemeral', { status: 503 }, 1000);
    const ts = await post(`<@${stage.slack.botUserId}> ${SEED}`);
    await eventually(() => expect(stage.log.at(-1)).toContain('a job failed and will be run again'));
    stage.pass(25 * 3_600_000);
    await hasFailed();
    stage.slack.mend();
    expect(await answers(ts)).toHaveLength(1);
  });
});

it('the message menu diagnoses the words of a message with a picture', async () => {
  const ts = await post(SEED, { channel: 'C0PRIVATE', files: [picture()] });
  await stage.slack.shortcut({ user: ADMIN, channel: 'C0PRIVATE', ts, callbackId: 'diagnose_message' });
  await settled(stage);
  expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).toContain('belongs to another');
  expect(alone(ADMIN, 'C0PRIVATE').at(-1)?.text).toContain('I read text only');
});

it('a command without a message behind it offers nothing to post in a thread', async () => {
  await stage.slack.command({ user: MEMBER, channel: 'C0PRIVATE', command: '/scim', text: SEED });
  await settled(stage);
  const answer = alone(MEMBER, 'C0PRIVATE').at(-1);
  expect(JSON.stringify(answer?.blocks)).toContain('support_pack');
  expect(JSON.stringify(answer?.blocks)).not.toContain('post_in_thread');
  expect(answer?.text).not.toContain('looks like a secret');
});
