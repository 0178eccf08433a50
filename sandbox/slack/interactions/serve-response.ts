import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { asJson, parsed } from '../arguments.ts';
import { type Context, refused, type WebApiResponse } from '../methods/method.ts';
import { respond } from './respond.ts';

/** Receives what the bot sends to a response_url. Returns whether the request was for one. */
export function serveResponse(context: Context, request: IncomingMessage, response: ServerResponse): boolean {
  const path = URL.parse(request.url ?? '/', context.origin)?.pathname ?? '';
  if (!context.state.responseUrls.owns(path)) return false;
  text(request).then(
    (body) => {
      const [status, result] = resultOf(context, path, body);
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(result));
    },
    () => response.destroy(),
  );
  return true;
}

function resultOf(context: Context, path: string, body: string): [number, WebApiResponse] {
  const content = asJson(parsed(body));
  if (Object.keys(content).length === 0) return [400, refused('invalid_payload')];
  const target = context.state.responseUrls.use(path);
  if (typeof target === 'string') return [404, refused(target)];
  const refusal = respond(context, target, content);
  return refusal ? [400, refusal] : [200, { ok: true }];
}
