import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SEED } from '../knowledge/seed.ts';
import { ADMIN, answersIn, DM, type Stage, settled, startStage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());
beforeEach(() => settled(stage));

type Upload = Parameters<Stage['slack']['addFile']>[0];
const answer = async (upload: Upload, more: Record<string, unknown> = {}) => {
  const file = { ...stage.slack.addFile(upload), ...more };
  const ts = await stage.slack.post({ channel: DM, user: ADMIN, text: 'look at this', files: [file] });
  return (await answersIn(stage, DM, ts))[0]?.text;
};
const LOG = { name: 'a.log', mimetype: 'text/plain', mode: 'hosted', content: SEED };
const filler = 'info: nothing to see here, all is well\n';

describe('read', () => {
  it.each([
    [
      'a log file',
      { name: 'sync.log', mimetype: 'text/plain', content: `${filler.repeat(2000)}${SEED}\n${filler}` },
    ],
    ['a JSON file', { name: 'error.json', mimetype: 'application/json', content: SEED }],
    [
      'a CSV file',
      {
        name: 'report.csv',
        mimetype: 'text/csv',
        content: `user,error\n1,"${SEED.replaceAll('"', '""')}"\n`,
      },
    ],
    ['9 MB', { name: 'big.log', mimetype: 'text/plain', content: `${SEED}\n${filler.repeat(230_000)}` }],
    ['a file said to be binary', { name: 'error', mimetype: 'application/octet-stream', content: SEED }],
  ])('%s', async (_what, upload) => {
    expect(await answer(upload)).toContain('belongs to another');
  });

  it('UTF-16, as Windows tools write it', async () => {
    const content = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SEED, 'utf16le')]);
    expect(await answer({ name: 'w.txt', mimetype: 'text/plain', content })).toContain('belongs to another');
  });

  it('a long snippet, of which Slack sends the beginning', async () => {
    const preview = { preview: filler, preview_is_truncated: true, mode: 'snippet' };
    expect(
      await answer({ name: 'snippet', mimetype: 'text/plain', content: filler.repeat(300) + SEED }, preview),
    ).toContain('belongs to another');
  });

  it('in a watched channel unasked, and "check again" finds it again', async () => {
    const file = stage.slack.addFile({ name: 'e.log', mimetype: 'text/plain', content: filler + SEED });
    const ts = await stage.slack.post({ channel: 'C0SUPPORT', user: 'U0MEMBER', text: '', files: [file] });
    const [card] = await answersIn(stage, 'C0SUPPORT', ts);
    expect(card?.text).toContain('belongs to another');
    await stage.slack.press({
      user: ADMIN,
      channel: 'C0SUPPORT',
      ts: card?.ts ?? '',
      actionId: 'check_again',
    });
    await settled(stage);
    expect(stage.slack.seenBy(ADMIN, 'C0SUPPORT').at(-1)?.text).toContain('Steps, because');
  });
});

describe('a clear sentence for', () => {
  it.each([
    [
      'a picture',
      {
        name: 'shot.png',
        mode: 'hosted',
        mimetype: 'image/png',
        content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]),
      },
      'I read text only',
    ],
    [
      'a binary',
      {
        name: 'core.bin',
        mode: 'hosted',
        mimetype: 'application/octet-stream',
        content: Buffer.from([1, 0, 2, 0, 255, 254, 0, 0]),
      },
      'not a text file',
    ],
    [
      'more than 10 MB',
      { name: 'huge.log', mode: 'hosted', mimetype: 'text/plain', content: 'x'.repeat(10 * 1024 * 1024 + 1) },
      'larger than 10 MB',
    ],
    [
      'an empty file',
      { name: 'empty.txt', mode: 'hosted', mimetype: 'text/plain', content: '' },
      'it is empty',
    ],
  ])('%s', async (_what, upload, words) => {
    expect(await answer(upload)).toContain(words);
  });

  it('the sign-in page in place of the content', async () => {
    expect(await answer({ ...LOG, trouble: 'login-page' })).toContain('sign-in page');
  });

  it('a file that Slack is still checking', async () => {
    expect(await answer({ ...LOG, trouble: 'scanning' })).toContain('Slack is still checking it');
  });

  it('a missing permission', async () => {
    stage.slack.fail('files.info', { error: 'missing_scope' });
    expect(await answer({ name: 'a.log', mimetype: 'text/plain', content: SEED })).toContain('files:read');
  });

  it('a file of another organisation that is not shared with the bot', async () => {
    const ts = await stage.slack.post({
      channel: DM,
      user: ADMIN,
      text: 'here',
      files: [{ id: 'F0UNKNOWN', mode: 'file_access', file_access: 'check_file_info' }],
    });
    expect((await answersIn(stage, DM, ts))[0]?.text).toContain('not shared with me');
  });

  it('and silence for all of them in a watched channel', async () => {
    const file = stage.slack.addFile({
      name: 'shot.png',
      mimetype: 'image/png',
      content: Buffer.from([0x89, 0x50, 0, 0]),
    });
    const ts = await stage.slack.post({
      channel: 'C0SUPPORT',
      user: 'U0MEMBER',
      text: 'look',
      files: [file],
    });
    await settled(stage);
    expect(stage.slack.messages('C0SUPPORT', ts)).toHaveLength(1);
  });
});

it('of a file only its errors are kept for the buttons', async () => {
  const content = `${filler.repeat(3000)}${SEED}\n${filler.repeat(10)}`;
  const file = stage.slack.addFile({ name: 'b.log', mimetype: 'text/plain', mode: 'hosted', content });
  const ts = await stage.slack.post({ channel: 'C0PRIVATE', user: 'U0MEMBER', text: '', files: [file] });
  await stage.slack.shortcut({ user: ADMIN, channel: 'C0PRIVATE', ts, callbackId: 'diagnose_message' });
  await settled(stage);
  const answer = stage.slack.seenBy(ADMIN, 'C0PRIVATE').findLast(({ is_ephemeral }) => is_ephemeral);
  expect(answer?.text).toContain('belongs to another');
  const { kept } = JSON.parse(
    /"value":"({.*?})"/.exec(JSON.stringify(answer?.blocks).replaceAll('\\"', '"'))?.[1] ?? '{}',
  );
  const pasted = await stage.memory.pastedTexts.get(kept);
  expect(pasted?.text.length).toBeLessThan(4500);
  expect(pasted?.text).toContain('already exists');
  await stage.slack.press({
    user: ADMIN,
    channel: 'C0PRIVATE',
    ts: answer?.ts ?? '',
    actionId: 'check_again',
  });
  await settled(stage);
  expect(stage.slack.seenBy(ADMIN, 'C0PRIVATE').at(-1)?.text).toContain('belongs to another');
});
