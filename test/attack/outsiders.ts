import { request as httpRequest } from 'node:http';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { startAtlassian } from '../../sandbox/atlassian/start.ts';
import { startPage } from '../../sandbox/page/start.ts';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { startHealth } from '../../src/health.ts';
import type { Inbox } from '../../src/inbox/inbox.ts';
import type { AttackClass } from './attack.ts';

type Headers = Record<string, string>;

/** What a page of somebody else, open in a browser on this machine, or a name that is pointed at this machine, would send. */
const FOREIGN: Record<string, Headers> = {
  'a foreign Host': { host: 'evil.example' },
  'a foreign Host with the right port': { host: 'evil.example:PORT' },
  'a Host that begins like ours': { host: '127.0.0.1.evil.example:PORT' },
  'a Host with a name before it': { host: 'evil.example@127.0.0.1:PORT' },
  'a foreign Origin': { origin: 'http://evil.example' },
  'the Origin null': { origin: 'null' },
  'the Origin of another port': { origin: 'http://127.0.0.1:1' },
  'a request across sites': { 'sec-fetch-site': 'cross-site' },
  'a request from another port': { 'sec-fetch-site': 'same-site' },
};

function statusOf(url: string, headers: Headers, body?: string): Promise<number> {
  const { port } = new URL(url);
  const given = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', port)]),
  );
  return new Promise((resolve) => {
    const sent = httpRequest(
      url,
      { method: body === undefined ? 'GET' : 'POST', headers: given, agent: false },
      async (response) => {
        await text(response);
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

/** Does a socket open? */
function opens(url: string, headers: Headers): Promise<boolean> {
  const socket = new WebSocket(url, { headers });
  return new Promise((resolve) => {
    socket.on('open', () => resolve(true));
    socket.on('error', () => resolve(false));
  }).finally(() => socket.terminate()) as Promise<boolean>;
}

export const outsiders: AttackClass = {
  name: 'acts of outsiders on the wire',
  least: 60,
  async run(report, { whole }) {
    const slack = await startSlack();
    const atlassian = await startAtlassian();
    const page = await startPage(0, { slack, atlassian, triage: [] }, async () => '');
    const others = [await startSlack(), await startAtlassian()] as const;
    const health = await startHealth(
      { counts: async () => ({}), check: async () => {} } as unknown as Inbox,
      0,
    );
    try {
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const bearer = { authorization: `Bearer ${slack.botToken}` };
      const before = slack.messages('C0SUPPORT').length;
      for (const [name, headers] of Object.entries(FOREIGN)) {
        const refused = (what: string, status: number) =>
          report(`${what} with ${name}`, [0, 400, 403].includes(status) ? null : `the answer is ${status}`);
        const words = `token=${slack.botToken}&channel=C0SUPPORT&text=hello`;
        refused(
          'a post to the local Slack',
          await statusOf(`${slack.apiUrl}chat.postMessage`, { ...form, ...headers }, words),
        );
        refused(
          'a read of the local Slack',
          await statusOf(`${slack.apiUrl}users.info?user=U0ADMIN`, { ...bearer, ...headers }),
        );
        refused(
          'a call of the local organisation',
          await statusOf(`${atlassian.apiUrl}/admin/v1/orgs`, {
            authorization: `Bearer ${atlassian.apiKey}`,
            ...headers,
          }),
        );
        refused(
          'an act on the page',
          await statusOf(`${page.url}act`, { 'content-type': 'application/json', ...headers }, '{}'),
        );
        refused('a look at the page', await statusOf(page.url, headers));
        const opened = await fetch(`${slack.apiUrl}apps.connections.open`, {
          method: 'POST',
          headers: { authorization: `Bearer ${slack.appToken}` },
        }).then((response) => response.json() as Promise<{ url: string }>);
        const { port } = new URL(opened.url);
        const given = Object.fromEntries(
          Object.entries(headers).map(([key, value]) => [key, value.replace('PORT', port)]),
        );
        report(`a socket with ${name}`, (await opens(opened.url, given)) ? 'it opens' : null);
      }
      report(
        'nothing was posted',
        slack.messages('C0SUPPORT').length === before ? null : 'something was posted',
      );

      const [otherSlack, otherAtlassian] = others;
      const pairs = {
        'the bot token': [slack.botToken, otherSlack.botToken],
        'the app token': [slack.appToken, otherSlack.appToken],
        'the signing secret': [slack.signingSecret, otherSlack.signingSecret],
        'the organisation key': [atlassian.apiKey, otherAtlassian.apiKey],
        'the key without scopes': [atlassian.userManagementKey, otherAtlassian.userManagementKey],
        'the directory key': [atlassian.scimToken, otherAtlassian.scimToken],
      };
      for (const [name, [one, another]] of Object.entries(pairs))
        report(
          `${name} of the sandbox guessed from another start`,
          one === another ? 'it is the same' : null,
        );

      // A test in `npm test` may not leave loopback, not even to this machine.
      const outside = Object.values(whole ? networkInterfaces() : {})
        .flatMap((addresses) => addresses ?? [])
        .filter(({ internal, family }) => !internal && family === 'IPv4');
      for (const { address } of outside)
        report(
          `the metrics, asked at ${address}`,
          (await statusOf(`http://${address}:${health.port}/metrics`, {})) === 0 ? null : 'they are served',
        );
      report(
        'the metrics, asked at 127.0.0.1',
        (await statusOf(`http://127.0.0.1:${health.port}/healthz`, {})) === 200
          ? null
          : 'they are not served',
      );
    } finally {
      await health.close();
      await page.close();
      for (const one of [slack, atlassian, ...others]) await one.close();
    }
  },
};
