import { afterEach, describe, expect, test } from 'vitest';
import { downloadText, UnreadableFile } from '../../src/slack/read/download-text.ts';
import { type Handler, startServer } from '../tools/local-server.ts';

const TOKEN = 'xoxb-of-a-test';

const servers: Awaited<ReturnType<typeof startServer>>[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serverThat(handler: Handler) {
  const server = await startServer(handler);
  servers.push(server);
  return server;
}

const file: Handler = (_, response) => response.end('the text of a file');

describe('the token', () => {
  test('goes to the host of the Web API', async () => {
    const slack = await serverThat(file);
    const text = await downloadText(`${slack.url}/file`, { token: TOKEN, apiUrl: slack.url, largest: 100 });
    expect(text).toBe('the text of a file');
    expect(slack.seen).toMatchObject([{ url: '/file', authorization: `Bearer ${TOKEN}` }]);
  });

  test('goes to no other host, and nothing is fetched there', async () => {
    const [slack, stranger] = [await serverThat(file), await serverThat(file)];
    const asked = downloadText(`${stranger.url}/file`, { token: TOKEN, apiUrl: slack.url, largest: 100 });
    await expect(asked).rejects.toThrow(UnreadableFile);
    await expect(asked).rejects.toThrow(/outside Slack/);
    expect(stranger.seen).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])(
    'follows no redirect (%i), neither elsewhere nor on the same host',
    async (code) => {
      const stranger = await serverThat(file);
      const slack = await serverThat(({ url }, response) => {
        if (url === '/moved') return void response.end('the text of a file');
        const location = url === '/near' ? '/moved' : `${stranger.url}/file`;
        response.writeHead(code, { location }).end();
      });
      for (const path of ['/near', '/far']) {
        const asked = downloadText(slack.url + path, { token: TOKEN, apiUrl: slack.url, largest: 100 });
        await expect(asked).rejects.toThrow(UnreadableFile);
        await expect(asked).rejects.toThrow('Slack asked me to sign in first');
      }
      expect(slack.seen.map(({ url }) => url)).toEqual(['/near', '/far']);
      expect(stranger.seen).toEqual([]);
    },
  );
});

test.each([
  'http://files.slack.com/f',
  'https://files.slack.com.example.com/f',
  'https://xfiles.slack.com/f',
  'https://slack.com/f',
])('%s is outside Slack', async (url) => {
  const asked = downloadText(url, { token: TOKEN, apiUrl: 'http://127.0.0.1:9/api/', largest: 100 });
  await expect(asked).rejects.toThrow(/outside Slack/);
});

describe('a file', () => {
  const read = async (handler: Handler) => {
    const slack = await serverThat(handler);
    return await downloadText(slack.url, { token: TOKEN, apiUrl: slack.url, largest: 10_000 });
  };
  const sends = (body: string | Uint8Array, type = 'text/plain'): Handler => {
    return (_, response) => response.writeHead(200, { 'content-type': type }).end(body);
  };
  const encoded = (bytes: number[], text: string, swapped: boolean) => {
    const utf16 = Buffer.from(text, 'utf16le');
    return Buffer.concat([Buffer.from(bytes), swapped ? utf16.swap16() : utf16]);
  };

  test.each([
    ['UTF-8', Buffer.from('naïve 🚫')],
    ['UTF-16, little end first', encoded([0xff, 0xfe], 'naïve 🚫', false)],
    ['UTF-16, big end first', encoded([0xfe, 0xff], 'naïve 🚫', true)],
  ])('in %s is read', async (_encoding, bytes) => {
    expect(await read(sends(bytes))).toBe('naïve 🚫');
  });

  test('with a few broken characters is read', async () => {
    const broken = Buffer.concat([Buffer.from('error'), Buffer.alloc(20, 0xff)]);
    expect(await read(sends(broken))).toBe(`error${'\ufffd'.repeat(20)}`);
  });

  test.each([
    ['a zero byte', Buffer.from('PK\0')],
    ['many broken characters', Buffer.alloc(21, 0xff)],
  ])('with %s is no text file', async (_what, bytes) => {
    await expect(read(sends(bytes))).rejects.toThrow(/not a text file/);
  });

  test('that is empty may still be checked', async () => {
    await expect(read(sends(''))).rejects.toThrow(/it is empty/);
  });

  test('of HTML is read unless it is Slack’s sign-in page', async () => {
    const page = (words: string) => sends(`<!DOCTYPE html><title>${words}</title>`, 'text/html');
    await expect(read(page('Sign in to Slack'))).rejects.toThrow(/sign-in page/);
    expect(await read(page('502 Bad Gateway'))).toContain('Bad Gateway');
    const uploaded = '<!DOCTYPE html><title>Our Slack guide</title>';
    expect(await read(sends(uploaded))).toBe(uploaded);
  });

  test.each([404, 410])('that is gone (%i) was deleted', async (status) => {
    const asked = read((_, response) => response.writeHead(status).end('no such file'));
    await expect(asked).rejects.toThrow(UnreadableFile);
  });

  test.each([429, 500, 403])('that Slack cannot give now (%i) is asked for again later', async (status) => {
    const error = await read((_, response) => response.writeHead(status).end('sorry')).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(UnreadableFile);
  });
});

test('a file that is larger than it was said to be is not read', async () => {
  const slack = await serverThat(file);
  const asked = downloadText(slack.url, { token: TOKEN, apiUrl: slack.url, largest: 10 });
  await expect(asked).rejects.toThrow(/larger than 10 MB/);
});
