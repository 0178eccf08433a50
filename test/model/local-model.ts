import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ModelSettings } from '../../src/model/client.ts';
import { type ModelOptions, modelWith } from '../../src/model/model.ts';
import { countsOfProcess } from '../../src/store/counts.ts';

export const DAY_MS = 86_400_000;

/** A request as a server of OpenAI's APIs gets it, whichever of the two it was. */
type Asked = {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  instructions: string;
  data: string;
  /** the JSON Schema that the answer must have */
  schema: string;
  strict: boolean;
};
export type Respond = (response: ServerResponse, asked: Asked) => void;

/** A server for what aimock cannot do: broken bodies, silence, floods, and answers made of what it was asked. */
export async function startModel() {
  const asked: Asked[] = [];
  let respond: Respond = (response) => response.writeHead(500).end('{}');
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const json = JSON.parse(body || '{}');
    const one: Asked = {
      url: request.url ?? '',
      headers: request.headers,
      body,
      instructions: json.instructions ?? json.messages?.[0]?.content ?? '',
      data: json.input ?? json.messages?.[1]?.content ?? '',
      schema: JSON.stringify(json.response_format?.json_schema?.schema ?? json.text?.format?.schema ?? null),
      strict: Boolean(json.response_format ?? json.text?.format),
    };
    asked.push(one);
    respond(response, one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return {
    asked,
    baseUrl,
    answer(next: Respond) {
      respond = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The answer of either API that says this. */
export const says =
  (content: string, tokens: unknown = 100): Respond =>
  (response, { url }) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const message = { role: 'assistant', content, refusal: null };
    const chat = {
      id: 'c',
      object: 'chat.completion',
      choices: [{ index: 0, finish_reason: 'stop', message }],
    };
    const output = [
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: content, annotations: [] }],
      },
    ];
    const usage = { total_tokens: tokens };
    response.end(
      JSON.stringify(
        url.endsWith('/responses') ? { id: 'r', object: 'response', output, usage } : { ...chat, usage },
      ),
    );
  };

/** A model at that server. */
export function modelAt(baseUrl: string, settings: ModelSettings = {}, options: Partial<ModelOptions> = {}) {
  const usage = countsOfProcess(DAY_MS);
  const made = modelWith(
    { OPENAI_API_KEY: 'k', OPENAI_MODEL: 'm', OPENAI_BASE_URL: baseUrl, ...settings },
    { usage, ...options },
  );
  if ('unavailable' in made) throw new Error(made.unavailable);
  return made;
}
