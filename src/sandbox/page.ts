import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Posts a text as a person of the sandbox and gives the thread back as text. */
export type Paste = (text: string, channel?: string, user?: string) => Promise<string>;

const LONGEST = 1_000_000;

/**
 * A page on loopback to paste errors into: `GET /` shows it, `POST /paste` takes plain text and answers with the thread.
 * Takes any free port when `port` is taken. `addresses`: the accounts of the sandbox organisation, to try in an error.
 */
export async function startPage(
  port: number,
  paste: Paste,
  addresses: string[],
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`${error instanceof Error ? error.message : String(error)}\n`);
    });
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const send = (status: number, type: string, body: string) => {
      response.writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    };
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const param = (name: string) => searchParams.get(name) ?? undefined;
    if (request.method === 'GET' && pathname === '/') return send(200, 'text/html', page(addresses));
    if (request.method !== 'POST' || pathname !== '/paste')
      return send(404, 'text/plain', 'GET / or POST /paste\n');
    if (request.headers['sec-fetch-site'] === 'cross-site')
      return send(403, 'text/plain', 'only from this page\n');
    const text = await bodyOf(request);
    if (text === null) return send(413, 'text/plain', `longer than ${LONGEST} characters\n`);
    if (text.trim() === '') return send(400, 'text/plain', 'paste an error first\n');
    send(200, 'text/plain', `${await paste(text, param('channel'), param('user'))}\n`);
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return reject(error);
      server.listen(0, '127.0.0.1', resolve);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LONGEST) return null;
  }
  return text;
}

function page(addresses: string[]): string {
  const options = [...addresses, 'nobody@example.com']
    .map((address) => `<option>${address}</option>`)
    .join('');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>SCIM support bot: sandbox</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}textarea{width:100%;height:9rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f4f5;padding:1rem;border-radius:.5rem}button,select{font:inherit;padding:.3rem .8rem}</style>
<h1>SCIM support bot: sandbox</h1>
<p>Paste a provisioning error; an admin of the local workspace posts it to the bot. <label>Or take the published error for
<select id="address">${options}</select></label></p>
<form id="form"><textarea id="text" aria-label="The error"></textarea><p><button>Send to the bot</button></p></form>
<pre id="thread" aria-live="polite" hidden></pre>
<script>
const get = (id) => document.getElementById(id);
const fill = () => { get('text').value = JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '409',
  scimType: 'uniqueness', detail: 'Resource [USER]: with email[' + get('address').value + '] already exists.' }); };
get('address').onchange = fill; fill();
get('form').onsubmit = async (event) => { event.preventDefault(); get('thread').hidden = false; get('thread').textContent = 'The bot is reading...';
  get('thread').textContent = await (await fetch('/paste', { method: 'POST', body: get('text').value })).text(); };
</script></html>`;
}
