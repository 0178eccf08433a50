import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { whyNotProgram } from '../same-origin.ts';
import { dispatch } from './dispatch.ts';
import { createFaults, type Fault, faultResponse } from './faults.ts';
import { type Keys, keyRefusal } from './keys.ts';
import type { LinkForm } from './list-page.ts';
import type { Account, AccountChanges, Domain, Link, Organisation } from './organisation.ts';
import type { ApiResponse } from './response.ts';
import * as seed from './seed.ts';

export type LocalAtlassianOptions = {
  /** default: any free port */
  port?: number;
  orgId?: string;
  /** an organisation API key with scopes */
  apiKey?: string;
  /** an organisation API key without scopes */
  userManagementKey?: string;
  scimDirectoryId?: string;
  /** the SCIM directory's own API key */
  scimToken?: string;
  accounts?: Account[];
  domains?: Domain[];
  links?: Link[];
  /** entries per page, default 50 */
  pageSize?: number;
  linkForm?: LinkForm;
};

/** A received request without its headers, which contain the key. `path` includes the query. */
type LoggedRequest = { method: string; path: string; body: unknown };

export type LocalAtlassian = Keys & {
  apiUrl: string;
  orgId: string;
  scimDirectoryId: string;
  /** all that the bot's configuration needs to reach it, by the names of the environment */
  settings: Record<
    `ATLASSIAN_${'API_URL' | 'ORG_ID' | 'API_KEY' | 'USER_MANAGEMENT_KEY' | 'SCIM_DIRECTORY_ID' | 'SCIM_TOKEN'}`,
    string
  >;
  accounts: Account[];
  domains: Domain[];
  links: Link[];
  requests: LoggedRequest[];
  /** Makes calls whose path contains `pathPart` fail. The returned function ends this. */
  fail(pathPart: string, fault: Fault, times?: number): () => void;
  /** Changes every account that holds the address. If there is none, first adds one that is verified, managed and active. */
  setAccount(email: string, changes?: AccountChanges): void;
  close(): Promise<void>;
};

/** Starts a local Atlassian organisation on 127.0.0.1. `seed.ts` lists its accounts. */
export async function startAtlassian(options: LocalAtlassianOptions = {}): Promise<LocalAtlassian> {
  const keys: Keys = {
    // New for each start, so that no page in a browser knows them.
    apiKey: options.apiKey ?? `local-organisation-key-${crypto.randomUUID()}`,
    userManagementKey: options.userManagementKey ?? `local-key-without-scopes-${crypto.randomUUID()}`,
    scimToken: options.scimToken ?? `local-directory-key-${crypto.randomUUID()}`,
  };
  const organisation: Organisation = {
    orgId: options.orgId ?? '0e9a0000-0000-4000-8000-00000000a11a',
    scimDirectoryId: options.scimDirectoryId ?? seed.SCIM_DIRECTORY,
    accounts: options.accounts ?? seed.seedAccounts(),
    domains: options.domains ?? seed.seedDomains(),
    links: options.links ?? seed.seedLinks(),
    pageSize: options.pageSize ?? 50,
    linkForm: options.linkForm ?? 'cursor',
  };
  const { orgId, scimDirectoryId, accounts, domains, links } = organisation;
  const requests: LoggedRequest[] = [];
  const faults = createFaults();

  async function responseTo(request: IncomingMessage, response: ServerResponse): Promise<ApiResponse | null> {
    const { method = 'GET', url: path = '/' } = request;
    const url = new URL(path, apiUrl);
    const body = readable(await text(request));
    requests.push({ method, path, body });
    const fault = faults.take(path);
    if (fault) return faultResponse(fault, path, response);
    const refused = keyRefusal(url.pathname, request.headers.authorization, keys);
    return refused ?? dispatch(organisation, { method, url, body });
  }

  const server = createServer((request, response) => {
    const refused = whyNotProgram(request);
    if (refused) return response.writeHead(403).end(`${refused}\n`);
    responseTo(request, response).then(
      (sent) => sent && send(response, sent),
      () => response.destroy(),
    );
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    apiUrl,
    ...keys,
    orgId,
    scimDirectoryId,
    settings: {
      ATLASSIAN_API_URL: apiUrl,
      ATLASSIAN_ORG_ID: orgId,
      ATLASSIAN_API_KEY: keys.apiKey,
      ATLASSIAN_USER_MANAGEMENT_KEY: keys.userManagementKey,
      ATLASSIAN_SCIM_DIRECTORY_ID: scimDirectoryId,
      ATLASSIAN_SCIM_TOKEN: keys.scimToken,
    },
    accounts,
    domains,
    links,
    requests,
    fail: faults.add,
    setAccount(email, changes = {}) {
      const isHolder = (account: Account): boolean => account.email === email;
      if (!accounts.some(isHolder)) accounts.push(seed.account(100 + accounts.length, email));
      for (const account of accounts.filter(isHolder)) Object.assign(account, changes);
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The parsed JSON body, the text if it is not JSON, or undefined if there is no body. */
function readable(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function send(response: ServerResponse, { status, headers = {}, json, text }: ApiResponse): void {
  const type = json === undefined ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}
