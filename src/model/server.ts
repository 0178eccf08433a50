import OpenAI from 'openai';
import type { ModelSettings } from './settings.ts';

/** One question as a server takes it. `schema`: JSON Schema of the answer, null where the server takes none. */
export type Prompt = { name: string; instructions: string; data: string; schema: object | null };

/** What came back: the text, and how many tokens it cost in all (null: the server does not say). */
export type Completion = { text: string; tokens: number | null };

/** Asks once. Rejects with openai's errors, and with `Junk` for an answer that is none. */
export type Server = (prompt: Prompt, signal: AbortSignal) => Promise<Completion>;

/** An answer that cannot be used; the message completes "the model ..." and has no full stop. */
export class Junk extends Error {}

/** Longest answer, in tokens: an id and a quote; models that think use the rest for it. */
const MOST_TOKENS = 1500;
/** No answer is received beyond this many bytes. */
const MOST_BYTES = 64_000;

/**
 * Any server of OpenAI's APIs: Responses (https://platform.openai.com/docs/api-reference/responses) or Chat Completions, which
 * other servers offer. Retries are the caller's.
 */
export function createServer(
  { OPENAI_BASE_URL, OPENAI_API }: ModelSettings,
  apiKey: string,
  model: string,
): Server {
  const client = new OpenAI({
    apiKey,
    ...(OPENAI_BASE_URL ? { baseURL: OPENAI_BASE_URL } : {}),
    maxRetries: 0,
    fetch: cappedFetch,
  });
  const own = OPENAI_BASE_URL === undefined || new URL(OPENAI_BASE_URL).hostname === 'api.openai.com';
  return (OPENAI_API ?? (own ? 'responses' : 'chat')) === 'responses'
    ? responses(client, model)
    : chat(client, model, own);
}

function responses(client: OpenAI, model: string): Server {
  return async ({ name, instructions, data, schema }, signal) => {
    const response = await client.responses.create(
      {
        model,
        instructions,
        input: data,
        max_output_tokens: MOST_TOKENS,
        store: false,
        ...(schema
          ? { text: { format: { type: 'json_schema', name, strict: true, schema: { ...schema } } } }
          : {}),
      },
      { signal },
    );
    if (typeof response !== 'object' || !Array.isArray(response.output))
      throw new Junk('gave no answer of the documented form');
    const text = response.output
      .flatMap((item) => (item.type === 'message' ? item.content : []))
      .map((part) => {
        if (part.type === 'refusal') throw new Junk('refused to answer');
        return part.text;
      })
      .join('');
    return { text, tokens: response.usage?.total_tokens ?? null };
  };
}

function chat(client: OpenAI, model: string, own: boolean): Server {
  return async ({ name, instructions, data, schema }, signal) => {
    const completion = await client.chat.completions.create(
      {
        model,
        messages: [
          { role: 'system', content: instructions },
          { role: 'user', content: data },
        ],
        // Other servers know the older name alone.
        ...(own ? { max_completion_tokens: MOST_TOKENS } : { max_tokens: MOST_TOKENS }),
        ...(schema
          ? {
              response_format: {
                type: 'json_schema',
                json_schema: { name, strict: true, schema: { ...schema } },
              },
            }
          : {}),
      },
      { signal },
    );
    const message = typeof completion === 'object' ? completion.choices?.[0]?.message : undefined;
    if (message?.refusal) throw new Junk('refused to answer');
    if (typeof message?.content !== 'string') throw new Junk('gave no answer of the documented form');
    return { text: message.content, tokens: completion.usage?.total_tokens ?? null };
  };
}

/** A body that is too long, or no JSON, is junk, and is not received to its end. */
const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw new Junk('answered at too great a length');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (response.ok && !/^\s*\{/.test(text)) throw new Junk('answered with something other than JSON');
  const { status, statusText, headers } = response;
  return new Response(text, {
    status,
    statusText,
    headers: { 'content-type': headers.get('content-type') ?? 'application/json' },
  });
};
