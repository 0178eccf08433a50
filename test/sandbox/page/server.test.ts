import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { local } from '../slack-bolt.ts';
import { siteOf } from './site.ts';

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** Sends a request unchanged, including headers that a browser would not let anyone set. */
function ask(
  url: string,
  given: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Answer> {
  const { method = 'GET', headers = {}, body } = given;
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, setHost: headers.host === undefined }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const act = (url: string, given: unknown, headers: Record<string, string> = {}) =>
  ask(`${url}act`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(given) });
const WRITE = { type: 'write', user: 'U0ADMIN', channel: 'C0SUPPORT', text: 'hello' };

describe('the server of the sandbox page', () => {
  it('responds only on loopback, to its own host names and its own page', async () => {
    const slack = await local();
    const url = await siteOf(slack);
    const { port, host } = new URL(url);
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const status = async (headers: Record<string, string>) => (await ask(url, { headers })).status;
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: `rebound.example:${port}` })).toBe(403);
    expect(await status({ host: '127.0.0.1:1' })).toBe(403);
    expect(await status({ host: '' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    const from = async (origin: string) => (await act(url, WRITE, { origin })).status;
    expect(await from('http://evil.example')).toBe(403);
    expect(await from(`http://localhost:${port}`)).toBe(403);
    expect(await from('null')).toBe(403);
    expect(slack.messages('C0SUPPORT')).toEqual([]);
    expect(await from(`http://${host}`)).toBe(200);
    expect(slack.messages('C0SUPPORT')).toHaveLength(1);
    const live = await ask(`${url}live`, { headers: { origin: 'http://evil.example' } });
    expect(live.status).toBe(403);
  });

  it('allows the page nothing inline and nothing from other sites', async () => {
    const url = await siteOf(await local());
    const { headers, body } = await ask(url);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(body).not.toMatch(/<script(?![^>]* src="\/)|<style|\son\w+=|\sstyle=|javascript:/i);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect((await ask(`${url}%2e%2e/start.ts`)).status).toBe(404);
    expect((await ask(`${url}constructor`)).status).toBe(404);
  });

  it('refuses unknown acts, and says why an act is not possible', async () => {
    const slack = await local();
    const url = await siteOf(slack);
    const error = async (given: unknown) => {
      const { status, body } = await act(url, given);
      expect(status).toBe(400);
      return JSON.parse(body).error as string;
    };
    expect(await error({ type: 'explode' })).toBe('The page has no such action.');
    expect(await error(null)).toBe('The page has no such action.');
    expect(await error({ ...WRITE, user: 'U0GUEST' })).toBe(
      'U0GUEST is not in C0SUPPORT and cannot post there.',
    );
    expect(await error({ type: 'example', user: 'U0ADMIN', channel: 'D0ADMIN', id: 'nothing' })).toBe(
      'There is no example nothing.',
    );
    expect(await error({ type: 'press', user: 'U0ADMIN', actionId: 'a', blockId: 'b' })).toContain(
      'which message contains',
    );
    expect(await error({ type: 'submit', user: 'U0ADMIN', values: {} })).toBe('U0ADMIN has no modal open.');
    expect(await error({ type: 'shortcut', user: 'U0OUTSIDER', channel: 'C0SHARED', ts: '1.1' })).toContain(
      'another team',
    );
    expect(await error({ type: 'account', email: 'no address', changes: {} })).toBe(
      'The page has no such action.',
    );
    const broken = await ask(`${url}act`, { method: 'POST', headers: JSON_TYPE, body: '{' });
    expect(broken.status).toBe(400);
    const form = await ask(`${url}act`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(WRITE),
    });
    expect(form.status).toBe(415);
    const long = await act(url, { ...WRITE, text: 'x'.repeat(1_000_001) });
    expect(long.status).toBe(413);
    expect(slack.messages('C0SUPPORT')).toEqual([]);
  });

  it('accepts plain text from a terminal', async () => {
    const url = await siteOf(await local());
    const paste = (body: string, headers: Record<string, string> = {}) =>
      ask(`${url}paste`, { method: 'POST', body, headers });
    expect(await paste('an error')).toMatchObject({ status: 200, body: 'took: an error\n' });
    expect((await paste(' \n')).status).toBe(400);
    expect((await paste('x'.repeat(1_000_001))).status).toBe(413);
    expect((await paste('an error', { origin: 'http://evil.example' })).status).toBe(403);
  });

  it('shows a place that exists, whatever the address says', async () => {
    const url = await siteOf(await local());
    const look = async (search: string) => JSON.parse((await ask(`${url}look${search}`)).body);
    expect((await look('')).address).toBe('/?as=U0ADMIN&in=D0ADMIN');
    expect((await look('?as=U0GUEST&in=C0SUPPORT&thread=1.1')).address).toBe('/?as=U0GUEST&in=D0GUEST');
    expect((await look('?as=U0ALERTS&in=home')).address).toBe('/?as=U0ALERTS&in=C0SUPPORT');
    expect((await look('?as=U0BOT')).address).toBe('/?as=U0ADMIN&in=D0ADMIN');
    expect((await look('?as=<script>')).address).toBe('/?as=U0ADMIN&in=D0ADMIN');
  });
});
