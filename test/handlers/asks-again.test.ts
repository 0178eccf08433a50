import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from '../eventually.ts';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, startStage } from './stage.ts';

/** What Slack did not say just now is asked again: nobody loses facts for good because of one refused question. */
let stage: Stage;
beforeAll(async () => {
  stage = await startStage({ TRIAGE_CHANNELS: 'C0SUPPORT,C0GENERAL' });
});
afterAll(() => stage.stop());

const SUPPORT = 'C0SUPPORT';
const alone = (user: string) => stage.slack.ephemerals.filter((one) => one.user === user);
const post = (channel: string, user: string) => stage.slack.post({ channel, user, text: SEED });
const PASSING = [{ status: 429, retryAfter: 1 }, { status: 503 }] as const;

describe.each(PASSING)('users.info answers %j once', (fault) => {
  it.each([
    ['U0MEMBER', SUPPORT, 1],
    ['U0GUEST', 'C0GENERAL', 0],
  ])('the card is posted at once, and %s in %s gets %i private parts later', async (user, channel, parts) => {
    await forget();
    const before = alone(user).length;
    stage.slack.fail('users.info', fault);
    const ts = await post(channel, user);
    const [card] = await answersIn(stage, channel, ts);
    expect(card?.text).toContain('I did not check');
    await settled();
    expect(alone(user)).toHaveLength(before + parts);
    expect(await answersIn(stage, channel, ts)).toHaveLength(1);
    expect(stage.log.join()).toContain('Slack did not say who somebody is');
  });

  it('in a direct message the card says so, and is put right', async () => {
    await forget();
    stage.slack.fail('users.info', fault);
    const ts = await post(DM, ADMIN);
    await answersIn(stage, DM, ts);
    await settled();
    const answers = await answersIn(stage, DM, ts);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).toContain('Steps, because');
  });

  it('the answer to a question about an account is put right too', async () => {
    await forget();
    stage.slack.fail('users.info', fault);
    const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: 'who holds example@example.com?' });
    const [refused] = await answersIn(stage, DM, ts);
    expect(refused?.text).toContain('I did not look anything up');
    await settled();
    const answers = await answersIn(stage, DM, ts);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).toContain('Who holds example@example.com');
  });

  it('in a channel the answer does not say that nothing was looked up once the facts were sent', async () => {
    await forget();
    const before = alone('U0MEMBER').length;
    stage.slack.fail('users.info', fault);
    const text = `<@${stage.slack.botUserId}> who holds example@example.com?`;
    const ts = await stage.slack.post({ channel: SUPPORT, user: 'U0MEMBER', text });
    const [refused] = await answersIn(stage, SUPPORT, ts);
    expect(refused?.text).toContain('I did not look anything up');
    await settled();
    expect(alone('U0MEMBER')).toHaveLength(before + 1);
    const answers = await answersIn(stage, SUPPORT, ts);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).not.toContain('I did not look anything up');
  });

  it('a button that Slack goes on not to answer for is put off once, not for ever', async () => {
    const ts = await post(SUPPORT, 'U0MEMBER');
    const [card] = await answersIn(stage, SUPPORT, ts);
    await settled();
    await forget();
    const before = alone('U0OTHER').length;
    stage.slack.fail('users.info', fault, 2);
    const asked = () => stage.slack.calls.filter(({ method }) => method === 'users.info').length;
    const askedBefore = asked();
    await stage.slack.press({ user: 'U0OTHER', channel: SUPPORT, ts: card?.ts ?? '', actionId: 'solved' });
    await settled();
    expect(alone('U0OTHER')).toHaveLength(before + 1);
    expect(asked() - askedBefore).toBe(2);
  });

  it('a button waits, does what it says once, and nobody is told that they may not', async () => {
    const ts = await post(SUPPORT, 'U0MEMBER');
    const [card] = await answersIn(stage, SUPPORT, ts);
    await settled();
    await forget();
    stage.slack.fail('users.info', fault);
    await stage.slack.press({ user: 'U0OTHER', channel: SUPPORT, ts: card?.ts ?? '', actionId: 'solved' });
    await settled();
    expect(alone('U0OTHER').at(-1)?.text).toContain('Noted as solved');
    expect(
      stage.slack.reactions.filter((one) => one.ts === ts && one.name === 'white_check_mark'),
    ).toHaveLength(1);
  });

  it('in a direct message with a guest, the card says in the end why nothing was looked up', async () => {
    await forget();
    stage.slack.fail('users.info', fault);
    const ts = await post('D0GUEST', 'U0GUEST');
    const [unsure] = await answersIn(stage, 'D0GUEST', ts);
    expect(unsure?.text).toContain('Slack did not say');
    await settled();
    const answers = await answersIn(stage, 'D0GUEST', ts);
    expect(answers).toHaveLength(1);
    expect(answers[0]?.text).not.toContain('Slack did not say');
    expect(answers[0]?.text).toContain('full members');
  });

  it('the Home tab is shown again', async () => {
    await forget();
    stage.slack.fail('users.info', fault);
    await stage.slack.openHome({ user: 'U0MEMBER' });
    await settled();
    expect(JSON.stringify(stage.slack.homeOf('U0MEMBER'))).toContain('What is connected');
  });
});

it('a post that was answered is no failure, though Slack never says who wrote it', async () => {
  await forget();
  stage.slack.fail('users.info', { status: 503 }, 1000);
  const ts = await post(DM, ADMIN);
  await answersIn(stage, DM, ts);
  await eventually(() => expect(stage.log.at(-1)).toContain('a job failed and will be run again'));
  stage.pass(3 * 3_600_000);
  await settled();
  stage.slack.mend();
  expect(await stage.inbox.counts()).toMatchObject({ dead: 0 });
  expect(stage.outcomes).not.toContain('failed');
  expect((await answersIn(stage, DM, ts))[0]?.text).toContain('Slack did not say');
});

/** Waits until the job that Slack made wait has been received and has come to its end. */
async function settled() {
  await new Promise((resolve) => setTimeout(resolve, 250));
  await vi.waitFor(async () => expect((await stage.inbox.counts()).pending).toBe(0), {
    timeout: 25_000,
    interval: 50,
  });
}

/** What is remembered of people is forgotten, as it is after two minutes. */
async function forget() {
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(`${stage.directory}/store.db`);
  db.exec("DELETE FROM entries WHERE namespace = 'person'");
  db.close();
}
