import { describe, expect, it } from 'vitest';
import type { LocalSlack } from '../../sandbox/slack/slack.ts';
import type { RunFailure } from '../../src/inbox/run-failure.ts';
import { filesToRead, readFiles } from '../../src/slack/read/read-files.ts';
import { startServer } from '../tools/local-server.ts';
import { localSlack } from './local-slack.ts';

const stage = localSlack();
const callsOf = (method: string) => stage.slack.calls.filter((call) => call.method === method).length;
type Upload = Parameters<LocalSlack['addFile']>[0];
const added = (uploads: Upload[]) => filesToRead(uploads.map((upload) => stage.slack.addFile(upload)));
const access = () => ({
  client: stage.client,
  token: stage.slack.botToken,
  apiUrl: stage.slack.apiUrl,
  log: { info: () => {} },
});
const read = (...uploads: Upload[]) => readFiles(access(), added(uploads));
const HOSTED = { mode: 'hosted', content: 'the text', name: 'a.log' };
const problemOf = async (upload: Upload) => {
  const { texts, problems } = await read(upload);
  expect(texts).toEqual([]);
  return problems[0];
};

describe('the files to read', () => {
  const file = { id: 'F1', name: 'a.log', mode: 'snippet', preview: 'x', preview_is_truncated: false };

  it('are all but those whose whole text is in the message', () => {
    const half = { ...file, id: 'F2', preview_is_truncated: true };
    const hosted = { ...file, id: 'F3', mode: 'hosted', name: '', title: undefined };
    const bare = { ...file, id: 'F4', preview: '' };
    expect(filesToRead([file, half, bare, hosted, {}, null])).toEqual([
      { id: 'F2', name: '"a.log"' },
      { id: 'F4', name: '"a.log"' },
      { id: 'F3', name: 'a file' },
    ]);
    expect(filesToRead(undefined)).toEqual([]);
  });
});

describe('a file', () => {
  it('is read in Slack’s wire form', async () => {
    expect(await read({ content: 'a < b' })).toEqual({
      texts: ['a &lt; b'],
      problems: [],
      failure: null,
    });
  });

  it('of which Slack gives the beginning is downloaded whole', async () => {
    expect((await read({ content: 'a long snippet', shownInInfo: 3 })).texts).toEqual(['a long snippet']);
  });

  it('that says itself that it is not whole is downloaded too', async () => {
    const server = await startServer((_, response) => response.end('the whole text'));
    const url_private_download = `${server.url}/file`;
    const files = added([{ content: 'the whole', is_truncated: true, url_private_download }]);
    expect((await readFiles({ ...access(), apiUrl: server.url }, files)).texts).toEqual(['the whole text']);
    await server.close();
  });

  it('too large is not even downloaded', async () => {
    // Its server would send it: only its stated size says no.
    expect(await problemOf({ ...HOSTED, size: 10 * 1024 * 1024 + 1 })).toMatch(/larger than 10 MB/);
  });

  it.each(['image/png', 'video/mp4', 'audio/mpeg'])('of type %s is not even downloaded', async (mimetype) => {
    expect(await problemOf({ ...HOSTED, mimetype })).toMatch(/I read text only/);
  });

  it('that Slack checks for a moment is asked for once more', async () => {
    const before = callsOf('files.info');
    expect(await problemOf({ ...HOSTED, trouble: 'scanning' })).toMatch(/still checking it/);
    expect(callsOf('files.info')).toBe(before + 2);
  });

  it.each([
    ['file_deleted', 'it was deleted'],
    ['access_denied', 'it is not shared with me'],
    ['missing_scope', 'files:read'],
    ['internal_error', 'try again in a minute'],
  ])('that Slack refuses (%s) is named, with why', async (error, why) => {
    stage.slack.fail('files.info', { error });
    expect(await problemOf(HOSTED)).toMatch(new RegExp(`^I could not read "a.log": .*${why}.*\\.$`));
  });

  it.each([
    [{ status: 429, retryAfter: 1 }, 'object'],
    [{ status: 503 }, 'string'],
    [{ reset: 'before' }, 'string'],
  ] as const)(
    'that Slack fails to describe just now (%j) is named, and may be read later',
    async (fault, retry) => {
      stage.slack.fail('files.info', fault);
      const { problems, failure } = await read(HOSTED);
      expect(problems).toEqual(['I could not read "a.log": Slack did not deliver it just now.']);
      expect(typeof (failure as RunFailure).retry).toBe(retry);
    },
  );

  it.each(['500', 'reset'])('whose download fails (%s) takes no other file along', async (how) => {
    const server = await startServer((_, response) =>
      how === 'reset' ? response.socket?.resetAndDestroy() : response.writeHead(Number(how)).end(),
    );
    const files = added([HOSTED, { ...HOSTED, name: 'b.log', url_private_download: `${server.url}/file` }]);
    const { apiUrl } = stage.slack;
    const ofBoth = { ...access(), apiUrl: server.url };
    const { texts, problems, failure } = await readFiles(ofBoth, files.slice(1));
    expect([texts, problems.length]).toEqual([[], 1]);
    expect(failure).toMatchObject({ name: 'RunFailure', retry: 'outage' });
    expect((await readFiles({ ...access(), apiUrl }, files.slice(0, 1))).texts).toEqual(['the text']);
    await server.close();
  });
});

it('five files of a post are read, and a sentence says that others were not', async () => {
  const before = callsOf('files.info');
  const { texts, problems } = await read(...Array.from({ length: 7 }, () => HOSTED));
  expect(texts).toHaveLength(5);
  expect(problems).toEqual(['I read the first 5 files of a message and left out 2.']);
  expect(callsOf('files.info')).toBe(before + 5);
  expect((await read(...Array.from({ length: 5 }, () => HOSTED))).problems).toEqual([]);
});
