import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SAME_ORIGIN_HEADERS, whyNotSameOrigin } from '../same-origin.ts';
import { cappedBody } from './capped-body.ts';
import { documentOf } from './document.ts';
import { createLiveUpdates } from './live-updates.ts';
import type { LocalServices } from './local-services.ts';
import { pageRegionsAt } from './page-regions.ts';
import { actOf, authorOf, type Done, perform } from './perform.ts';
import { uploadOf } from './upload.ts';

/** Posts text as a person in the sandbox and resolves with the thread as text. */
export type Paste = (text: string, channel?: string, user?: string) => Promise<string>;

type PageResponse = { status: number; type: string; body: string | Buffer };
type Asked = { request: IncomingMessage; search: URLSearchParams };
type Route = (asked: Asked) => Promise<PageResponse> | PageResponse;

const MOST_TEXT = 1_000_000;
/** Slightly more than the bot reads, so that its reply to a file that is too large can be seen. */
const MOST_FILE = 12_000_000;

const ASSETS: Record<string, string> = {
  'app.js': 'text/javascript',
  'page.js': 'text/javascript',
  'acts.js': 'text/javascript',
  'controls.js': 'text/javascript',
  'scrolling.js': 'text/javascript',
  'composer.js': 'text/javascript',
  'style.css': 'text/css',
  'side.css': 'text/css',
  'messages.css': 'text/css',
  'blocks.css': 'text/css',
  'overlays.css': 'text/css',
  'icon.svg': 'image/svg+xml',
};

/**
 * Serves the sandbox page on 127.0.0.1, on any free port if `port` is taken. `GET /` is the page, `GET /look` its current
 * regions, and `GET /live` says when they change. `POST /act` acts as a person and `POST /file` posts a file. Programs can
 * send plain text to `POST /paste`, which responds with the thread.
 */
export async function startPage(
  port: number,
  services: LocalServices,
  paste: Paste,
): Promise<{ url: string; close(): Promise<void> }> {
  const live = createLiveUpdates();
  services.slack.onChange(live.changed);

  const routes: Record<string, Route> = {
    'GET /': ({ search }) => text(200, documentOf(pageRegionsAt(services, search)), 'text/html'),
    'GET /look': ({ search }) => json(200, pageRegionsAt(services, search)),
    'POST /act': async ({ request }) => {
      if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return text(415, 'Send JSON.');
      const body = await cappedBody(request, MOST_TEXT);
      const act = actOf(parsed(String(body)));
      if (body === null) return tooLong(MOST_TEXT);
      if (!act) return json(400, { error: 'The page has no such action.' });
      return await done(() => perform(act, services));
    },
    'POST /file': async ({ request, search }) => {
      const body = await cappedBody(request, MOST_FILE);
      if (body === null) return tooLong(MOST_FILE);
      return await done(() => postFile(services, body, request.headers['content-type'] ?? '', search));
    },
    'POST /paste': async ({ request, search }) => {
      const body = await cappedBody(request, MOST_TEXT);
      if (body === null) return tooLong(MOST_TEXT);
      const written = body.toString('utf8');
      if (written.trim() === '') return text(400, 'Paste an error first.\n');
      const param = (name: string) => search.get(name) ?? undefined;
      return text(200, `${await paste(written, param('channel'), param('user'))}\n`);
    },
    ...Object.fromEntries(Object.entries(ASSETS).map(([name, type]) => [`GET /${name}`, asset(name, type)])),
  };

  /** The organisation does not report its changes, so every act counts as one. */
  async function done(what: () => Promise<Done>): Promise<PageResponse> {
    try {
      return json(200, await what());
    } catch (error) {
      return json(400, { error: messageOf(error) });
    } finally {
      live.changed();
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = whyNotSameOrigin(request, (server.address() as AddressInfo).port);
    if (refused) return send(response, text(403, `${refused}\n`));
    const { pathname, searchParams: search } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'GET' && pathname === '/live') return live.join(response, SAME_ORIGIN_HEADERS);
    const route =
      Object.hasOwn(routes, `${request.method} ${pathname}`) && routes[`${request.method} ${pathname}`];
    send(
      response,
      route ? await route({ request, search }) : text(404, 'Not found. Use GET / or POST /paste.\n'),
    );
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error) => send(response, text(400, `${messageOf(error)}\n`)));
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((closed) => {
        live.close();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function postFile(
  { slack }: LocalServices,
  content: Buffer,
  type: string,
  search: URLSearchParams,
): Promise<Done> {
  const param = (name: string) => search.get(name) ?? '';
  const thread = param('thread');
  const channel = param('in');
  const file = slack.addFile(uploadOf(param('name') || 'file', type, content));
  const author = authorOf(slack, param('as'));
  const post = { channel, text: param('text'), files: [file], ...author };
  const ts = await slack.post(thread ? { ...post, threadTs: thread } : post);
  return { posted: { channel, ts: thread || ts } };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function asset(name: string, type: string): Route {
  const body = readFileSync(join(import.meta.dirname, 'browser', name));
  return () => ({ status: 200, type, body });
}

function send(response: ServerResponse, { status, type, body }: PageResponse): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { ...SAME_ORIGIN_HEADERS, 'content-type': `${type}; charset=utf-8` });
  response.end(body);
}

const text = (status: number, body: string, type = 'text/plain'): PageResponse => ({ status, type, body });
const json = (status: number, value: unknown): PageResponse =>
  text(status, JSON.stringify(value), 'application/json');
const tooLong = (most: number): PageResponse => json(413, { error: `The limit is ${most} bytes.` });
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
