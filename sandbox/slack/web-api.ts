import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { argumentsOf } from './arguments.ts';
import type { Fault } from './faults.ts';
import { chatMethods } from './methods/chat-methods.ts';
import { conversationMethods } from './methods/conversation-methods.ts';
import { fileMethods } from './methods/file-methods.ts';
import { type Context, type Method, refused, type WebApiResponse } from './methods/method.ts';
import { reactionMethods } from './methods/reaction-methods.ts';
import { userGroupMethods } from './methods/user-group-methods.ts';
import { userMethods } from './methods/user-methods.ts';
import { viewMethods } from './methods/view-methods.ts';
import { SCOPES_OF_METHOD, scopeRefusal } from './scopes.ts';
import type { Json } from './types.ts';

const METHODS: Record<string, Method> = {
  ...chatMethods,
  ...conversationMethods,
  ...userMethods,
  ...reactionMethods,
  ...userGroupMethods,
  ...viewMethods,
  ...fileMethods,
};
const OPEN_CONNECTION = 'apps.connections.open';
const BASE = '/api/';

export type WebApiOptions = {
  context: Context;
  botToken: string;
  appToken: string;
  granted: ReadonlySet<string>;
  takeFault(method: string, channel: string): Fault | undefined;
  openConnection(): string;
};

/** The Web API over HTTP: arguments in, token checked, planned faults, JSON out. https://docs.slack.dev/apis/web-api */
export function createWebApi({
  context,
  botToken,
  appToken,
  granted,
  takeFault,
  openConnection,
}: WebApiOptions) {
  function responseTo(method: string, token: string | null, args: Json): WebApiResponse {
    const run = METHODS[method];
    if (!run && method !== OPEN_CONNECTION) return { ...refused('unknown_method'), req_method: method };
    if (!token) return refused('not_authed');
    if (token !== botToken && token !== appToken) return refused('invalid_auth');
    const forApp = method === OPEN_CONNECTION;
    if (forApp !== (token === appToken)) return refused('not_allowed_token_type');
    const problem = scopeRefusal(context.state, method, args, granted);
    if (problem) return problem;
    return run ? run(args, context) : { ok: true, url: openConnection() };
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = URL.parse(request.url ?? '/', context.origin);
    if (!url?.pathname.startsWith(BASE)) {
      response.writeHead(404).end();
      return;
    }
    const method = url.pathname.slice(BASE.length);
    const body = await text(request);
    const args = argumentsOf(body, request.headers['content-type'] ?? '', url.searchParams);
    context.state.calls.push({ method, args, at: Date.now() });
    const token = tokenOf(request, body, url);
    response.setHeader('x-oauth-scopes', [...granted].join(','));
    response.setHeader('x-accepted-oauth-scopes', (SCOPES_OF_METHOD[method] ?? []).join(','));
    await respond(response, takeFault(method, String(args.channel)), () => responseTo(method, token, args));
  };
}

async function respond(
  response: ServerResponse,
  fault: Fault | undefined,
  run: () => WebApiResponse,
): Promise<void> {
  if (!fault) return send(response, run());
  if ('error' in fault) {
    if (fault.kept) run();
    return send(response, refused(fault.error));
  }
  if ('text' in fault) return void response.writeHead(200, { 'content-type': 'text/html' }).end(fault.text);
  if ('delayMs' in fault) {
    await pause(fault.delayMs, undefined, { ref: false });
    return send(response, run());
  }
  if ('status' in fault) {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    response.writeHead(fault.status, headers).end();
    return;
  }
  if ('hang' in fault) {
    if (fault.keptAfterMs !== undefined) await pause(fault.keptAfterMs, undefined, { ref: false });
    if (fault.hang === 'after') run();
    return;
  }
  if (fault.reset === 'after') run();
  response.socket?.resetAndDestroy();
}

function send(response: ServerResponse, body: WebApiResponse): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function tokenOf({ headers }: IncomingMessage, body: string, { searchParams }: URL): string | null {
  const [, bearer = null] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
  if (bearer) return bearer;
  const isForm = headers['content-type']?.includes('urlencoded');
  return (isForm ? new URLSearchParams(body).get('token') : null) ?? searchParams.get('token');
}
