import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { AtlassianSettings } from '../../src/atlassian/atlassian-settings.ts';
import { startBudget } from '../../src/atlassian/budget.ts';
import {
  type AtlassianOptions,
  createAtlassianClient,
  type ReadRequest,
} from '../../src/atlassian/client.ts';

export const API_KEY = 'an-organisation-key-of-a-test';
const ORG_ID = 'org-1';
export const SETTINGS = {
  ATLASSIAN_ORG_ID: ORG_ID,
  ATLASSIAN_API_KEY: API_KEY,
  ATLASSIAN_USER_MANAGEMENT_KEY: 'a-user-management-key-of-a-test',
  ATLASSIAN_SCIM_DIRECTORY_ID: 'scim-1',
  ATLASSIAN_SCIM_TOKEN: 'a-directory-token-of-a-test',
};
export const NOW = Date.UTC(2026, 10, 26, 12, 0, 0);

type Seen = { method: string; url: string; authorization: string | undefined; body: unknown };
export type Handler = (seen: Seen, response: ServerResponse) => void;

/** The other end of the wire: a real HTTP server that answers as the test says. */
export async function startServer(handler: Handler) {
  const seen: Seen[] = [];
  let sockets = 0;
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
  server.on('connection', () => {
    sockets += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** connections made to it so far */
    sockets: () => sockets,
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

/** A client and a fresh budget for a server of ours, with more time than any answer needs: what is to hang says how little. */
export function contextFor(
  apiUrl: string,
  { budgetMs = 20_000, ...options }: AtlassianOptions & { budgetMs?: number } = {},
  settings: AtlassianSettings = {},
) {
  const atlassian = createAtlassianClient(
    { ...SETTINGS, ...settings, ATLASSIAN_API_URL: apiUrl },
    { now: () => NOW, attemptMs: 20_000, ...options },
  );
  return { atlassian, budget: startBudget(budgetMs) };
}

export const DOMAINS: ReadRequest = { method: 'GET', path: '/admin/v1/orgs/org-1/domains' };
export const SEARCH: ReadRequest = {
  method: 'POST',
  path: '/admin/v2/orgs/org-1/directories/-/users/search',
  body: { emails: [] },
};

/** Answers each request with the next status; the last one stays. `headers` go with every refusal. */
export function answers(statuses: number[], headers = {}): Handler {
  let next = 0;
  return (_, response) => {
    const status = statuses[Math.min(next++, statuses.length - 1)] ?? 200;
    json(response, { data: [] }, status, status === 200 ? {} : headers);
  };
}
