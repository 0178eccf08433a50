import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createAtlassianClient } from '../../src/tools/atlassian.ts';
import { startBudget } from '../../src/tools/budget.ts';

export const API_KEY = 'an-organisation-key-of-a-test';
export const USER_MANAGEMENT_KEY = 'a-key-without-scopes-of-a-test';
export const SCIM_TOKEN = 'a-directory-key-of-a-test';
export const ORG_ID = 'org-1';
export const NOW = Date.UTC(2026, 10, 26, 12, 0, 0);

type Seen = { method: string; url: string; authorization: string | undefined; body: unknown };
export type Handler = (seen: Seen, response: ServerResponse) => void;

/** The other end of the wire: a real HTTP server that answers as the test says. */
export async function startServer(handler: Handler) {
  const seen: Seen[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    const entry: Seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization,
      body: body ? JSON.parse(body) : undefined,
    };
    seen.push(entry);
    handler(entry, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function json(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A client and a fresh budget for a server of ours. */
export function contextFor(apiUrl: string, budgetMs = 2000, options = {}) {
  const atlassian = createAtlassianClient({
    apiUrl,
    orgId: ORG_ID,
    apiKey: API_KEY,
    userManagementKey: USER_MANAGEMENT_KEY,
    scimDirectoryId: 'directory-1',
    scimToken: SCIM_TOKEN,
    now: () => NOW,
    attemptMs: 1000,
    ...options,
  });
  return { atlassian, budget: startBudget(budgetMs) };
}
