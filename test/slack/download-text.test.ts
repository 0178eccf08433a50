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

test('a file that is larger than it was said to be is not read', async () => {
  const slack = await serverThat(file);
  const asked = downloadText(slack.url, { token: TOKEN, apiUrl: slack.url, largest: 10 });
  await expect(asked).rejects.toThrow(/larger than 10 MB/);
});
